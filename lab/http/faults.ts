import { setTimeout as sleep } from "node:timers/promises";
import type { Actor } from "../auth/actor.ts";
import type { Reply } from "./api.ts";

/** Kinds of faults. `cut-body`: half of the true answer. `lost-answer`: it is done, and the caller hears 502. */
export const faultKinds = [
  "server-error",
  "secondary-limit",
  "unauthorized",
  "forbidden",
  "not-found",
  "cut-body",
  "lost-answer",
] as const;

/** What to do to a request instead of, or before, answering it. */
export type Fault = {
  /** Requests it applies to: `GET`. */
  method?: string;
  /** A part or a pattern of the path below `/api/v3`. */
  path?: string | RegExp;
  /** A route as the request log names it. */
  route?: string;
  /** Only requests of apps, or only those of people. */
  by?: "app" | "user";
  /** How many of these requests pass first. */
  skip?: number;
  /** How many requests it applies to; unlimited when absent. */
  times?: number;
  /** Milliseconds to wait first. */
  latency?: number;
  kind?: (typeof faultKinds)[number];
};

/** What is known of a request when a fault may strike. */
type FaultyRequest = { method: string; path: string; route: string; actor: Actor };

/** What befalls one request. */
export type Misfortune = { reply?: Reply; cutBody: boolean; lostAnswer: boolean };

/** The faults in force. */
export type Faults = {
  add: (fault: Fault) => void;
  clear: () => void;
  /** Takes the first fault that fits, waits its latency, and says what to answer. */
  take: (request: FaultyRequest) => Promise<Misfortune | null>;
};

/** Starts without faults. */
export function createFaults(): Faults {
  let faults: Fault[] = [];
  return {
    add: (fault) => {
      faults.push({ ...fault });
    },
    clear: () => {
      faults = [];
    },
    take: async (request) => {
      const fault = faults.find((candidate) => fits(candidate, request) && !passes(candidate));
      if (!fault) return null;
      if (fault.times !== undefined) fault.times -= 1;
      if (fault.latency) await sleep(fault.latency);
      const reply = fault.kind && replies[fault.kind];
      return { ...(reply && { reply }), cutBody: fault.kind === "cut-body", lostAnswer: fault.kind === "lost-answer" };
    },
  };
}

function fits(fault: Fault, { method, path, route, actor }: FaultyRequest): boolean {
  if (fault.times === 0) return false;
  const isApp = actor.kind === "app" || actor.kind === "installation";
  if (fault.by && isApp !== (fault.by === "app")) return false;
  if (fault.method && fault.method.toUpperCase() !== method) return false;
  if (fault.route && fault.route !== route) return false;
  if (fault.path === undefined) return true;
  return typeof fault.path === "string" ? path.includes(fault.path) : fault.path.test(path);
}

function passes(fault: Fault): boolean {
  if (!fault.skip) return false;
  fault.skip -= 1;
  return true;
}

const limits = "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api";

function errorReply(status: number, message: string): Reply {
  return { status, body: { message, documentation_url: "https://docs.github.com/rest", status: String(status) } };
}

const replies: Partial<Record<(typeof faultKinds)[number], Reply>> = {
  "server-error": errorReply(500, "Server Error"),
  unauthorized: errorReply(401, "Bad credentials"),
  forbidden: errorReply(403, "Resource not accessible by integration"),
  "not-found": errorReply(404, "Not Found"),
  // https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
  "secondary-limit": {
    status: 403,
    body: {
      message:
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.",
      documentation_url: `${limits}#about-secondary-rate-limits`,
    },
    headers: { "retry-after": "60" },
  },
};
