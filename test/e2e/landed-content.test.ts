import { afterAll, beforeAll, expect, test } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { owner } from "../../demo/people.ts";
import type { Workspace } from "../../lab/testing/workspace.ts";
import { landedBy, letOwnerBypass, mergeAsOwner } from "../support/after-the-fact.ts";
import type { Change } from "../support/change.ts";
import { approve, waitingChange } from "../support/journey.ts";
import { createStage, type Stage } from "../support/stage.ts";

const policy = `version: 1
roles: { senior: { teams: [senior-engineers] }, officer: { teams: [security-officers] } }
controls: { senior-review: {} }
`;
const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);

let stage: Stage;
beforeAll(async () => {
  stage = await createStage({ policy, floor: null });
  await letOwnerBypass(stage);
});
afterAll(() => stage.close());

/** Has the owner work in a clone, and pushes what comes of it. Returns the head. */
async function pushed(step: (work: Workspace) => Promise<unknown>, branch = "main"): Promise<string> {
  const work = await stage.company.people[owner].clone(`${organization}/${repository}`);
  try {
    await step(work);
    await work.git("push", "--quiet", "--force", "origin", `HEAD:refs/heads/${branch}`);
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

test.for(["squash", "rebase"] as const)(
  "both sides changed one file, landed by %s → the test merge that the gate saw proves what landed",
  async (method) => {
    const change = await approvedOnMovedBase(`src/${method}.txt`);
    const landed = await landedBy(stage, () => mergeAsOwner(stage, change, method));
    expect(landed).toMatchObject([
      { landing: { kind: `pr_${method}` }, content: { tree_match: true, tree_source: "test-merge" } },
    ]);
    expect(landed[0]?.content.expected_tree).toBe(landed[0]?.content.landed_tree);
  },
);

test("both sides changed one file, and the base moved on after the gate decided → unavailable, with the reason", async () => {
  const change = await approvedOnMovedBase("src/late.txt");
  const [, landed] = await landedBy(stage, async () => {
    stage.lab.webhooks.hold();
    await pushed((work) => work.commit({ "src/other.txt": "1\n" }, "Other"));
    await mergeAsOwner(stage, change, "squash");
    stage.lab.webhooks.release();
  });
  expect(landed?.content).toMatchObject({ expected_tree: null, tree_match: "unavailable", tree_source: null });
  expect(landed?.collected.missing).toContainEqual({ field: "content.tree_match", reason: expect.any(String) });
});

test("merged by hand with more in it than its two sides → the trees do not match", async () => {
  const change = await approvedOnMovedBase("src/evil.txt");
  const landed = await landedBy(stage, async () => {
    stage.lab.webhooks.hold();
    const evil = await pushed(async (work) => {
      await work.git("merge", "--no-ff", "--no-commit", `origin/${change.branch}`);
      await work.commit({ "evil.txt": "evil\n" }, "Merge it");
    });
    // GitHub names the commit that brought the head to the base, whoever made it.
    for (const { name, pulls } of stage.lab.world.state.repositories.values()) {
      const pull = name === repository ? pulls.get(change.number) : undefined;
      if (pull !== undefined) pull.mergeCommitSha = evil;
    }
    stage.lab.webhooks.release();
  });
  const [own] = landed.filter(({ pr }) => pr !== null);
  expect(own?.content).toMatchObject({ tree_match: false, tree_source: "test-merge" });
  expect(landed).toContainEqual(
    expect.objectContaining({ pr: null, landing: expect.objectContaining({ kind: "direct_push" }) }),
  );
});

/** A commit that says a bot made it, at another time. */
async function forged(work: Workspace, date: string): Promise<void> {
  await work.commit({ [`docs/forged-${date.slice(0, 4)}-${crypto.randomUUID()}.md`]: "1\n" }, "Bump it");
  const author = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>";
  await work.git("commit", "--quiet", "--amend", "--no-edit", `--author=${author}`, `--date=${date}`);
  await work.git("rebase", "--quiet", "--force-rebase", "--committer-date-is-author-date", "HEAD~1");
}

test("commits claim to be a bot's, of other years → neither kind, nor time of landing, nor approval before it, heeds that", async () => {
  const start = Date.now();
  const [push] = await landedBy(stage, () => pushed((work) => forged(work, "2037-01-01T00:00:00Z")));
  expect(push?.landing).toMatchObject({ kind: "direct_push", pusher: expect.stringMatching(/^u_/) });
  const change = await waitingChange(stage);
  change.sha = await pushed(async (work) => {
    await work.git("checkout", "--quiet", change.branch);
    await forged(work, "2001-01-01T00:00:00Z");
    await forged(work, "2037-01-01T00:00:00Z");
  }, change.branch);
  await stage.settled();
  await approve(stage, change);
  await stage.settled();
  const [merged] = await landedBy(stage, () => mergeAsOwner(stage, change, "merge"));
  expect(merged).toMatchObject({
    landing: { kind: "pr_merge" },
    approval: { before_merge: true, on_final_head: true },
    policy: { decision: "pass" },
  });
  for (const one of [push, merged]) {
    expect(Math.abs(Date.parse(one?.landing.landed_at ?? "") - start)).toBeLessThan(86_400_000);
  }
});
