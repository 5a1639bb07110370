import type { QueueSettings } from "./settings.ts";

/** How an entry stands. https://docs.github.com/en/graphql/reference/enums#mergequeueentrystate */
export type EntryState = "QUEUED" | "AWAITING_CHECKS" | "MERGEABLE" | "UNMERGEABLE";

type Limits = Pick<QueueSettings, "allGreen" | "fewestToMerge" | "mostToMerge">;

/**
 * How many entries merge now, from the first. `waited`: the time to wait for the fewest is over.
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue#managing-a-merge-queue
 */
export function entriesToMerge(states: EntryState[], limits: Limits, waited: boolean): number {
  const group = states.slice(0, limits.mostToMerge);
  const passed = group.findIndex((state) => state !== "MERGEABLE");
  const green = passed < 0 ? group.length : passed;
  const count = limits.allGreen ? green : group.lastIndexOf("MERGEABLE") + 1;
  return waited || count >= limits.fewestToMerge ? count : 0;
}

/**
 * The first entry that its checks throw out, or -1. Where only the last of a group must pass, one that failed stays as long as
 * one behind it in its group may still pass.
 */
export function entryToEject(states: EntryState[], limits: Limits): number {
  if (limits.allGreen) return states.indexOf("UNMERGEABLE");
  const group = states.slice(0, limits.mostToMerge);
  return group.findIndex(
    (state, index) => state === "UNMERGEABLE" && group.slice(index).every((later) => later === "UNMERGEABLE"),
  );
}
