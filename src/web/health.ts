import { Hono } from "hono";
import type { Logger } from "pino";
import type { QueueState } from "../pipeline/queue.ts";
import type { Metrics } from "./metrics.ts";
import { withTimeout } from "./with-timeout.ts";

/** What the server depends on. A probe that rejects, or takes longer than 5 s, is not ready. */
export interface Probes {
  database(): Promise<unknown>;
  queue(): Promise<Record<string, QueueState>>;
  /** Asks GitHub whether it takes the app's credentials; the answer holds for a minute. */
  credentials(): Promise<unknown>;
  /** Whether the evidence logs are signed. If not, the server is ready, but degraded: the gate judges and records. */
  logs(): Promise<unknown>;
  /** Whether backups are made; null: none are asked for. If not, the server is degraded, too. */
  backups: (() => Promise<unknown>) | null;
}

export interface HealthOptions {
  probes: Probes;
  metrics: Metrics;
  log: Pick<Logger, "warn">;
  /** Seconds that a job may wait before the server counts as overwhelmed. */
  maxLagSeconds?: number;
  /** Milliseconds that a probe may take. */
  probeTimeout?: number;
}

/** What stands in the way of readiness is told in fixed words: anybody may ask. */
interface Check {
  ok: boolean;
  problem?: string;
  lagSeconds?: number;
}

const unmade = "no backup is made: the server's log says why";
const credentialsHoldFor = 60_000;
const failureHoldsFor = 5000;

/** `/healthz`: the process lives. `/readyz`: what it depends on does, too. `/metrics`: figures for Prometheus. */
export function healthRoutes({ probes, metrics, log, maxLagSeconds = 300, probeTimeout = 5000 }: HealthOptions): Hono {
  const within = <T>(probe: () => Promise<T>) => withTimeout(probe, probeTimeout);
  const credentials = remember(() => within(probes.credentials));

  async function check(name: string, problem: string, probe: () => Promise<unknown>): Promise<Check> {
    try {
      await probe();
      return { ok: true };
    } catch (error) {
      log.warn({ err: error, check: name }, "a readiness check failed");
      return { ok: false, problem };
    }
  }
  async function checkQueue(): Promise<Check> {
    let lagSeconds = 0;
    const answered = await check("queue", "no answer", async () => {
      const { deliveries, evaluate } = await within(probes.queue);
      lagSeconds = Math.round(Math.max(deliveries?.lagSeconds ?? 0, evaluate?.lagSeconds ?? 0));
    });
    if (!answered.ok) return answered;
    if (lagSeconds <= maxLagSeconds) return { ok: true, lagSeconds };
    return { ok: false, problem: `jobs wait longer than ${maxLagSeconds} s`, lagSeconds };
  }

  const routes = new Hono();
  routes.get("/healthz", (context) => context.json({ status: "ok" }));
  routes.get("/readyz", async (context) => {
    const checks = {
      database: await check("database", "no answer", () => within(probes.database)),
      queue: await checkQueue(),
      credentials: await check(
        "credentials",
        "GitHub does not take the app's credentials, or does not answer",
        credentials,
      ),
    };
    const { logs, backups } = probes;
    const lesser = {
      logs: await check("logs", "an evidence log is not signed: the server's log says why", logs),
      ...(backups && { backups: await check("backups", unmade, () => within(backups)) }),
    };
    const ready = areFine(checks);
    const status = ready ? (areFine(lesser) ? "ready" : "degraded") : "not ready";
    return context.json({ status, checks: { ...checks, ...lesser } }, ready ? 200 : 503);
  });
  routes.get("/metrics", async (context) => {
    const queues = await within(probes.queue).catch(() => null);
    return context.body(await metrics.render(queues), 200, { "content-type": metrics.contentType });
  });
  return routes;
}

function areFine(checks: Readonly<Record<string, Check>>): boolean {
  return Object.values(checks).every(({ ok }) => ok);
}

/** Asks at most once a minute, or every five seconds while the answer is no: `/readyz` is open to everybody. */
function remember(probe: () => Promise<unknown>): () => Promise<unknown> {
  let answer: Promise<unknown> | null = null;
  let until = 0;
  return () => {
    if (answer !== null && Date.now() < until) return answer;
    until = Date.now() + credentialsHoldFor;
    answer = probe();
    answer.catch(() => {
      until = Date.now() + failureHoldsFor;
    });
    return answer;
  };
}
