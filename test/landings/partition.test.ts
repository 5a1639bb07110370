import { expect, test } from "vitest";
import type { MergedPull, Move, MovedCommit } from "../../src/landings/move.ts";
import { partition } from "../../src/landings/partition.ts";

const zeros = "0".repeat(40);
const date = "2026-11-23T12:00:00Z";

function commit(sha: string, parents: string[], message = sha): MovedCommit {
  const ada = { name: "Ada", email: "ada@example.com", date };
  return { sha, parents, author: ada, message };
}

const topic = [commit("p1", ["base"]), commit("p2", ["p1"])];
const merged = [...topic, commit("merge", ["base", "p2"])];

function pull(changed: Partial<MergedPull> = {}): MergedPull {
  const landed = { mergeCommitSha: "merge", isComplete: true, queued: false, isCleanMerge: true };
  return { number: 7, headSha: "p2", commits: topic, ...landed, ...changed };
}

function moveTo(after: string, changed: Partial<Move> = {}): Move {
  return { before: "base", after, byBot: false, forced: false, removed: [], ...changed };
}

/** `kind pull: commits` of each change. */
function split(commits: MovedCommit[], pulls: MergedPull[] = [pull()], changed: Partial<Move> = {}): string[] {
  const move = moveTo(commits.at(-1)?.sha ?? "after", changed);
  return partition(move, commits, pulls).map(({ kind, pull, commits }) =>
    `${kind}${pull === null ? "" : ` #${pull}`}: ${commits.join(" ")}`.trimEnd(),
  );
}

test.for<[string, MovedCommit[], MergedPull[], string[]]>([
  ["merged by GitHub", merged, [pull()], ["pr_merge #7: p1 p2 merge"]],
  ["merged with a merge group", merged, [pull({ queued: true })], ["merge_queue #7: p1 p2 merge"]],
  [
    "A46 merged by hand, with something else in it",
    merged,
    [pull({ isCleanMerge: false })],
    ["pr_merge #7: p1 p2", "direct_push: merge"],
  ],
  [
    "A46 a merge of another commit than the head",
    [...topic, commit("x", ["p2"]), commit("merge", ["base", "x"])],
    [pull()],
    ["pr_merge #7: p1 p2", "direct_push: x merge"],
  ],
  [
    "A46 a side commit that the pull request does not list",
    [commit("s", ["base"]), commit("p1", ["base"]), commit("p2", ["p1", "s"]), commit("merge", ["base", "p2"])],
    [pull()],
    ["pr_merge #7: p1 p2 merge", "direct_push: s"],
  ],
  [
    "a side commit of a pull request whose list is cut off",
    [commit("p0", ["base"]), commit("p1", ["p0"]), commit("p2", ["p1"]), commit("merge", ["base", "p2"])],
    [pull({ isComplete: false })],
    ["pr_merge #7: p0 p1 p2 merge"],
  ],
  [
    "A46 a direct push right before a merge",
    [commit("d", ["base"]), ...topic, commit("merge", ["d", "p2"])],
    [pull()],
    ["pr_merge #7: p1 p2 merge", "direct_push: d"],
  ],
  [
    "A46 a direct push that the pull request was branched off",
    [commit("d", ["base"]), commit("p1", ["d"]), commit("p2", ["p1"]), commit("merge", ["d", "p2"])],
    [pull()],
    ["pr_merge #7: p1 p2 merge", "direct_push: d"],
  ],
  [
    "A46 a direct push below a squash",
    [commit("d", ["base"]), commit("merge", ["d"], "All of it (#7)")],
    [pull()],
    ["pr_squash #7: merge", "direct_push: d"],
  ],
  [
    "A46 a direct push below the one commit that a rebase kept",
    [commit("d", ["base"]), commit("merge", ["d"], "p2")],
    [pull()],
    ["pr_rebase #7: merge", "direct_push: d"],
  ],
  ["rebased", [commit("r1", ["base"], "p1"), commit("merge", ["r1"], "p2")], [pull()], ["pr_rebase #7: r1 merge"]],
  [
    "A46 below a rebase, a commit that repeats another's message and date",
    [commit("f", ["base"], "p1"), commit("r1", ["f"], "p1"), commit("merge", ["r1"], "p2")],
    [pull()],
    ["pr_rebase #7: r1 merge", "direct_push: f"],
  ],
  ["the head itself was pushed", topic, [pull({ mergeCommitSha: "p2" })], ["pr_merge #7: p1 p2"]],
  ["no pull request", topic, [], ["direct_push: p1 p2"]],
  [
    "two of a merge group, squashed",
    [commit("s7", ["base"], "One (#7)"), commit("s8", ["s7"], "Two (#8)")],
    [
      pull({ number: 8, headSha: "q", commits: [commit("q", ["base"])], mergeCommitSha: "s8", queued: true }),
      pull({ mergeCommitSha: "s7", queued: true }),
    ],
    ["merge_queue #7: s7", "merge_queue #8: s8"],
  ],
  [
    "A46 a squash that a rebase on top of it repeats",
    [commit("s", ["base"], "p1"), commit("merge", ["s"], "p2")],
    [pull(), pull({ number: 8, headSha: "q", commits: [commit("q", ["base"])], mergeCommitSha: "s" })],
    ["pr_squash #8: s", "pr_rebase #7: merge"],
  ],
  [
    "a pull request that came with one stacked on it",
    [...topic, commit("q", ["p2"]), commit("merge", ["base", "q"])],
    [pull({ mergeCommitSha: "p2" }), pull({ number: 8, headSha: "q", commits: [...topic, commit("q", ["p2"])] })],
    ["pr_merge #7:", "pr_merge #8: p1 p2 q merge"],
  ],
])("%s", ([, commits, pulls, expected]) => {
  expect(split(commits, pulls)).toEqual(expected);
});

test.for<[string, Partial<Move>, MovedCommit[], string[]]>([
  ["a bot's push", { byBot: true }, [commit("d", ["base"])], ["bot_push: d"]],
  [
    "a force push of a merged pull request",
    { forced: true, removed: ["x"] },
    merged,
    ["pr_merge #7: p1 p2 merge", "force_push:"],
  ],
  ["a bot's force push", { byBot: true, forced: true }, [commit("d", ["a"])], ["force_push: d"]],
  ["a new branch", { before: zeros }, [commit("d", ["a"])], ["ref_create: d"]],
  ["a deleted branch", { after: zeros }, [], ["ref_delete:"]],
])("%s → a change of its own", ([, changed, commits, expected]) => {
  expect(split(commits, [pull()], changed)).toEqual(expected);
});

test("what a force push took off the branch is the rest's", () => {
  const [change] = partition(moveTo("after", { forced: true, removed: ["x", "y"] }), [], []);
  expect(change).toMatchObject({ kind: "force_push", removed: ["x", "y"], tip: "after", content: null });
});

test.for<[string, MovedCommit[], Partial<MergedPull>, object]>([
  ["merge", merged, {}, { base: "base", landed: "merge" }],
  ["evil merge", merged, { isCleanMerge: false }, { base: "base", landed: "merge" }],
  ["squash", [commit("merge", ["d"], "all")], {}, { base: "d", landed: "merge" }],
  ["rebase", [commit("r", ["d"], "p1"), commit("merge", ["r"], "p2")], {}, { base: "d", landed: "merge" }],
  ["pushed head", topic, { mergeCommitSha: null }, { base: "base", landed: "p2" }],
])("a %s is compared as a whole", ([, commits, changed, expected]) => {
  expect(partition(moveTo("merge"), commits, [pull(changed)])[0]?.content).toEqual(expected);
});
