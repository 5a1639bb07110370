import { access, constants, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import { writeBackup } from "./write.ts";

/** A folder of backups, and the app whose they are: several servers may share it, and never touch each other's. */
export interface BackupFolder {
  path: string;
  appId: number;
}

/** How many backups a folder keeps: a week of four a day. */
const kept = 28;
/** Milliseconds after which what was not written to its end is given up: nobody writes it any more. */
const abandoned = 48 * 3_600_000;

/** Throws if backups cannot be written there. */
export async function requireBackupFolder(path: string): Promise<void> {
  try {
    if (!(await stat(path)).isDirectory()) throw new Error("it is no folder");
    await access(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${reason}. Make or mount the folder, and let the server's user write there`, { cause: error });
  }
}

/** When the newest backup was made, and how many there are. One from the future is none: a clock was wrong. */
export async function backupsIn(folder: BackupFolder, now: Date): Promise<{ newest: Date | null; count: number }> {
  const times = (await namesIn(folder)).map(({ time }) => time).filter((time) => time <= now);
  return { newest: times.at(-1) ?? null, count: times.length };
}

/** Writes a backup, whole or not at all, and lets the oldest go. Returns its file. */
export async function addBackup(
  db: Kysely<Schema>,
  folder: BackupFolder,
  made: { version: string; now: Date; signal: AbortSignal },
): Promise<string> {
  const file = join(folder.path, nameOf(folder, made.now));
  await writeBackup(db, file, made);
  await letGo(folder, made.now);
  return file;
}

async function letGo(folder: BackupFolder, now: Date): Promise<void> {
  const old = (await namesIn(folder)).slice(0, -kept);
  const broken = (await namesIn(folder, ".part")).filter(({ time }) => now.getTime() - time.getTime() > abandoned);
  for (const { name } of [...old, ...broken]) await rm(join(folder.path, name), { force: true });
}

/** `mergewarden-<app>-20261124T061300Z.jsonl.gz`: the order of the names is that of time. */
function nameOf({ appId }: BackupFolder, at: Date): string {
  return `mergewarden-${appId}-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z.jsonl.gz`;
}

/** The files that are exactly ours, the oldest first. */
async function namesIn(folder: BackupFolder, ending = ""): Promise<{ name: string; time: Date }[]> {
  const names = (await readdir(folder.path)).sort();
  return names.flatMap((name) => {
    const time = new Date(name.replace(/^.*-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\..*$/, "$1-$2-$3T$4:$5:$6Z"));
    const isOwn = !Number.isNaN(time.getTime()) && name === nameOf(folder, time) + ending;
    return isOwn ? { name, time } : [];
  });
}
