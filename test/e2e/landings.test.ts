import { afterAll, beforeAll, expect, test } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { owner } from "../../demo/people.ts";
import {
  broughtBy,
  commentsOn,
  landingsOn,
  letOwnerBypass,
  mergeAsOwner,
  pushAsOwner,
} from "../support/after-the-fact.ts";
import { propose, tipOf } from "../support/change.ts";
import { approve, waitingChange } from "../support/journey.ts";
import { createStage, type Stage } from "../support/stage.ts";

const where = { owner: organization, repo: repository };
const policy = `version: 1
branches: [main, "release/*"]
roles: { senior: { teams: [senior-engineers] }, officer: { teams: [security-officers] } }
controls: { senior-review: {} }
`;
const nothing = { issues: [], records: [] };

let stage: Stage;
/** Tips of the default branch: the first one, and the one that a force push took away. */
const tips: string[] = [];
beforeAll(async () => {
  stage = await createStage({ policy, floor: null });
  await letOwnerBypass(stage);
  tips.push(await tipOf(stage.company.people[owner], "main"));
});
afterAll(() => stage.close());

test("A44 an owner merges a pull request that waits → RULE_BYPASS on record, and an issue that says who decides", async () => {
  const change = await waitingChange(stage);
  const { issues, records } = await broughtBy(stage, () => mergeAsOwner(stage, change));
  const sha = await tipOf(stage.company.people[owner], "main");
  const opened = { kind: "exception.opened", code: "RULE_BYPASS", mode: "enforce", pull_request: change.number };
  expect(records).toMatchObject([{ ...opened, landing: { after: sha } }]);
  expect(issues).toHaveLength(1);
  const [issue] = issues;
  expect(issue?.title).toContain(`pull request ${change.number} on main`);
  for (const said of [sha, "@acme/security-officers", "/mergewarden review approve"])
    expect(issue?.body).toContain(said);
  expect(issue?.labels).toMatchObject([{ name: "mergewarden" }]);
});

test("A45 the ruleset is off for a moment, and a pull request that waits is merged in it → RULE_BYPASS", async () => {
  const { rest } = stage.company.people[owner];
  const [ruleset] = (await rest.repos.getRepoRulesets(where)).data;
  if (ruleset === undefined) throw new Error("no ruleset");
  const change = await waitingChange(stage);
  const { records } = await broughtBy(stage, async () => {
    await rest.repos.updateRepoRuleset({ ...where, ruleset_id: ruleset.id, enforcement: "disabled" });
    const { rest: mia } = stage.company.people["mia-tanaka"];
    await mia.pulls.merge({ ...where, pull_number: change.number });
    await rest.repos.updateRepoRuleset({ ...where, ruleset_id: ruleset.id, enforcement: "active" });
  });
  expect(records).toMatchObject([{ code: "RULE_BYPASS", pull_request: change.number }]);
});

test("A44 a pull request that the gate never saw is merged → RULE_BYPASS", async () => {
  const { gate, people } = stage.company;
  const { url } = gate.app.webhook;
  gate.app.webhook.url = null;
  const change = await propose(people["mia-tanaka"], { files: { "docs/unseen.md": "Unseen\n" } });
  gate.app.webhook.url = url;
  const { records } = await broughtBy(stage, () => mergeAsOwner(stage, change));
  expect(records).toMatchObject([{ code: "RULE_BYPASS", pull_request: change.number }]);
});

test("A44 what is merged without a verdict switches the gate off with it → an issue all the same", async () => {
  const path = ".github/mergewarden.yml";
  const change = await propose(stage.company.people["mia-tanaka"], { files: { [path]: `${policy}mode: observe\n` } });
  await stage.settled();
  const { issues, records } = await broughtBy(stage, () => mergeAsOwner(stage, change));
  expect(records).toMatchObject([{ code: "RULE_BYPASS", mode: "enforce" }]);
  expect(issues).toHaveLength(1);
  const back = await propose(stage.company.people["mia-tanaka"], { files: { [path]: policy } });
  await mergeAsOwner(stage, back);
  await stage.settled();
});

test("A46 an owner pushes to the default branch → DIRECT_PUSH, once, though it is delivered twice", async () => {
  let sha = "";
  const { issues, records } = await broughtBy(stage, async () => {
    stage.lab.webhooks.disturb({ kind: "duplicate", event: "push" });
    sha = await pushAsOwner(stage, "main", "direct.txt");
    await stage.settled();
    stage.lab.webhooks.calm();
  });
  expect(records).toMatchObject([{ code: "DIRECT_PUSH", landing: { after: sha }, commits: { all: 1 } }]);
  expect(issues).toHaveLength(1);
});

test("A46 an owner force-pushes the default branch → FORCE_PUSH", async () => {
  tips.push(await tipOf(stage.company.people[owner], "main"));
  const { issues, records } = await broughtBy(stage, () => pushAsOwner(stage, "main", "forced.txt", "origin/main~1"));
  expect(records).toMatchObject([{ code: "FORCE_PUSH" }]);
  expect(issues).toHaveLength(1);
});

