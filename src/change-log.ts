import type { Io } from "./cli/io.ts";
import { filesIn } from "./handle-log.ts";
import { withEvidence } from "./open-evidence.ts";
import { revokeKey, startNewLog } from "./storage/change-log.ts";

/** `mergewarden evidence new-log`: 0 started · 1 there is no need to, or nothing to go on from · 2 bad input or configuration. */
export async function newLog(
  { account, reason, json }: { account: string; reason: string; json: boolean },
  io: Pick<Io, "out" | "error">,
): Promise<number> {
  if (!isCount(account) || reason.trim() === "") {
    io.error("expected the numeric id of a GitHub account, and the reason in words\n");
    return 2;
  }
  return withEvidence(io, async (db, dataFolder) => {
    const started = await startNewLog(db, Number(account), { files: filesIn(dataFolder), reason, at: new Date() });
    const isStarted = "origin" in started;
    const words = isStarted
      ? `The log ${started.origin} goes on with the records that are left. Give its key to whoever checks evidence.`
      : `No new log: the one of account ${account} ${started.refused === "still good" ? "can still be signed" : "was never signed"}.`;
    io.out(`${json ? JSON.stringify({ account: Number(account), ...started }) : words}\n`);
    return isStarted ? 0 : 1;
  });
}

/** `mergewarden evidence revoke-key`: 0 revoked · 1 unknown, or revoked before · 2 bad input or configuration. */
export async function revoke(
  key: string,
  { account, trustUpTo, json }: { account: string; trustUpTo: string; json: boolean },
  io: Pick<Io, "out" | "error">,
): Promise<number> {
  if (!isCount(account) || !isCount(trustUpTo)) {
    io.error("expected the numeric id of a GitHub account, and a size of its log\n");
    return 2;
  }
  return withEvidence(io, async (db) => {
    try {
      const order = { key, trustUpTo: Number(trustUpTo), at: new Date() };
      const isRevoked = await revokeKey(db, Number(account), order);
      const words = isRevoked
        ? `Revoked. What it signed beyond the first ${trustUpTo} records proves nothing; the server needs a new key.`
        : "The log knows no such key, or knows it as revoked.";
      io.out(`${json ? JSON.stringify({ account: Number(account), key, revoked: isRevoked }) : words}\n`);
      return isRevoked ? 0 : 1;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      io.error(`${error.message}\n`);
      return 2;
    }
  });
}

function isCount(text: string): boolean {
  return /^(?:0|[1-9]\d{0,14})$/.test(text);
}
