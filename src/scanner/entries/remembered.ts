import type { Entry } from "./entry.ts";

/** What a function answers of an entry, found once: a block with thousands of settings is asked thousands of times. */
export function remembered<Answer>(find: (entry: Entry) => Answer): (entry: Entry) => Answer {
  const known = new WeakMap<Entry, { answer: Answer }>();
  return (entry) => {
    const found = known.get(entry) ?? { answer: find(entry) };
    known.set(entry, found);
    return found.answer;
  };
}