test("A46 a gated branch is cut from the default one → nothing; deleted → REF_DELETED; made again of a push → DIRECT_PUSH", async () => {
  const { rest } = stage.company.people[owner];
  const sha = await tipOf(stage.company.people[owner], "main");
  const release = { ...where, ref: "heads/release/1" };
  const cut = () => rest.git.createRef({ ...where, ref: "refs/heads/release/1", sha });
  expect(await broughtBy(stage, cut)).toEqual(nothing);
  const deleted = await broughtBy(stage, () => rest.git.deleteRef(release));
  expect(deleted.records).toMatchObject([{ code: "REF_DELETED", landing: { before: sha, after: null } }]);
  const again = await broughtBy(stage, () => pushAsOwner(stage, "release/1", "again.txt"));
  expect(again.records).toMatchObject([{ code: "DIRECT_PUSH", ref: "refs/heads/release/1" }]);
});

test("A46 another branch becomes the default one, with a commit that nothing let pass → DIRECT_PUSH", async () => {
  const { rest } = stage.company.people[owner];
  const name = "release/next";
  const sha = await pushAsOwner(stage, "topic-for-next", "next.txt");
  stage.lab.webhooks.disturb({ kind: "drop", event: "push" });
  await rest.git.createRef({ ...where, ref: `refs/heads/${name}`, sha });
  stage.lab.webhooks.calm();
  const { records } = await broughtBy(stage, () => rest.repos.update({ ...where, default_branch: name }));
  expect(records).toMatchObject([{ code: "DIRECT_PUSH", ref: `refs/heads/${name}`, landing: { after: sha } }]);
  await rest.repos.update({ ...where, default_branch: "main" });
  await stage.settled();
});

test("A47 a revert that is pushed is no exception to the rule → DIRECT_PUSH", async () => {
  const { records } = await broughtBy(stage, async () => {
    const work = await stage.company.people[owner].clone(`${organization}/${repository}`);
    await work.git("revert", "--no-edit", "HEAD");
    await work.git("push", "--quiet", "origin", "HEAD:main");
    await work.remove();
  });
  expect(records).toMatchObject([{ code: "DIRECT_PUSH" }]);
});

test("A46 a merge commit made by hand, with more in it than its two sides → DIRECT_PUSH", async () => {
  const change = await waitingChange(stage);
  await approve(stage, change);
  await stage.settled();
  const { records } = await broughtBy(stage, async () => {
    const work = await stage.company.people[owner].clone(`${organization}/${repository}`);
    await work.git("merge", "--no-ff", "--no-commit", `origin/${change.branch}`);
    await work.commit({ "evil.txt": "evil\n" }, "Merge it");
    await work.git("push", "--quiet", "origin", "HEAD:main");
    await work.remove();
  });
  expect(records).toMatchObject([{ code: "DIRECT_PUSH", commits: { all: 1 } }]);
});

test.for(["merge", "squash", "rebase"] as const)("a good change lands by %s → nothing is opened", async (method) => {
  const files = { [`docs/${method}-1.md`]: "1\n", [`docs/${method}-2.md`]: "2\n" };
  const change = await waitingChange(stage, { files });
  await approve(stage, change);
  await stage.settled();
  expect(await broughtBy(stage, () => mergeAsOwner(stage, change, method))).toEqual(nothing);
});

test("a good change lands, the push is told before the pull request and in any order → nothing is opened", async () => {
  const change = await waitingChange(stage);
  await approve(stage, change);
  await stage.settled();
  const swapped = async () => {
    stage.lab.webhooks.hold();
    await mergeAsOwner(stage, change);
    stage.lab.webhooks.release("reversed");
  };
  expect(await broughtBy(stage, swapped)).toEqual(nothing);
});

test("a push to a branch that is not gated → nothing is opened", async () => {
  expect(await broughtBy(stage, () => pushAsOwner(stage, "topic-of-olga", "topic.txt"))).toEqual(nothing);
});

test("the repository has no issues → the pull request's comments ask for the review", async () => {
  const { rest } = stage.company.people[owner];
  await rest.repos.update({ ...where, has_issues: false });
  const change = await waitingChange(stage);
  const { issues, records } = await broughtBy(stage, () => mergeAsOwner(stage, change));
  await rest.repos.update({ ...where, has_issues: true });
  expect(records).toMatchObject([{ code: "RULE_BYPASS" }]);
  expect(issues).toEqual([]);
  expect(await commentsOn(stage, change.number)).toContainEqual(expect.stringContaining("RULE_BYPASS"));
});

test("a sweep sees all of the above as one move of the branch → nothing is opened anew", async () => {
  const after = await tipOf(stage.company.people[owner], "main");
  const [row] = await stage.database.selectFrom("obligations").selectAll().limit(1).execute();
  const ids = { installationId: Number(row?.installation_id), repositoryId: Number(row?.repository_id) };
  const ref = { ...ids, owner: organization, name: repository };
  const move = { kind: "update", repository: ref, branch: "main", after, pusher: null, pushedAt: null } as const;
  const { reconcile } = landingsOn(stage);
  for (const before of tips) expect(await broughtBy(stage, () => reconcile({ ...move, before }))).toEqual(nothing);
});
