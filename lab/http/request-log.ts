import type { Actor } from "../auth/actor.ts";

/** A request that was answered. */
type LoggedRequest = {
  method: string;
  /** Path and query, `/api/v3` included. */
  path: string;
  /** The route that answered: method and pattern. */
  route: string;
  status: number;
  actor: Actor;
  /** Quota it cost: 0 for a 304. */
  cost: number;
};

/** The requests answered so far, oldest first. */
export type RequestLog = {
  entries: LoggedRequest[];
  add: (request: LoggedRequest) => void;
  clear: () => void;
};

/** An empty log. */
export function createRequestLog(): RequestLog {
  const entries: LoggedRequest[] = [];
  return {
    entries,
    add: (request) => {
      entries.push(request);
    },
    clear: () => {
      entries.length = 0;
    },
  };
}
