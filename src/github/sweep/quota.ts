import type { GitHub } from "../client.ts";
import { isNotFound } from "../errors.ts";

/** The part of the quota that sweeps leave to what somebody waits for. */
const floor = 0.2;

/** When sweeps may go on with an installation; null: now. Asking costs no quota. */
export async function pausedUntil(github: GitHub): Promise<Date | null> {
  try {
    const { limit, remaining, reset } = (await github.rest.rateLimit.get()).data.resources.core;
    return remaining > limit * floor ? null : new Date(reset * 1000);
  } catch (error) {
    // A GitHub Enterprise Server without limits: https://docs.github.com/en/enterprise-server@3.18/rest/rate-limit/rate-limit
    if (isNotFound(error)) return null;
    throw error;
  }
}
