import { afterAll, beforeAll, expect, test } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { owner } from "../../demo/people.ts";
import type { LandedBody } from "../../src/evidence/bodies.ts";
import { landedBy, letOwnerBypass, mergeAsOwner, pushAsOwner, recordsOf } from "../support/after-the-fact.ts";
import { tipOf } from "../support/change.ts";
import { exportedFrom } from "../support/exported.ts";
import { approve, waitingChange } from "../support/journey.ts";
import { createStage, type Stage } from "../support/stage.ts";

const where = { owner: organization, repo: repository };
const policy = `version: 1
roles: { senior: { teams: [senior-engineers] }, officer: { teams: [security-officers] } }
controls: { senior-review: {} }
`;

let stage: Stage;
beforeAll(async () => {
  stage = await createStage({ policy, floor: null });
  await letOwnerBypass(stage);
  await stage.sweep();
});
afterAll(() => stage.close());

async function approvedChange() {
  const change = await waitingChange(stage);
  await approve(stage, change);
  await stage.settled();
  return change;
}

/** Has the owner move the default branch, whatever is lost by that. */
async function moveTo(sha: string): Promise<void> {
  await stage.company.people[owner].rest.git.updateRef({ ...where, ref: "heads/main", sha, force: true });
  await stage.settled();
}

const mainTip = () => tipOf(stage.company.people[owner], "main");
const told = ({ pr, landing: { kind, before, after } }: LandedBody) => [pr?.number ?? null, kind, before, after];

test("an approved change is merged, taken off by force and pushed back → the last is a direct push, with an exception", async () => {
  const change = await approvedChange();
  const before = await mainTip();
  const landed = await landedBy(stage, async () => {
    await mergeAsOwner(stage, change, "squash");
    await stage.settled();
    const after = await mainTip();
    await moveTo(before);
    await moveTo(after);
  });
  const after = await mainTip();
  expect(landed.map(told)).toEqual([
    [change.number, "pr_squash", before, after],
    [null, "force_push", after, before],
    [null, "direct_push", before, after],
  ]);
  expect(landed.map(({ exceptions }) => exceptions.length)).toEqual([0, 1, 1]);
});

test("a commit is pushed, taken off by force and pushed again → an exception of its own each time", async () => {
  const before = await mainTip();
  const landed = await landedBy(stage, async () => {
    const after = await pushAsOwner(stage, "main", "again.txt");
    await stage.settled();
    await moveTo(before);
    await moveTo(after);
  });
  expect(landed.map(({ landing }) => landing.kind)).toEqual(["direct_push", "force_push", "direct_push"]);
  const keys = landed.flatMap(({ exceptions }) => exceptions);
  const opened = (await recordsOf(stage, "exception.opened")).map(({ exception }) => exception);
  expect(new Set(keys).size).toBe(3);
  expect(opened).toEqual(expect.arrayContaining(keys));
});

test("two pull requests with the same head → the second one, which nobody approved, is an exception; the next good one passes", async () => {
  const change = await approvedChange();
  const { rest } = stage.company.people["mia-tanaka"];
  await rest.git.createRef({ ...where, ref: "refs/heads/twin", sha: change.sha });
  const { data: twin } = await rest.pulls.create({ ...where, title: "Twin", head: "twin", base: "main" });
  await stage.settled();
  const landed = await landedBy(stage, () => mergeAsOwner(stage, change, "merge"));
  expect(landed.map(({ pr, exceptions, policy: { decision } }) => [pr?.number, decision, exceptions])).toEqual([
    [change.number, "pass", []],
    [twin.number, "bypass", [expect.stringContaining(`/${twin.number}`)]],
  ]);
  const after = await mainTip();
  expect(landed[1]?.landing, "it moved nothing").toMatchObject({ before: after, after });
  const next = await approvedChange();
  await mergeAsOwner(stage, next, "squash");
  await stage.settled();
});

test("GitHub tells no activities and a push is lost: of the merge after it is told → the merge, and the push beside it by nobody known", async () => {
  const change = await approvedChange();
  const before = await mainTip();
  stage.lab.faults.add({ by: "app", path: "/activity", kind: "forbidden" });
  stage.lab.webhooks.disturb({ kind: "drop", event: "push" });
  const landed = await landedBy(stage, async () => {
    await pushAsOwner(stage, "main", "lost.txt");
    await mergeAsOwner(stage, change, "squash");
  });
  stage.lab.webhooks.calm();
  stage.lab.faults.clear();
  const after = await mainTip();
  expect(landed.map(told)).toEqual([
    [change.number, "pr_squash", before, after],
    [null, "direct_push", before, after],
  ]);
  expect(landed.find(({ pr }) => pr === null)?.landing.pusher).toBeNull();
});

test("all of the above, exported → intact; only what the gate let pass is attested as passed", async () => {
  const { verification, population, summaries } = await exportedFrom(stage);
  expect(verification).toMatchObject({ status: "intact", problems: [] });
  const results = population.map(({ seq, landing_kind: kind, result, exception_ids: exceptions }) => {
    return [kind, result, exceptions !== "", summaries.get(Number(seq))];
  });
  const good = (kind: string) => [kind, "compliant", false, "PASSED"];
  const bad = (kind: string) => [kind, "deviation", true, "FAILED"];
  expect(results).toEqual([
    ...[good("pr_squash"), bad("force_push"), bad("direct_push")],
    ...[bad("direct_push"), bad("force_push"), bad("direct_push")],
    ...[good("pr_merge"), bad("pr_merge"), good("pr_squash")],
    ...[good("pr_squash"), bad("direct_push")],
  ]);
});
