import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { QueueState } from "../pipeline/queue.ts";
import { type BackupMetrics, createBackupMetrics } from "./backup-metrics.ts";
import { createLogMetrics, type LogMetrics } from "./log-metrics.ts";
import { createSweepMetrics, type SweepMetrics } from "./sweep-metrics.ts";

/** Counts what the server does, for Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export interface Metrics extends LogMetrics, SweepMetrics, BackupMetrics {
  readonly contentType: string;
  /** A request to the webhook path was answered. */
  delivery(outcome: string): void;
  /** A pull request was judged; `null` where its base is not gated. */
  evaluation(conclusion: string | null, seconds: number): void;
  /** An evaluation failed, and will be tried again. */
  evaluationFailed(): void;
  /** All figures as text; queues as they are now, or null if that could not be read. */
  render(queues: Record<string, QueueState> | null): Promise<string>;
}

/** From the figures of a quick evaluation to one that GitHub kept waiting. */
const buckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Metrics of their own: two of them in one process share nothing. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const deliveries = new Counter({
    name: "mergewarden_deliveries_total",
    help: "Requests to the webhook path by outcome",
    labelNames: ["outcome"],
    registers,
  });
  const evaluations = new Counter({
    name: "mergewarden_evaluations_total",
    help: "Evaluations by conclusion; error: one that failed and is tried again",
    labelNames: ["conclusion"],
    registers,
  });
  const seconds = new Histogram({
    name: "mergewarden_evaluation_seconds",
    help: "How long evaluations took",
    buckets,
    registers,
  });
  const queueGauges = createQueueGauges(registers);
  return {
    ...createLogMetrics(registers),
    ...createSweepMetrics(registers),
    ...createBackupMetrics(registers),
    contentType: registry.contentType,
    delivery: (outcome) => deliveries.inc({ outcome }),
    evaluation: (conclusion, took) => {
      evaluations.inc({ conclusion: conclusion ?? "not-gated" });
      seconds.observe(took);
    },
    evaluationFailed: () => evaluations.inc({ conclusion: "error" }),
    render: (queues) => {
      queueGauges(queues ?? {});
      return registry.metrics();
    },
  };
}

function createQueueGauges(registers: Registry[]) {
  const jobs = new Gauge({
    name: "mergewarden_queue_jobs",
    help: "Jobs by queue and state",
    labelNames: ["queue", "state"],
    registers,
  });
  const lag = new Gauge({
    name: "mergewarden_queue_lag_seconds",
    help: "How long the oldest job that could run has waited",
    labelNames: ["queue"],
    registers,
  });
  return (queues: Record<string, QueueState>) => {
    jobs.reset();
    lag.reset();
    for (const [queue, { waiting, active, lagSeconds }] of Object.entries(queues)) {
      jobs.set({ queue, state: "waiting" }, waiting);
      jobs.set({ queue, state: "active" }, active);
      lag.set({ queue }, lagSeconds);
    }
  };
}
