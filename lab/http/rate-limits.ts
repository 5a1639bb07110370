import type { Actor } from "../auth/actor.ts";
import type { Reply } from "./api.ts";

/** The primary rate limit: a quota per hour and caller that is really counted. */
export type RateLimits = {
  /** Requests per hour of an installation or a user. */
  limit: number;
  count: (actor: Actor, cost: number) => void;
  exhausted: (actor: Actor) => boolean;
  refusal: (actor: Actor) => Reply;
  headers: (actor: Actor) => Record<string, string>;
  /** Forgets what was used. */
  reset: () => void;
};

/** Who pays: an installation and a user have one bucket each, an app's JWT its own. */
function bucketOf(actor: Actor): string {
  if (actor.kind === "installation") return `installation ID ${actor.installation.id}`;
  if (actor.kind === "user") return `user ID ${actor.user.id}`;
  return actor.kind === "app" ? `app ID ${actor.app.id}` : "127.0.0.1";
}

function refusal(actor: Actor): Reply {
  return {
    status: 403,
    body: {
      message: `API rate limit exceeded for ${bucketOf(actor)}.`,
      documentation_url: "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api",
    },
  };
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export function createRateLimits(limit = 5000): RateLimits {
  const buckets = new Map<string, { used: number; reset: number }>();

  function bucket(actor: Actor): { used: number; reset: number } {
    const key = bucketOf(actor);
    const seconds = Math.floor(Date.now() / 1000);
    const known = buckets.get(key);
    if (known && known.reset > seconds) return known;
    const fresh = { used: 0, reset: seconds + 3600 };
    buckets.set(key, fresh);
    return fresh;
  }

  const limits: RateLimits = {
    limit,
    count: (actor, cost) => {
      bucket(actor).used += cost;
    },
    exhausted: (actor) => bucket(actor).used >= allowance(actor, limits.limit),
    refusal,
    headers: (actor) => {
      const { used, reset } = bucket(actor);
      const allowed = allowance(actor, limits.limit);
      return {
        "x-ratelimit-limit": String(allowed),
        "x-ratelimit-remaining": String(Math.max(0, allowed - used)),
        "x-ratelimit-used": String(Math.min(used, allowed)),
        "x-ratelimit-reset": String(reset),
        "x-ratelimit-resource": "core",
      };
    },
    reset: () => buckets.clear(),
  };
  return limits;
}

function allowance(actor: Actor, limit: number): number {
  return actor.kind === "anonymous" ? 60 : limit;
}
