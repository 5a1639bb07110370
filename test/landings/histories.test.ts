import { expect, test } from "vitest";
import { partition } from "../../src/landings/partition.ts";
import { createHistory, type History } from "../support/git-history.ts";
import { kinds, type Played, play } from "../support/random-moves.ts";

const [histories, moves] = process.env.MERGEWARDEN_DEEP ? [200, 300] : [20, 50];

test(`${histories} random histories of ${moves} moves: each commit belongs to one change, and git lists the same`, async () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= histories; seed++) {
    const history = await createHistory();
    try {
      for (const played of await play(history, seed, moves)) await check(history, played, seen);
    } finally {
      await history.close();
    }
  }
  expect([...seen].sort()).toEqual([...kinds].sort());
}, 3_600_000);

async function check(history: History, { move, pulls, expected, what }: Played, seen: Set<string>): Promise<void> {
  const commits = await history.between(move.before, move.after);
  const changes = partition(move, commits, pulls);
  const mine = changes.flatMap((change) => change.commits);
  expect(mine.toSorted(), what).toEqual(commits.map(({ sha }) => sha).toSorted());
  const removed = changes.flatMap((change) => change.removed);
  const gone = move.forced ? await history.revList(move.after, move.before) : [];
  expect(removed.toSorted(), what).toEqual(gone.toSorted());
  const found = changes.map(({ kind, pull, commits }) => ({ kind, pull, count: commits.length }));
  expect(found, what).toEqual(expected);
  for (const { kind } of changes) seen.add(kind);
}
