import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { type Change, commit, propose } from "../support/change.ts";
import { createTestDatabase } from "../support/database.ts";
import { approve, merge, passCi, waitingChange } from "../support/journey.ts";
import { end, environmentOf, serve } from "../support/serve-process.ts";
import { createStage, type Stage } from "../support/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
  await stage.settled();
  await stage.sweep();
});
afterEach(() => stage.lab.webhooks.calm());
afterAll(() => stage.close());

async function conclusionOf({ sha }: Change): Promise<string | null | undefined> {
  return (await stage.runs(sha))[0]?.conclusion;
}

/** The app's requests since an index of the log. */
function requestsSince(from: number) {
  return stage.lab.requests.entries
    .slice(from)
    .filter(({ actor }) => actor.kind === "app" || actor.kind === "installation");
}

test("A50 every webhook is dropped → a pull request is judged within one sweep, and what happens to it too", async () => {
  stage.lab.webhooks.disturb({ kind: "drop" });
  const change = await propose(stage.company.people["mia-tanaka"], { files: { "docs/unheard.md": "# Unheard\n" } });
  await passCi(stage, change);
  await stage.settled();
  expect(await stage.runs(change.sha)).toEqual([]);
  await stage.sweep();
  expect(await stage.runs(change.sha)).toMatchObject([{ name: "mergewarden", status: "in_progress" }]);
  await approve(stage, change);
  await stage.sweep();
  expect(await stage.runs(change.sha)).toMatchObject([{ conclusion: "success" }]);
  await commit(stage.company.people["mia-tanaka"], change, { "docs/unheard.md": "# Changed\n" });
  await stage.sweep();
  expect(await conclusionOf(change)).toBe(null);
});

test("A50 deliveries fail → they are asked for again, once until there is time for another try", async () => {
  stage.lab.webhooks.disturb({ kind: "fail" });
  const change = await propose(stage.company.people["mia-tanaka"], { files: { "docs/failed.md": "# Failed\n" } });
  await stage.settled();
  const failed = stage.lab.webhooks.log.filter(({ status, redelivery }) => status !== "OK" && !redelivery);
  const guids = new Set(failed.map(({ guid }) => guid));
  const again = () => stage.lab.webhooks.log.filter(({ guid, redelivery }) => redelivery && guids.has(guid));
  expect((await stage.sweep()).redelivered).toBe(guids.size);
  expect(again()).toHaveLength(guids.size);
  await stage.sweep();
  expect(again()).toHaveLength(guids.size);

  stage.lab.webhooks.calm();
  await stage.database
    .updateTable("failed_deliveries")
    .set({ next_at: new Date(0) })
    .execute();
  await stage.sweep();
  expect(again().filter(({ status }) => status === "OK")).toHaveLength(guids.size);
  const pushes = stage.database.selectFrom("pushes").select("after").where("number", "=", change.number);
  expect(await pushes.execute()).toContainEqual({ after: change.sha });
  await stage.sweep();
  expect(await stage.database.selectFrom("failed_deliveries").selectAll().execute()).toEqual([]);
});

test("A50 a delivery that never goes through is not asked for endlessly", async () => {
  stage.lab.webhooks.disturb({ kind: "fail" });
  await propose(stage.company.people["mia-tanaka"], { files: { "docs/never.md": "# Never\n" } });
  await stage.settled();
  const guids = new Set(stage.lab.webhooks.log.filter(({ status }) => status !== "OK").map(({ guid }) => guid));
  for (let sweep = 0; sweep < 8; sweep += 1) {
    await stage.database
      .updateTable("failed_deliveries")
      .set({ next_at: new Date(0) })
      .where("next_at", "is not", null)
      .execute();
    await stage.sweep();
  }
  const times = [...guids].map(
    (guid) => stage.lab.webhooks.log.filter((one) => one.redelivery && one.guid === guid).length,
  );
  expect(Math.max(...times)).toBe(6);
});

test("A50 webhooks come twice and in any order → the same verdicts", async () => {
  const { webhooks } = stage.lab;
  const verdicts: unknown[] = [];
  for (const order of ["in-order", "reversed", "shuffled"] as const) {
    if (order !== "in-order") webhooks.disturb({ kind: "duplicate" });
    webhooks.hold();
    const mia = stage.company.people["mia-tanaka"];
    const change = await propose(mia, { files: { [`docs/${order}.md`]: "# Order\n" } });
    await approve(stage, change);
    await commit(mia, change, { [`docs/${order}.md`]: "# Order and more\n" });
    await passCi(stage, change);
    webhooks.release(order);
    await stage.settled();
    const [waiting] = await stage.runs(change.sha);
    webhooks.hold();
    await approve(stage, change);
    webhooks.release(order);
    await stage.settled();
    const [passed] = await stage.runs(change.sha);
    webhooks.calm();
    verdicts.push([waiting, passed].map((run) => [run?.status, run?.conclusion, run?.title]));
  }
  expect(verdicts[0]).toEqual([
    ["in_progress", null, expect.stringMatching(/^Waiting: /)],
    ["completed", "success", expect.stringMatching(/^Passed: /)],
  ]);
  expect(verdicts.slice(1)).toEqual([verdicts[0], verdicts[0]]);
});

