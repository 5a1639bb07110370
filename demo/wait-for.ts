import { setTimeout as sleep } from "node:timers/promises";

/** How often to look, and for how long, in milliseconds. */
export type Patience = { every?: number; atMost?: number; signal?: AbortSignal | undefined };

/** Looks until it sees what is wanted. Throws with what it was waiting for and what it saw last, in the words of `show`. */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T>,
  isIt: (seen: T) => boolean,
  show: (seen: T) => string,
  { every = 50, atMost = 60_000, signal }: Patience = {},
): Promise<T> {
  const deadline = Date.now() + atMost;
  for (;;) {
    signal?.throwIfAborted();
    const seen = await look();
    if (isIt(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`waited for ${what}, saw ${show(seen)}`);
    await sleep(every);
  }
}
