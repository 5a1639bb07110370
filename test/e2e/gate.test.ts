import { createHmac, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { type Change, commit, propose, tipOf } from "../support/change.ts";
import { approve, installForger, merge, passCi, waitingChange } from "../support/journey.ts";
import { createStage, type Stage } from "../support/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.close());

async function evidenceOf(change: Change) {
  const rows = await stage.database.selectFrom("evidence").select(["seq", "kind", "body"]).orderBy("seq").execute();
  const number = (body: Record<string, unknown>) =>
    body.pull_request ?? (body.pr as { number: number } | undefined)?.number;
  return rows.filter(({ body }) => number(body as Record<string, unknown>) === change.number);
}

test("approved → one write turns the check run green, one the comment, and the merge goes through", async () => {
  const change = await waitingChange(stage);
  expect(await stage.runs(change.sha)).toMatchObject([
    { status: "in_progress", title: expect.stringMatching(/^Waiting: /) },
  ]);
  expect(await merge(stage, change)).toBe(405);
  const from = stage.lab.requests.entries.length;
  await approve(stage, change);
  await stage.settled();
  expect(stage.writes(from)).toEqual([expect.stringContaining("/check-runs/"), expect.stringContaining("/comments/")]);
  expect(await stage.runs(change.sha)).toMatchObject([
    { name: "mergewarden", conclusion: "success", title: expect.stringMatching(/^Passed: /) },
  ]);
  expect(await merge(stage, change)).toBe(200);
});

test("merged → change.landed is on record, after the decision that it rests on", async () => {
  const change = await waitingChange(stage);
  await approve(stage, change);
  await stage.settled();
  await merge(stage, change);
  await stage.settled();
  const records = await evidenceOf(change);
  const decision = records.findLast(({ kind }) => kind === "gate.decided");
  expect(records.at(-1)).toMatchObject({
    kind: "change.landed",
    body: { content: { head: change.sha }, policy: { decision: "pass", decided_seq: Number(decision?.seq) } },
  });
});

test("A58 the evidence cannot be written → no green check run; it can again → green", async () => {
  const change = await waitingChange(stage);
  const { database } = stage;
  await sql`create function refuse() returns trigger language plpgsql as $$ begin raise 'the disk is full'; end $$`.execute(
    database,
  );
  await sql`create trigger refuse before insert on evidence execute function refuse()`.execute(database);
  const from = stage.lab.requests.entries.length;
  await approve(stage, change);
  await vi.waitFor(
    async () => {
      const tried = await sql`select 1 from pgboss.job where name = 'evaluate' and retry_count > 0`.execute(database);
      expect(tried.rows).not.toEqual([]);
    },
    { timeout: 30_000, interval: 50 },
  );
  expect(stage.writes(from)).toEqual([]);
  expect(await stage.runs(change.sha)).toMatchObject([{ status: "in_progress" }]);
  await sql`drop trigger refuse on evidence`.execute(database);
  await stage.settled();
  expect(await stage.runs(change.sha)).toMatchObject([{ conclusion: "success" }]);
  expect((await evidenceOf(change)).at(-1)?.body).toMatchObject({ head: change.sha, conclusion: "success" });
});

test("the same event again, redelivered, sent anew, and an event that changes nothing → no write, no record", async () => {
  const change = await waitingChange(stage);
  await approve(stage, change);
  await stage.settled();
  const delivery = stage.lab.webhooks.log.findLast(
    ({ event, app }) => event === "pull_request_review" && app === stage.company.gate.app,
  );
  if (delivery === undefined) throw new Error("no delivery");
  const records = (await evidenceOf(change)).length;
  const from = stage.lab.requests.entries.length;
  stage.lab.webhooks.redeliver(delivery);
  expect(await send("pull_request_review", delivery.request.payload)).toBe(202);
  await stage.settled();
  const where = { owner: organization, repo: repository, issue_number: change.number };
  await stage.company.people["mia-tanaka"].rest.issues.addLabels({ ...where, labels: ["bug"] });
  await stage.settled();
  const reads = stage.lab.requests.entries.slice(from).filter(({ path }) => path.endsWith(`/pulls/${change.number}`));
  expect(reads.length).toBeGreaterThan(1);
  expect(stage.writes(from)).toEqual([]);
  expect(await evidenceOf(change)).toHaveLength(records + 1);
});

/** A delivery of its own, signed as GitHub signs. */
async function send(event: string, body: string): Promise<number> {
  const signature = createHmac("sha256", stage.company.gate.webhookSecret).update(body).digest("hex");
  const headers = {
    "content-type": "application/json",
    "x-github-event": event,
    "x-github-delivery": randomUUID(),
    "x-hub-signature-256": `sha256=${signature}`,
  };
  return (await fetch(stage.webhookUrl, { method: "POST", headers, body })).status;
}

test("A01 pushed to after the approval → waits for another one", async () => {
  const change = await waitingChange(stage);
  await approve(stage, change);
  await commit(stage.company.people["mia-tanaka"], change, { "docs/note-more.md": "More.\n" });
  await passCi(stage, change);
  await stage.settled();
  const [run] = await stage.runs(change.sha);
  expect(run).toMatchObject({ status: "in_progress", title: "Waiting: 1 senior approval" });
  expect(run?.text).toContain("priya-raman does not count any more");
});

test("a base that is not gated → no check run, no comment; retargeted to one that is → judged", async () => {
  const mia = stage.company.people["mia-tanaka"];
  const where = { owner: organization, repo: repository };
  await mia.rest.git.createRef({ ...where, ref: "refs/heads/side", sha: await tipOf(mia, "main") });
  const from = stage.lab.requests.entries.length;
  const change = await waitingChange(stage, { base: "side" });
  expect(stage.writes(from)).toEqual([]);
  expect(await stage.runs(change.sha)).toEqual([]);
  await mia.rest.pulls.update({ ...where, pull_number: change.number, base: "main" });
  await stage.settled();
  expect(await stage.runs(change.sha)).toMatchObject([{ name: "mergewarden", status: "in_progress" }]);
});

test("A23 another app writes a green check run of the gate's name → the merge stays blocked", async () => {
  const change = await waitingChange(stage);
  const where = { owner: organization, repo: repository };
  await installForger(stage).rest.checks.create({
    ...where,
    name: "mergewarden",
    head_sha: change.sha,
    status: "completed",
    conclusion: "success",
  });
  await stage.settled();
  expect(await stage.runs(change.sha)).toMatchObject([{ status: "in_progress" }]);
  expect(await merge(stage, change)).toBe(405);
});

test("A24 another app reports the tests as passed → they have not come, and the reason names who reported", async () => {
  const { people } = stage.company;
  const change = await propose(people["mia-tanaka"], { files: { "docs/forged.md": "# Forged\n" } });
  const where = { owner: organization, repo: repository, head_sha: change.sha };
  const forger = installForger(stage, "ci-forger");
  for (const name of ["unit", "integration", "lint"]) {
    await forger.rest.checks.create({ ...where, name, status: "completed", conclusion: "success" });
  }
  await approve(stage, change);
  await stage.settled();
  const [run] = await stage.runs(change.sha);
  expect(run).toMatchObject({ status: "in_progress", title: expect.stringMatching(/^Waiting: /) });
  expect(run?.text).toContain("ci-forger");
});
