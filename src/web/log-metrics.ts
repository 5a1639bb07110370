import { Counter, Gauge, type Registry } from "prom-client";

/** Counts what is signed. */
export interface LogMetrics {
  /** A log was signed, or found signed as far as it goes. */
  checkpoint(): void;
  /** How many accounts' logs are not signed, because they would fork, roll back or lie. */
  refusedLogs(count: number): void;
}

/** Figures of the evidence logs. */
export function createLogMetrics(registers: Registry[]): LogMetrics {
  const checkpoints = new Counter({
    name: "mergewarden_log_checkpoints_total",
    help: "Checkpoints of evidence logs that were signed or confirmed",
    registers,
  });
  const refused = new Gauge({
    name: "mergewarden_log_refused",
    help: "Evidence logs that are not signed because they would fork or roll back, or their key is no longer good",
    registers,
  });
  return { checkpoint: () => checkpoints.inc(), refusedLogs: (count) => refused.set(count) };
}
