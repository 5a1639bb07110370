import { expect, test } from "vitest";
import { createTokenClient } from "../../../src/github/client.ts";
import { attribute } from "../../../src/github/landings/attribution.ts";
import { createRepositorySource } from "../../../src/github/landings/repository.ts";
import type { CommitData } from "../../../src/github/reader.ts";
import { ref } from "../../support/routing.ts";

const repo = "/repos/acme/api";
const date = "2026-11-23T12:00:00Z";

interface Given {
  sha: string;
  parents: string[];
  message?: string;
  byGitHub?: boolean;
}

/** A commit as GitHub tells it, as far as it is looked at. */
function commit({ sha, parents, message = sha, byGitHub = false }: Given): CommitData {
  const author = { name: "Ada", email: "ada@example.com", date };
  return {
    sha,
    parents: parents.map((parent) => ({ sha: parent })),
    commit: { message, author, verification: { verified: byGitHub } },
    committer: byGitHub ? { login: "web-flow" } : null,
  } as unknown as CommitData;
}

const pull = { number: 7, merged_at: date, merge_commit_sha: "merge", base: { ref: "main" }, head: { sha: "p2" } };
const own = [commit({ sha: "p1", parents: ["base"] }), commit({ sha: "p2", parents: ["p1"] })];
const tree = (...files: string[]) => ({
  truncated: false,
  tree: files.map((path) => ({ path, mode: "100644", type: "blob", sha: path })),
});
const sides = {
  [`${repo}/compare/base...p2`]: {
    base_commit: { sha: "base" },
    merge_base_commit: { sha: "base" },
    commits: [],
    total_commits: 0,
  },
  [`${repo}/git/trees/base`]: tree("a"),
  [`${repo}/git/trees/p2`]: tree("a", "b"),
};

/** GitHub says of these commits that the pull request holds them; anything else that is asked must be answered by name. */
async function attributed(landed: Given[], told: { pull?: object; of?: string[]; answers?: Record<string, unknown> }) {
  const { pull: shown = pull, of = ["p1", "p2", "merge"], answers = {} } = told;
  const github = createTokenClient({
    token: "t",
    apiUrl: "http://127.0.0.1:9",
    fetch: async (input) => {
      const path = decodeURIComponent(new URL(String(input)).pathname);
      const sha = /\/commits\/([^/]+)\/pulls$/.exec(path)?.[1];
      if (sha !== undefined) return Response.json(of.includes(sha) ? [shown] : []);
      if (path === `${repo}/pulls/7/commits`) return Response.json(own);
      if (!(path in answers)) throw new Error(`unexpected: ${path}`);
      return Response.json(answers[path]);
    },
  });
  const source = createRepositorySource(github, ref, () => {});
  const commits = new Map(landed.map((one) => [one.sha, commit(one)]));
  const move = { before: "base", after: "merge", byBot: false, forced: false, removed: [] };
  const changes = await attribute(source, "main", { commits, base: "base", removed: 0 }, move, async () => false);
  const direct = changes.find((change) => change.pull === null)?.commits ?? [];
  return { pulls: changes.flatMap((change) => change.pull ?? []), direct };
}

const topic: Given[] = [
  { sha: "p1", parents: ["base"] },
  { sha: "p2", parents: ["p1"] },
];
const merged: Given[] = [...topic, { sha: "merge", parents: ["base", "p2"], byGitHub: true }];
const byHand: Given[] = [...topic, { sha: "merge", parents: ["base", "p2"] }];

test("merged by GitHub → the merge and the pull request's commits", async () => {
  expect(await attributed(merged, {})).toEqual({ pulls: [7], direct: [] });
});

test("A46 merged by hand, with another file in it → the merge is pushed directly", async () => {
  const answers = { ...sides, [`${repo}/git/trees/merge`]: tree("a", "b", "evil") };
  expect(await attributed(byHand, { answers })).toEqual({ pulls: [7], direct: ["merge"] });
});

test("merged by hand, and the trees prove it → as if GitHub had", async () => {
  const answers = { ...sides, [`${repo}/git/trees/merge`]: tree("a", "b") };
  expect(await attributed(byHand, { answers })).toEqual({ pulls: [7], direct: [] });
});

test("A46 a merge of another commit than the head → it and that commit are pushed directly", async () => {
  const landed = [
    ...merged.slice(0, 2),
    { sha: "x", parents: ["p2"] },
    { sha: "merge", parents: ["base", "x"], byGitHub: true },
  ];
  expect(await attributed(landed, {})).toEqual({ pulls: [7], direct: ["x", "merge"] });
});

test("A46 a direct push right before a merge by GitHub → that push alone", async () => {
  const landed = [{ sha: "d", parents: ["base"] }, ...topic, { sha: "merge", parents: ["d", "p2"], byGitHub: true }];
  expect(await attributed(landed, {})).toEqual({ pulls: [7], direct: ["d"] });
});

test("A46 a direct push that the pull request was branched off → that push alone", async () => {
  const onTop = [{ sha: "p1", parents: ["d"] }, topic[1], { sha: "merge", parents: ["d", "p2"], byGitHub: true }];
  const landed = [{ sha: "d", parents: ["base"] }, ...onTop] as Given[];
  expect(await attributed(landed, {})).toEqual({ pulls: [7], direct: ["d"] });
});

test("A46 a direct push below the one commit that a rebase kept → that push alone", async () => {
  const landed = [
    { sha: "d", parents: ["base"] },
    { sha: "merge", parents: ["d"], message: "p2" },
  ];
  expect(await attributed(landed, { of: ["merge"] })).toEqual({ pulls: [7], direct: ["d"] });
});

test("A46 a direct push below a squash → that push alone", async () => {
  const landed = [
    { sha: "d", parents: ["base"] },
    { sha: "merge", parents: ["d"], message: "All of it (#7)" },
  ];
  expect(await attributed(landed, {})).toEqual({ pulls: [7], direct: ["d"] });
});

test("A46 rebased → each commit anew; one below that repeats another's message and date is pushed directly", async () => {
  const rebased = [
    { sha: "r1", parents: ["base"], message: "p1" },
    { sha: "merge", parents: ["r1"], message: "p2" },
  ];
  expect(await attributed(rebased, { of: ["merge"] })).toEqual({ pulls: [7], direct: [] });
  const forged = [
    { sha: "f", parents: ["base"], message: "p1" },
    { ...rebased[0], sha: "r1", parents: ["f"] },
    rebased[1],
  ];
  expect(await attributed(forged as Given[], { of: ["merge"] })).toEqual({ pulls: [7], direct: ["f"] });
});

test.for<[string, object]>([
  ["merged into another branch", { ...pull, base: { ref: "dev" } }],
  ["not merged", { ...pull, merged_at: null }],
])("A46 commits of a pull request that was %s → pushed directly", async ([, shown]) => {
  expect(await attributed(topic, { pull: shown })).toEqual({ pulls: [], direct: ["p1", "p2"] });
});

test("the head itself was pushed to the branch → the pull request's, which answers for it", async () => {
  expect(await attributed(topic, { pull: { ...pull, merge_commit_sha: "p2" } })).toEqual({ pulls: [7], direct: [] });
});
