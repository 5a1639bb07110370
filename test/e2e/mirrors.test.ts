import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { owner } from "../../demo/people.ts";
import type { Workspace } from "../../lab/testing/workspace.ts";
import { landedBy, letOwnerBypass, mergeAsOwner } from "../support/after-the-fact.ts";
import type { Change } from "../support/change.ts";
import { silent } from "../support/database.ts";
import { approve, waitingChange } from "../support/journey.ts";
import { createStage, type Stage } from "../support/stage.ts";

const policy = `version: 1
roles: { senior: { teams: [senior-engineers] }, officer: { teams: [security-officers] } }
controls: { senior-review: {} }
`;
const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
const run = promisify(execFile);

let stage: Stage;
beforeAll(async () => {
  stage = await createStage({ policy, floor: null }, silent, { hasMirrors: true });
  await letOwnerBypass(stage);
});
afterAll(() => stage.close());

/** Has the owner work in a clone, and pushes what comes of it to the default branch. Returns the head. */
async function pushed(step: (work: Workspace) => Promise<unknown>): Promise<string> {
  const work = await stage.company.people[owner].clone(`${organization}/${repository}`);
  try {
    await step(work);
    await work.git("push", "--quiet", "--force", "origin", "HEAD:refs/heads/main");
    return await work.git("rev-parse", "HEAD");
  } finally {
    await work.remove();
  }
}

/** An approved pull request that changes the end of a file whose beginning has changed on the base since. */
async function approvedOnMovedBase(path: string): Promise<Change> {
  const from = await pushed((work) => work.commit({ [path]: lines.join("\n") }, "Begin"));
  await pushed((work) => work.commit({ [path]: ["theirs", ...lines].join("\n") }, "Theirs"));
  await stage.settled();
  const change = await waitingChange(stage, { from, files: { [path]: [...lines, "ours"].join("\n") } });
  await approve(stage, change);
  await stage.settled();
  return change;
}

/** What a merge brought, on a base that moved on unseen by the gate: no test merge tells what it should be. */
async function mergedUnseen(change: Change, merge: () => Promise<unknown>) {
  const landed = await landedBy(stage, async () => {
    stage.lab.webhooks.hold();
    await pushed((work) => work.commit({ [`src/other-${change.number}.txt`]: "1\n" }, "Other"));
    await merge();
    stage.lab.webhooks.release();
  });
  return landed.find(({ pr }) => pr !== null);
}

/** GitHub names the commit that brought the head to the base, whoever made it. */
async function mergedByHand({ number, branch }: Change, step: (work: Workspace) => Promise<unknown>): Promise<void> {
  const sha = await pushed(async (work) => {
    await work.git("merge", "--no-ff", "--no-commit", `origin/${branch}`).catch(() => "conflict");
    await step(work);
  });
  for (const { name, pulls } of stage.lab.world.state.repositories.values()) {
    const pull = name === repository ? pulls.get(number) : undefined;
    if (pull !== undefined) pull.mergeCommitSha = sha;
  }
}

test("both sides changed one file, landed as a squash → git proves what landed", async () => {
  const change = await approvedOnMovedBase("src/squash.txt");
  const landed = await mergedUnseen(change, () => mergeAsOwner(stage, change, "squash"));
  expect(landed?.content).toMatchObject({ tree_match: true, tree_source: "merge-tree" });
  expect(landed?.content.expected_tree).toBe(landed?.content.landed_tree);
});

test("merged by hand with more in it than its two sides → the trees do not match", async () => {
  const change = await approvedOnMovedBase("src/evil.txt");
  const landed = await mergedUnseen(change, () =>
    mergedByHand(change, (work) => work.commit({ "evil.txt": "evil\n" }, "Merge it")),
  );
  expect(landed?.content).toMatchObject({ tree_match: false, tree_source: "merge-tree" });
  expect(landed?.content.expected_tree).toMatch(/^[0-9a-f]{40}$/);
});

test("the two sides conflict, and somebody resolved it → the trees do not match, and none was expected", async () => {
  const path = "src/conflict.txt";
  const change = await approvedOnMovedBase(path);
  await pushed((work) => work.commit({ [path]: [...lines, "another end"].join("\n") }, "Conflict"));
  const landed = await mergedUnseen(change, () =>
    mergedByHand(change, (work) => work.commit({ [path]: [...lines, "resolved"].join("\n") }, "Merge it")),
  );
  expect(landed?.content).toMatchObject({ expected_tree: null, tree_match: false, tree_source: "merge-tree" });
});

test("a force push takes commits off the branch → the mirror keeps them", async () => {
  const before = await pushed((work) => work.commit({ "gone.txt": "1\n" }, "Soon gone"));
  await stage.settled();
  const [landed] = await landedBy(stage, () => pushed((work) => work.git("reset", "--quiet", "--hard", "HEAD~1")));
  expect(landed).toMatchObject({ landing: { kind: "force_push", before }, commits: { removed: { all: 1 } } });
  const [mirror = ""] = (await readdir(stage.mirrorFolder ?? "")).filter((name) => name.endsWith(".git"));
  const git = ["--git-dir", join(stage.mirrorFolder ?? "", mirror)];
  const { stdout: refs } = await run("git", [...git, "for-each-ref", "--format=%(refname)"]);
  expect(refs).toBe(`refs/evidence/${before}\n`);
  const { stdout: text } = await run("git", [...git, "show", `${before}:gone.txt`]);
  expect(text).toBe("1\n");
  const tokens = [...stage.lab.world.state.installationTokens.values()];
  const repositoryIds = new Set([Number(mirror.replace(".git", ""))]);
  expect(tokens).toContainEqual(
    expect.objectContaining({ permissions: { contents: "read", metadata: "read" }, repositoryIds }),
  );
});

test("GitHub has forgotten what a force push took off, before anybody had looked → the record says that it is lost", async () => {
  let lost = "";
  const landed = await landedBy(stage, async () => {
    stage.lab.webhooks.hold();
    lost = await pushed((work) => work.commit({ "lost.txt": "1\n" }, "Soon lost"));
    await pushed((work) => work.git("reset", "--quiet", "--hard", "HEAD~1"));
    const there = [...stage.lab.world.state.repositories.values()].find(({ name }) => name === repository);
    await run("git", ["--git-dir", there?.git.directory ?? "", "prune", "--expire=now"]);
    stage.lab.webhooks.release();
  });
  const push = landed.find(({ landing }) => landing.before === lost);
  const reason = "the mirror does not keep them: GitHub does not have the commit any more";
  expect(push?.collected.missing).toContainEqual({ field: "commits.removed", reason });
});
