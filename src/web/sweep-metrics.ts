import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { SweepReport } from "../pipeline/sweep.ts";

/** Counts what sweeps do. */
export interface SweepMetrics {
  sweep(report: SweepReport, seconds: number): void;
  /** Something that protects the gate became weaker. */
  drift(part: string): void;
}

const buckets = [0.1, 0.5, 1, 5, 15, 30, 60, 120, 240];

/** Figures of sweeps. Their age shows in the time of the last one that got through. */
export function createSweepMetrics(registers: Registry[]): SweepMetrics {
  const duration = new Histogram({
    name: "mergewarden_sweep_seconds",
    help: "How long sweeps took",
    buckets,
    registers,
  });
  const sweeps = new Counter({
    name: "mergewarden_sweeps_total",
    help: "Sweeps by outcome; partial: stopped half-way, the next one goes on",
    labelNames: ["outcome"],
    registers,
  });
  const enqueued = new Counter({
    name: "mergewarden_sweep_enqueued_total",
    help: "Pull requests that sweeps had judged",
    registers,
  });
  const redelivered = new Counter({
    name: "mergewarden_sweep_redelivered_total",
    help: "Failed deliveries that GitHub was asked for again",
    registers,
  });
  const lastComplete = new Gauge({
    name: "mergewarden_sweep_last_complete_timestamp_seconds",
    help: "When the last sweep ended that got through, Unix time",
    registers,
  });
  const drift = new Counter({
    name: "mergewarden_drift_total",
    help: "What protects the gate became weaker, by what: required, pinned, pull_request, bypass, two_factor_required",
    labelNames: ["part"],
    registers,
  });
  return {
    drift: (part) => drift.inc({ part }),
    sweep(report, seconds) {
      const isComplete = report.stoppedBy.length === 0;
      duration.observe(seconds);
      sweeps.inc({ outcome: isComplete ? "complete" : "partial" });
      enqueued.inc(report.enqueued);
      redelivered.inc(report.redelivered);
      if (isComplete) lastComplete.set(Date.now() / 1000);
    },
  };
}
