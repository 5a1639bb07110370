import type { Manifest } from "./manifest.ts";
import type { Problems } from "./problems.ts";
import { type Records, textAt } from "./records.ts";

/** The log that the bundle was made of. */
export interface OwnLog {
  origin: string;
  /** Records below stood in a log of the account that was given up. */
  began: number;
}

/** Of an account's second log and above a record tells: one that begins anew and does not say so hides what the one before held. */
export function readOwnLog(records: Records, { origin }: Manifest, problems: Problems): OwnLog {
  const rotated = records.of("log.rotated").find(({ body }) => textAt(body, "origin") === origin);
  if (rotated === undefined && numberIn(origin) !== 1) {
    const why = `${origin} is not the account's first log, and no record says which one it took the place of`;
    problems.add("LOG_REWRITTEN", "log/leaves.jsonl", why);
  }
  return { origin, began: rotated?.seq ?? 0 };
}

/** Whether a record stood in the log of that name. */
export function stoodIn(origin: string, seq: number, own: OwnLog): boolean {
  if (origin === own.origin) return true;
  return seq < own.began && accountIn(origin) === accountIn(own.origin) && numberIn(origin) < numberIn(own.origin);
}

function numberIn(origin: string): number {
  return Number(/\/log(\d{1,9})$/.exec(origin)?.[1] ?? Number.NaN);
}

function accountIn(origin: string): string {
  return origin.slice(0, origin.lastIndexOf("/"));
}
