import { setTimeout as sleep } from "node:timers/promises";
import type { Reply } from "./api.ts";

/** What to do to a request instead of, or before, answering it. */
export type Fault = {
  /** Requests it applies to: `GET`, and a part or pattern of the path below `/api/v3`. */
  method?: string;
  path?: string | RegExp;
  /** How many requests it applies to; unlimited when absent. */
  times?: number;
  /** Milliseconds to wait first. */
  latency?: number;
  /** `server-error`: 500. `secondary-limit`: 403 with retry-after. `cut-body`: half of the true answer. */
  kind?: "server-error" | "secondary-limit" | "cut-body";
};

/** The faults in force. */
export type Faults = {
  add: (fault: Fault) => void;
  clear: () => void;
  /** Takes the first fault that fits, waits its latency, and says what to answer. */
  take: (method: string, path: string) => Promise<{ reply?: Reply; cutBody: boolean } | null>;
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
    take: async (method, path) => {
      const fault = faults.find((candidate) => fits(candidate, method, path));
      if (!fault) return null;
      if (fault.times !== undefined) fault.times -= 1;
      if (fault.latency) await sleep(fault.latency);
      const reply = faultReply(fault);
      return { ...(reply && { reply }), cutBody: fault.kind === "cut-body" };
    },
  };
}

function fits(fault: Fault, method: string, path: string): boolean {
  if (fault.times === 0) return false;
  if (fault.method && fault.method !== method) return false;
  if (fault.path === undefined) return true;
  return typeof fault.path === "string" ? path.includes(fault.path) : fault.path.test(path);
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits */
function faultReply(fault: Fault): Reply | undefined {
  if (fault.kind === "server-error") return { status: 500, body: { message: "Server Error" } };
  if (fault.kind !== "secondary-limit") return undefined;
  const message =
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.";
  return {
    status: 403,
    body: {
      message,
      documentation_url:
        "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits",
    },
    headers: { "retry-after": "60" },
  };
}
