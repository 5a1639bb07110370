import { mkdir, open, readdir, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Checkpoint, checkpointIn } from "../transparency/checkpoints.ts";
import { LogRefusal } from "./log-refusal.ts";
import { syncFolder } from "./sync-folder.ts";

/** The newest checkpoint of each tenant outside the database: whoever rolls the database back cannot roll them back with it. */
export interface CheckpointFiles {
  tenants(): Promise<number[]>;
  /** A signed note, or null. */
  read(tenant: number): Promise<string | null>;
  /** Durable when the promise resolves. */
  write(tenant: number, note: string): Promise<void>;
}

/** What a tenant's newest checkpoint outside the database says; null: there is none. Throws a {@link LogRefusal} for one that says nothing. */
export async function readCheckpoint(files: CheckpointFiles, tenant: number): Promise<Checkpoint | null> {
  const note = await files.read(tenant);
  try {
    return note === null ? null : checkpointIn(note);
  } catch {
    throw new LogRefusal("CHECKPOINT_FILE");
  }
}

/** Checkpoints as files in a folder, which is made when there is something to keep. */
export function checkpointFiles(folder: string): CheckpointFiles {
  const pathOf = (tenant: number) => join(folder, `gh-${tenant}`);
  return {
    async tenants() {
      const names = (await unlessMissing(readdir(folder))) ?? [];
      return names.flatMap((name) => /^gh-(\d{1,15})$/.exec(name)?.[1] ?? []).map(Number);
    },
    read: (tenant) => unlessMissing(readFile(pathOf(tenant), "utf8")),
    async write(tenant, note) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const fresh = `${pathOf(tenant)}.new`;
      await writeDurably(fresh, note);
      await rename(fresh, pathOf(tenant));
      await syncFolder(dirname(fresh));
    },
  };
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
