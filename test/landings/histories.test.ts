import { expect, test } from "vitest";
import { type Change, isNothing, type MovedCommit } from "../../src/landings/move.ts";
import { partition } from "../../src/landings/partition.ts";
import { exported, requestOf, rowsOf, unzipped } from "../support/bundle.ts";
import { verified } from "../support/forgery.ts";
import { createHistory, type History } from "../support/git-history.ts";
import { HistoryLog } from "../support/history-bundle.ts";
import { kinds, type Played, play } from "../support/random-moves.ts";

const [histories, moves] = process.env.MERGEWARDEN_DEEP ? [200, 300] : [20, 50];

test(`${histories} random histories of ${moves} moves: git, the changes and the bundle list the same commits`, async () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= histories; seed++) {
    const history = await createHistory();
    try {
      const played = await play(history, seed, moves);
      const told = new HistoryLog(played[0]?.move.before ?? "");
      for (const one of played) {
        const { commits, changes } = await check(history, one, seen);
        told.land(one.move, one.base, commits, changes);
      }
      told.observe(played.at(-1)?.move.after ?? "");
      told.log.signCheckpoint();
      await checkBundle(history, told, `seed ${seed}`);
    } finally {
      await history.close();
    }
  }
  expect([...seen].sort()).toEqual([...kinds].sort());
}, 3_600_000);

async function check(
  history: History,
  { move, base, pulls, expected, what }: Played,
  seen: Set<string>,
): Promise<{ commits: MovedCommit[]; changes: Change[] }> {
  const commits = await history.between(base ?? move.before, move.after);
  const changes = partition(move, commits, pulls);
  const mine = changes.flatMap((change) => change.commits);
  expect(mine.toSorted(), what).toEqual(commits.map(({ sha }) => sha).toSorted());
  const removed = changes.flatMap((change) => change.removed);
  const gone = move.forced ? await history.revList(move.after, move.before) : [];
  expect(removed.toSorted(), what).toEqual(gone.toSorted());
  const found = changes.map(({ kind, pull, commits }) => ({ kind, pull, count: commits.length }));
  expect(found, what).toEqual(expected);
  for (const { kind } of changes) seen.add(kind);
  return { commits, changes };
}

/** As an auditor does it: each line of refs.csv by git, each against its lines of commits.csv; then by verify. */
async function checkBundle(history: History, { log }: HistoryLog, what: string): Promise<void> {
  const bundle = await exported(await requestOf(log));
  const files = unzipped(bundle);
  const commits = rowsOf(files.get("population/commits.csv"));
  const refs = rowsOf(files.get("completeness/refs.csv"));
  for (const { segment, head_from: from = "", head_to: to = "" } of refs) {
    const listed = commits.filter((row) => row.segment === segment).map(({ sha }) => sha);
    const real = isNothing(to) ? [] : await history.revList(from, to);
    expect(listed.sort(), `${what}, segment ${segment}`).toEqual(real.sort());
  }
  const found = await verified(bundle, log.vkey, [history.folder]);
  expect(found, what).toMatchObject({ status: "intact", problems: [] });
}
