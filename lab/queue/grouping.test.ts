import { expect, test } from "vitest";
import { type EntryState, entriesToMerge, entryToEject } from "./grouping.ts";

const letters: Record<string, EntryState> = {
  q: "QUEUED",
  w: "AWAITING_CHECKS",
  m: "MERGEABLE",
  x: "UNMERGEABLE",
};

function states(text: string): EntryState[] {
  return [...text].map((letter) => letters[letter] ?? "QUEUED");
}

// https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue#managing-a-merge-queue
test.for([
  { entries: "mm", strategy: "all", merge: 2, eject: -1 },
  { entries: "mwm", strategy: "all", merge: 1, eject: -1 },
  { entries: "wm", strategy: "all", merge: 0, eject: -1 },
  { entries: "mxm", strategy: "all", merge: 1, eject: 1 },
  { entries: "mmmm", strategy: "all", merge: 3, eject: -1 },
  { entries: "xm", strategy: "head", merge: 2, eject: -1 },
  { entries: "wm", strategy: "head", merge: 2, eject: -1 },
  { entries: "xw", strategy: "head", merge: 0, eject: -1 },
  { entries: "mx", strategy: "head", merge: 1, eject: 1 },
  { entries: "xx", strategy: "head", merge: 0, eject: 0 },
  { entries: "xxxm", strategy: "head", merge: 0, eject: 0 },
  { entries: "xq", strategy: "head", merge: 0, eject: -1 },
])("$entries, $strategy of at most 3 must pass → $merge merge, $eject is thrown out", (row) => {
  const limits = { allGreen: row.strategy === "all", fewestToMerge: 1, mostToMerge: 3 };
  expect(entriesToMerge(states(row.entries), limits, false)).toBe(row.merge);
  expect(entryToEject(states(row.entries), limits)).toBe(row.eject);
});

test("fewer than the least to merge → only once the time to wait is over", () => {
  const limits = { allGreen: true, fewestToMerge: 3, mostToMerge: 5 };
  expect(entriesToMerge(states("mm"), limits, false)).toBe(0);
  expect(entriesToMerge(states("mm"), limits, true)).toBe(2);
  expect(entriesToMerge(states("mmm"), limits, false)).toBe(3);
});
