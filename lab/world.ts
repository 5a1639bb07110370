import type { Faults } from "./http/faults.ts";
import type { RateLimits } from "./http/rate-limits.ts";
import type { RequestLog } from "./http/request-log.ts";
import type { Clock } from "./queue/clock.ts";
import type { State } from "./state/state.ts";
import type { Webhooks } from "./webhooks.ts";

/** What every route and action works on: one running lab. */
export type World = {
  state: State;
  /** Web address, e.g. `http://127.0.0.1:4000`: pages and git. */
  origin: string;
  /** REST address: `origin` + `/api/v3`. */
  api: string;
  /** Where the bare repositories lie. */
  directory: string;
  webhooks: Webhooks;
  requests: RequestLog;
  rateLimits: RateLimits;
  faults: Faults;
  /** The time by which merge queues wait. */
  clock: Clock;
};

/** Now, as the API writes instants. */
export function now(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}

/** GitHub's opaque node ids: of the kind and the number, stable. */
export function nodeId(kind: string, id: number | string): string {
  return `${kind}_${Buffer.from(`${kind}:${id}`).toString("base64url")}`;
}
