import { pino } from "pino";
import { expect, test } from "vitest";
import { healthRoutes, type Probes } from "../../src/web/health.ts";
import { createMetrics } from "../../src/web/metrics.ts";

const idle = { waiting: 0, active: 0, lagSeconds: 0 };
const fine: Probes = {
  database: () => Promise.resolve(),
  queue: () => Promise.resolve({ deliveries: idle, evaluate: { waiting: 3, active: 2, lagSeconds: 1.6 } }),
  credentials: () => Promise.resolve(),
  logs: () => Promise.resolve(),
  backups: null,
};

function routes(probes: Partial<Probes> = {}, metrics = createMetrics()) {
  const log = pino({ level: "silent" });
  return healthRoutes({ probes: { ...fine, ...probes }, metrics, log, maxLagSeconds: 60, probeTimeout: 50 });
}
const refused = () => Promise.reject(new Error("connect ECONNREFUSED 10.0.0.7"));
const silent = () => new Promise<never>(() => {});

test("the process is healthy whatever it depends on", async () => {
  const response = await routes({ database: refused, queue: refused, credentials: refused }).request("/healthz");
  expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
});

test("all is well → ready", async () => {
  const response = await routes().request("/readyz");
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    status: "ready",
    checks: {
      database: { ok: true },
      queue: { ok: true, lagSeconds: 2 },
      credentials: { ok: true },
      logs: { ok: true },
    },
  });
});

test("a log that is not signed → degraded, and the gate goes on", async () => {
  const response = await routes({ logs: () => Promise.reject(new Error("rolled back: gh-4711")) }).request("/readyz");
  const problem = "an evidence log is not signed: the server's log says why";
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ status: "degraded", checks: { logs: { ok: false, problem } } });
});

test("backups that are asked for and not made → degraded", async () => {
  const fineThere = await routes({ backups: () => Promise.resolve() }).request("/readyz");
  expect(await fineThere.json()).toMatchObject({ status: "ready", checks: { backups: { ok: true } } });
  for (const backups of [refused, silent]) {
    const response = await routes({ backups }).request("/readyz");
    const problem = "no backup is made: the server's log says why";
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: "degraded", checks: { backups: { ok: false, problem } } });
  }
});

test("the time of the newest backup is among the figures where backups are made", async () => {
  const name = "mergewarden_backup_last_complete_timestamp_seconds";
  const metrics = createMetrics();
  const told = async () => (await routes({}, metrics).request("/metrics")).text();
  expect(await told()).not.toContain(name);
  let newest: () => Promise<Date | null> = () => Promise.resolve(new Date("2026-11-24T06:13:00.000Z"));
  metrics.watchBackups(() => newest());
  expect(await told()).toContain(`${name} ${Date.parse("2026-11-24T06:13:00.000Z") / 1000}\n`);
  newest = refused;
  expect(await told()).toContain(`${name} 0\n`);
});

test.for<[string, Partial<Probes>, string]>([
  ["the database refuses", { database: refused }, "database"],
  ["the database does not answer", { database: silent }, "database"],
  ["the queue cannot be read", { queue: refused }, "queue"],
  ["jobs wait too long", { queue: () => Promise.resolve({ deliveries: { ...idle, lagSeconds: 61 } }) }, "queue"],
  ["GitHub does not take the credentials", { credentials: refused }, "credentials"],
  [
    "a probe throws at once",
    {
      credentials: () => {
        throw new Error("broken");
      },
    },
    "credentials",
  ],
])("%s → not ready, and no address told", async ([, probes, failing]) => {
  const response = await routes(probes).request("/readyz");
  const text = await response.text();
  expect(response.status).toBe(503);
  const { status, checks } = JSON.parse(text);
  expect(status).toBe("not ready");
  const failed = Object.entries<{ ok: boolean }>(checks).filter(([, { ok }]) => !ok);
  expect(failed.map(([name]) => name)).toEqual([failing]);
  expect(text).not.toContain("10.0.0.7");
});

test("GitHub is asked once for many requests", async () => {
  let asked = 0;
  const app = routes({
    credentials: () => {
      asked += 1;
      return Promise.resolve();
    },
  });
  for (let request = 0; request < 5; request++) await app.request("/readyz");
  expect(asked).toBe(1);
});

test("figures in Prometheus' text form", async () => {
  const metrics = createMetrics();
  metrics.delivery("queued");
  metrics.delivery("queued");
  metrics.delivery("unsigned");
  metrics.evaluation("success", 0.07);
  metrics.evaluation(null, 0.3);
  metrics.evaluationFailed();
  const response = await routes({}, metrics).request("/metrics");
  expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  const lines = (await response.text()).split("\n");
  for (const line of [
    'mergewarden_deliveries_total{outcome="queued"} 2',
    'mergewarden_deliveries_total{outcome="unsigned"} 1',
    'mergewarden_evaluations_total{conclusion="success"} 1',
    'mergewarden_evaluations_total{conclusion="not-gated"} 1',
    'mergewarden_evaluations_total{conclusion="error"} 1',
    'mergewarden_evaluation_seconds_bucket{le="0.1"} 1',
    "mergewarden_evaluation_seconds_count 2",
    'mergewarden_queue_jobs{queue="evaluate",state="waiting"} 3',
    'mergewarden_queue_jobs{queue="evaluate",state="active"} 2',
    'mergewarden_queue_lag_seconds{queue="evaluate"} 1.6',
  ]) {
    expect(lines).toContain(line);
  }
});

test("figures are told without the queue while the database is down", async () => {
  const response = await routes({ queue: refused }).request("/metrics");
  const text = await response.text();
  expect(response.status).toBe(200);
  expect(text).toContain("mergewarden_evaluation_seconds_count 0");
  expect(text).not.toContain('queue="');
});