test("A44 A50 the merge is told by no webhook → the nightly sweep has it on record", async () => {
  const change = await waitingChange(stage);
  await approve(stage, change);
  await stage.settled();
  stage.lab.webhooks.disturb({ kind: "drop" });
  expect(await merge(stage, change)).toBe(200);
  const landed = () =>
    stage.database.selectFrom("evidence").select("key").where("kind", "=", "change.landed").execute();
  const before = await landed();
  await stage.sweep();
  expect(await landed()).toEqual(before);
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  await stage.database.updateTable("swept_repositories").set({ full_at: yesterday }).execute();
  await stage.sweep();
  expect((await landed()).slice(before.length)).toMatchObject([{ key: expect.stringContaining(`/${change.number}/`) }]);
});

test("GitHub fails half-way → the others are looked at, it is told, and the next sweep goes on there", async () => {
  const change = await propose(stage.company.people["mia-tanaka"], { files: { "docs/half.md": "# Half\n" } });
  stage.lab.webhooks.disturb({ kind: "drop" });
  await stage.settled();
  stage.lab.faults.add({
    by: "app",
    method: "GET",
    path: `/repos/${organization}/${repository}/pulls`,
    kind: "server-error",
  });
  const report = await stage.sweep();
  stage.lab.faults.clear();
  expect(report.stoppedBy).toEqual([expect.stringContaining("GitHub answered 500")]);
  expect(report.repositories).toBe(1);
  await approve(stage, change);
  const from = stage.lab.requests.entries.length;
  expect((await stage.sweep()).stoppedBy).toEqual([]);
  const lists = requestsSince(from).filter(({ path }) => /\/pulls\?/.test(path));
  expect(lists[0]?.path).toContain(`/${repository}/pulls`);
});

test("little of the quota is left → a sweep leaves it to what people wait for", async () => {
  const { rateLimits, requests } = stage.lab;
  const usual = rateLimits.limit;
  const gate = requests.entries.find(({ actor }) => {
    return actor.kind === "installation" && actor.user.login === "mergewarden[bot]";
  });
  if (gate === undefined) throw new Error("the gate asked for nothing");
  rateLimits.reset();
  rateLimits.limit = 100;
  rateLimits.count(gate.actor, 85);
  const report = await stage.sweep();
  rateLimits.limit = usual;
  rateLimits.reset();
  expect(report).toMatchObject({ repositories: 0, enqueued: 0 });
  expect(report.stoppedBy).toEqual([expect.stringContaining("little of the quota is left until")]);
});

test("A49 a suspended installation is left alone, and looked at when it is back", async () => {
  const [installation] = [...stage.lab.world.state.installations.values()].filter(
    ({ app }) => app === stage.company.gate.app,
  );
  if (installation === undefined) throw new Error("the app is not installed");
  installation.suspendedAt = "2026-11-23T12:00:00Z";
  for (let sweep = 0; sweep < 2; sweep += 1) {
    expect(await stage.sweep()).toMatchObject({ repositories: 0, stoppedBy: [] });
  }
  installation.suspendedAt = null;
  for (let sweep = 0; sweep < 2; sweep += 1) expect((await stage.sweep()).repositories).toBeGreaterThan(1);
  // No webhook told: the lab sends none for a change of its state.
  const gaps = stage.database
    .selectFrom("evidence")
    .select(["kind", "body"])
    .where("kind", "in", ["gap.opened", "gap.closed"]);
  expect(await gaps.orderBy("seq").execute()).toMatchObject([
    { kind: "gap.opened", body: { why: "suspended", from: "2026-11-23T12:00:00.000Z", to: null } },
    { kind: "gap.closed", body: { why: "suspended", from: "2026-11-23T12:00:00.000Z", to: expect.any(String) } },
  ]);
});

test("A50 a server starts → it sweeps, whatever happened before", async () => {
  stage.lab.webhooks.disturb({ kind: "drop" });
  const change = await propose(stage.company.people["mia-tanaka"], { files: { "docs/before.md": "# Before\n" } });
  const folder = await mkdtemp(join(tmpdir(), "mergewarden-sweeps-"));
  const given = { DATABASE_URL: await createTestDatabase(), MERGEWARDEN_DATA: folder };
  const server = await serve({ ...environmentOf(stage.lab, stage.company), ...given });
  try {
    await vi.waitFor(async () => expect(await stage.runs(change.sha)).toMatchObject([{ status: "in_progress" }]), {
      timeout: 50_000,
      interval: 50,
    });
    await vi.waitFor(
      async () => {
        const metrics = await (await fetch(`${server.url}/metrics`)).text();
        expect(metrics).toMatch(/mergewarden_sweep_enqueued_total [1-9]/);
      },
      { timeout: 50_000, interval: 50 },
    );
  } finally {
    await end(server);
    await rm(folder, { recursive: true, force: true });
  }
});
