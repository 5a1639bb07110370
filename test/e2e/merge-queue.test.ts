import { afterAll, beforeAll, expect, test } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { owner } from "../../demo/people.ts";
import { review } from "../support/change.ts";
import { approve, installForger, waitingChange } from "../support/journey.ts";
import { enqueue, queue, queuedChange, requireQueue, runGroupCi } from "../support/queue.ts";
import { createStage, type Stage } from "../support/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
  await requireQueue(stage);
});
afterAll(() => stage.close());

const where = { owner: organization, repo: repository };

async function isMerged({ number }: { number: number }): Promise<boolean> {
  const { data } = await stage.company.people["mia-tanaka"].rest.pulls.get({ ...where, pull_number: number });
  return data.merged;
}

async function records() {
  const rows = await stage.database.selectFrom("evidence").select(["seq", "kind", "body"]).orderBy("seq").execute();
  return rows as { seq: string; kind: string; body: Record<string, unknown> }[];
}

test("in the queue → the group waits for its checks; they pass → the check run turns green there and the change lands", async () => {
  const change = await queuedChange(stage);
  const [row] = await queue(stage);
  expect(await stage.runs(row?.head_sha ?? "")).toMatchObject([
    { name: "mergewarden", status: "in_progress", title: expect.stringMatching(/^Waiting: .*has not come yet/) },
  ]);
  expect(await isMerged(change)).toBe(false);
  await runGroupCi(stage, row);
  expect(await stage.runs(row?.head_sha ?? "")).toMatchObject([
    { conclusion: "success", title: `Passed: pull request ${change.number} into main` },
  ]);
  expect(await isMerged(change)).toBe(true);
  const landed = (await records()).at(-1);
  const decided = (await records()).findLast(({ body }) => "merge_group" in body);
  expect(decided?.body).toMatchObject({
    merge_group: { head: row?.head_sha, base: { ref: "main", sha: row?.base_sha } },
    pull_requests: [{ number: change.number, head: change.sha }],
    conclusion: "success",
  });
  expect(landed).toMatchObject({
    kind: "change.landed",
    body: {
      policy: {
        ...{ decision: "pass", decided_seq: Number(decided?.seq) },
        rules: expect.arrayContaining([{ id: "senior-review", enforcement: "block", outcome: "pass" }]),
      },
    },
  });
  expect((await records()).filter(({ kind }) => kind.startsWith("exception."))).toEqual([]);
  expect(await stage.database.selectFrom("merge_groups").selectAll().execute()).toEqual([]);
});

async function pullRequestRuns(change: { sha: string }) {
  return (await stage.runs(change.sha)).map(({ conclusion, status }) => conclusion ?? status);
}

test("A31 the check fails on the group alone → red there, thrown out; the pull request goes on as before", async () => {
  const change = await queuedChange(stage);
  const [row] = await queue(stage);
  await runGroupCi(stage, row, { unit: "failure" });
  expect(await stage.runs(row?.head_sha ?? "")).toMatchObject([
    { conclusion: "failure", title: "Blocked: unit failed" },
  ]);
  expect([await queue(stage), await isMerged(change), await pullRequestRuns(change)]).toEqual([[], false, ["success"]]);
  expect(await stage.database.selectFrom("merge_groups").selectAll().execute()).toEqual([]);
  await enqueue(stage, change);
  const [again] = await queue(stage);
  expect(again?.head_sha).not.toBe(row?.head_sha);
  await runGroupCi(stage, again);
  expect(await isMerged(change)).toBe(true);
});

test("A32 changes are requested while it is in the queue → its group turns red, and it is thrown out", async () => {
  const change = await queuedChange(stage);
  const [row] = await queue(stage);
  await review(stage.company.people["priya-raman"], change, "REQUEST_CHANGES");
  await stage.settled();
  const [run] = await stage.runs(row?.head_sha ?? "");
  expect(run).toMatchObject({
    conclusion: "failure",
    title: expect.stringContaining(`pull request ${change.number}:`),
  });
  expect(await queue(stage)).toEqual([]);
});

test("A24 another app reports the tests on a group → they have not come, and the check run names who reported", async () => {
  const change = await queuedChange(stage);
  const [row] = await queue(stage);
  const forger = installForger(stage, "queue-forger");
  for (const name of ["unit", "integration", "lint"]) {
    const report = {
      ...where,
      name,
      head_sha: row?.head_sha ?? "",
      status: "completed",
      conclusion: "success",
    } as const;
    await forger.rest.checks.create(report);
  }
  await stage.settled();
  const [run] = await stage.runs(row?.head_sha ?? "");
  expect(run).toMatchObject({ status: "in_progress" });
  expect(run?.text).toContain("queue-forger");
  await runGroupCi(stage, row);
  expect(await isMerged(change)).toBe(true);
});

test("A32 two in the queue, reported last first → the second waits for the first; both land, each tied to its decision", async () => {
  const [one, two] = [await queuedChange(stage), await queuedChange(stage)];
  const [first, second] = await queue(stage);
  await runGroupCi(stage, second);
  expect(await stage.runs(second?.head_sha ?? "")).toMatchObject([
    { status: "in_progress", title: `Waiting: the group of pull request ${one.number} before it` },
  ]);
  await runGroupCi(stage, first);
  expect([await isMerged(one), await isMerged(two), await queue(stage)]).toEqual([true, true, []]);
  const all = await records();
  for (const [change, row] of [
    [one, first],
    [two, second],
  ] as const) {
    const decided = all.findLast(
      ({ body }) => (body.merge_group as { head?: string } | undefined)?.head === row?.head_sha,
    );
    const landed = all.findLast(
      ({ kind, body }) => kind === "change.landed" && (body.pr as { number: number }).number === change.number,
    );
    expect(landed?.body.policy).toMatchObject({ decision: "pass", decided_seq: Number(decided?.seq) });
  }
});

test("A50 deliveries doubled and reversed → the same check runs, and it lands", async () => {
  stage.lab.webhooks.disturb({ kind: "duplicate", event: "merge_group" });
  const change = await waitingChange(stage);
  await approve(stage, change);
  await stage.settled();
  stage.lab.webhooks.hold();
  const { number } = change;
  await stage.company.people["mia-tanaka"].request("PUT /repos/{owner}/{repo}/_lab/pulls/{number}/queue", {
    ...where,
    number,
  });
  stage.lab.webhooks.release("reversed");
  await stage.settled();
  const [row] = await queue(stage);
  await runGroupCi(stage, row);
  stage.lab.webhooks.calm();
  expect(await stage.runs(row?.head_sha ?? "")).toMatchObject([{ conclusion: "success" }]);
  expect(await isMerged(change)).toBe(true);
});

test("somebody re-runs the check run on a group → written again", async () => {
  await queuedChange(stage);
  const [row] = await queue(stage);
  const [run] = await stage.runs(row?.head_sha ?? "");
  const from = stage.lab.requests.entries.length;
  await stage.company.people[owner].rest.checks.rerequestRun({ ...where, check_run_id: run?.id ?? 0 });
  await stage.settled();
  expect(stage.writes(from)).toEqual([expect.stringContaining("/check-runs")]);
  await runGroupCi(stage, row);
});
