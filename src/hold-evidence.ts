import type { Io } from "./cli/io.ts";
import { withEvidence } from "./open-evidence.ts";
import { operatorName } from "./operator.ts";
import { loggedTenants } from "./storage/evidence-log.ts";
import { holdEvidence, releaseEvidence } from "./storage/legal-holds.ts";

/** What `mergewarden evidence hold` was asked. */
interface HoldOptions {
  until?: string;
  basis: string;
  release: boolean;
  json: boolean;
}

/** `mergewarden evidence hold`: 0 held, or released · 1 no evidence, or no hold · 2 bad input or configuration. */
export async function hold(options: HoldOptions, io: Pick<Io, "out" | "error">): Promise<number> {
  const { basis, release, json } = options;
  const until = endOfDay(options.until);
  const now = new Date();
  const isUntil = until !== null && until > now;
  if (basis.trim() === "" || (release ? options.until !== undefined : !isUntil)) {
    io.error("expected either --until with a day to come (YYYY-MM-DD) or --release, and the legal basis in words\n");
    return 2;
  }
  return withEvidence(io, async (db) => {
    const order = { basis, by: operatorName(), at: now };
    const accounts: number[] = [];
    for (const tenant of await loggedTenants(db)) {
      if (until !== null) await holdEvidence(db, tenant, until, order);
      else if (!(await releaseEvidence(db, tenant, order))) continue;
      accounts.push(tenant);
    }
    const heldUntil = until?.toISOString() ?? null;
    if (json) io.out(`${JSON.stringify({ accounts, held_until: heldUntil })}\n`);
    else if (accounts.length === 0) io.out(release ? "There is no hold.\n" : "There is no evidence.\n");
    for (const account of json ? [] : accounts) {
      io.out(`Log of account ${account}: ${heldUntil === null ? "no longer held" : `held until ${heldUntil}`}.\n`);
    }
    return accounts.length > 0 ? 0 : 1;
  });
}

/** When a day of UTC is over; null: there is no such day. */
function endOfDay(text: string | undefined): Date | null {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00.000Z`);
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text)) return null;
  return new Date(day.getTime() + 24 * 3_600_000);
}
