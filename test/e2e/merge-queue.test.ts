import { afterAll, beforeAll, expect, test } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { queue, queuedChange, requireQueue, runGroupCi } from "../support/queue.ts";
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
    body: { policy: { decision: "pass", decided_seq: Number(decided?.seq) } },
  });
  expect((await records()).filter(({ kind }) => kind.startsWith("exception."))).toEqual([]);
  expect(await stage.database.selectFrom("merge_groups").selectAll().execute()).toEqual([]);
});
