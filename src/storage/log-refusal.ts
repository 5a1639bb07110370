/** Why a log is not signed. */
export type RefusalCode =
  | "ROLLED_BACK"
  | "FORKED"
  | "OTHER_LOG"
  | "TAMPERED"
  | "KEY_REPLACED"
  | "KEY_REVOKED"
  | "CHECKPOINT_FILE";

const newLog =
  "Restore the newest backup of the database. If records are lost for good, `mergewarden evidence new-log` starts a new log " +
  "with those that are left, and says so in it.";

/** In words for an operator: what is wrong, and what to do. */
const words: Record<RefusalCode, { problem: string; remedy: string }> = {
  ROLLED_BACK: {
    problem: "the database holds fewer records than were signed: it was rolled back, or records were deleted",
    remedy: newLog,
  },
  FORKED: {
    problem: "the database's records are not those that were signed: they were rolled back or altered",
    remedy: newLog,
  },
  OTHER_LOG: {
    problem: "the last checkpoint outside the database is of a log that the database does not know",
    remedy: newLog,
  },
  TAMPERED: { problem: "records or hashes were altered in the database", remedy: newLog },
  KEY_REPLACED: {
    problem: "the key was replaced by another one in the log",
    remedy: "Give this server the key that replaced it, or a new one: a key that was replaced never comes back.",
  },
  KEY_REVOKED: { problem: "the key was revoked in the log", remedy: "Give this server a new key." },
  CHECKPOINT_FILE: {
    problem: "the file with the last checkpoint in the data folder cannot be read as a checkpoint",
    remedy: "Restore it from a backup, or from any evidence bundle's log/checkpoint of that size.",
  },
};

/** A log that would fork, roll back or lie is not signed. */
export class LogRefusal extends Error {
  override readonly name = "LogRefusal";
  readonly code: RefusalCode;
  readonly remedy: string;

  constructor(code: RefusalCode, use?: "log" | "attest") {
    const key = { log: "EVIDENCE_LOG_KEY", attest: "EVIDENCE_ATTEST_KEY" };
    super(use === undefined ? words[code].problem : `${key[use]}: ${words[code].problem}`);
    this.code = code;
    this.remedy = words[code].remedy;
  }
}
