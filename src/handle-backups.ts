import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { addBackup, type BackupFolder, backupsIn } from "./storage/backup/folder.ts";
import type { Queue } from "./storage/jobs.ts";
import type { Schema } from "./storage/schema.ts";

/** What backups are made of, and where. */
interface BackupWorld {
  database: Kysely<Schema>;
  folder: BackupFolder;
  queue: Pick<Queue, "hasBackupFailed">;
  version: string;
  log: Pick<Logger, "error" | "info">;
}

/** The server's own backups. */
export interface Backups {
  /** Makes one, unless the newest is younger than five hours: every start of a process asks for one. */
  make(signal: AbortSignal): Promise<void>;
  /** When the newest was made; null: there is none. */
  newest(): Promise<Date | null>;
  /** Rejects if the last try failed, or there is none of the last eight hours. */
  areMade(): Promise<void>;
  /** Gives up the one that is being made: it is made again by another process, or later. */
  stop(): void;
}

const hour = 3_600_000;
const young = 5 * hour;

/** Makes backups in a folder, as jobs ask for them. */
export function handleBackups({ database, folder, queue, version, log }: BackupWorld): Backups {
  const stopping = new AbortController();
  const newest = async () => (await backupsIn(folder, new Date())).newest;
  return {
    async make(signal) {
      try {
        if (isYounger(await newest(), young)) return;
        const until = AbortSignal.any([signal, stopping.signal]);
        const file = await addBackup(database, folder, { version, now: new Date(), signal: until });
        log.info({ file }, "a backup was made");
      } catch (error) {
        log.error({ err: error, folder: folder.path }, "no backup could be made in BACKUP_FOLDER; it is tried again");
        throw error;
      }
    },
    newest,
    async areMade() {
      if (await queue.hasBackupFailed()) throw new Error("the last try to make a backup failed");
      if (isOverdue(await newest(), new Date())) throw new Error("there is no backup of the last eight hours");
    },
    stop: () => stopping.abort(new Error("the server stops")),
  };
}

/** Whether a backup should have been made since: they are made every six hours, and may take a while. */
export function isOverdue(newest: Date | null, now: Date): boolean {
  return newest === null || now.getTime() - newest.getTime() > 8 * hour;
}

function isYounger(time: Date | null, age: number): boolean {
  return time !== null && Date.now() - time.getTime() < age;
}
