import type { Gatherer } from "./gatherer.ts";

/** None: nothing grants any yet. */
export const exceptions: Gatherer<"exceptions"> = {
  changedBy: [],
  permissions: {},
  read: async () => [],
};
