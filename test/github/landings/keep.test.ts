import { expect, test } from "vitest";
import { type Move, nowhere } from "../../../src/github/landings/chain.ts";
import { keepMove } from "../../../src/github/landings/keep.ts";
import type { Branch } from "../../../src/github/landings/update.ts";
import type { Mirrors } from "../../../src/pipeline/mirrors.ts";

const [before, after] = ["1".repeat(40), "2".repeat(40)];
const old = { installationId: 1, repositoryId: 2, owner: "acme", name: "old" };
const now = { ...old, owner: "acme-corp", name: "new" };

/** Keeps a move with mirrors that cannot have some commits. What was asked of them, and what came of it. */
async function kept(move: { before: string; after: string }, isTakingOff: boolean, missing: string[] = []) {
  const asked: unknown[] = [];
  const mirrors: Mirrors = {
    async keep(repository, commit) {
      asked.push([repository, commit]);
      return missing.includes(commit) ? { unavailable: "it is gone" } : null;
    },
    mergeTree: () => Promise.reject(new Error("not expected")),
  };
  const home = async () => ({ owner: { login: now.owner }, name: now.name });
  const place = { reconciler: { mirrors }, source: { ref: old, home } } as unknown as Branch;
  return { lost: await keepMove(place, move as Move, isTakingOff), asked };
}

test.for<[string, { before: string; after: string }, boolean, string[]]>([
  ["a branch moves on", { before, after }, false, [after]],
  ["a branch is forced elsewhere", { before, after }, true, [after, before]],
  ["a branch comes", { before: nowhere, after }, true, [after]],
  ["a branch goes", { before, after: nowhere }, true, [before]],
])(
  "%s → the mirror of the repository, as it is called now, keeps what it has to",
  async ([, move, isForced, commits]) => {
    const { asked, lost } = await kept(move, isForced);
    expect(asked).toEqual(commits.map((commit) => [now, commit]));
    expect(lost).toBeNull();
  },
);

test.for<[string, string[], string | null]>([
  ["what it took off is gone", [before], "it is gone"],
  ["where it moved to is gone", [after], null],
])("a branch is forced elsewhere, %s → only what it took off counts as lost", async ([, missing, expected]) => {
  expect((await kept({ before, after }, true, missing)).lost).toBe(expected);
});

test("nobody keeps mirrors → nothing is read", async () => {
  const place = { reconciler: { mirrors: null } } as unknown as Branch;
  expect(await keepMove(place, { before, after } as Move, true)).toBeNull();
});
