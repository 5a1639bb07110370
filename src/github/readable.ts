import type { Readable } from "../domain/facts.ts";
import { GitHubError, RateLimited } from "./errors.ts";

/** Told of every fact that could not be read. */
export type OnFailure = (error: unknown) => void;

/**
 * What `ask` reads, or why it could not be read: a control that needs it is `unknown`, and unknown blocks. A rate limit is
 * thrown on: later there will be an answer.
 */
export async function readable<T>(ask: () => Promise<T>, onFailure: OnFailure): Promise<Readable<T>> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RateLimited) throw error;
    onFailure(error);
    return { unavailable: reasonOf(error) };
  }
}

/** Why something could not be read, for people. */
export function reasonOf(error: unknown): string {
  if (error instanceof GitHubError) return error.message;
  // A TypeError means that an answer lacks what its documentation promises.
  return `an answer of GitHub could not be understood (${error instanceof Error ? error.message : String(error)})`;
}
