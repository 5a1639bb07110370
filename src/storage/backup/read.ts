import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import type { BackupEnd, BackupHeader } from "./write.ts";

/** Why a file cannot be restored from. */
export class BackupError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "BackupError";
  }
}

/** What a backup tells, in its order. */
export type BackupPart =
  | { kind: "header"; header: BackupHeader }
  | { kind: "row"; table: string; json: string }
  | { kind: "end"; end: BackupEnd };

/** Reads a backup, streamed. Throws {@link BackupError} where it is none, or is not as it was written: the end comes last. */
export async function* readBackup(path: string): AsyncGenerator<BackupPart> {
  const hash = createHash("sha256");
  let table: string | null = null;
  let last: string | null = null;
  for await (const line of linesOf(path)) {
    if (last !== null) {
      hash.update(`${last}\n`);
      const told: BackupPart | { table: string } = partOf(last, table);
      if ("table" in told && !("kind" in told)) table = told.table;
      else yield told as BackupPart;
    }
    last = line;
  }
  if (last === null) throw new BackupError("the file is empty");
  yield { kind: "end", end: endOf(last, hash) };
}

function partOf(line: string, table: string | null): BackupPart | { table: string } {
  const next = /^\{"table":"([a-z_]+)"\}$/.exec(line)?.[1];
  if (next !== undefined) return { table: next };
  if (table !== null) return { kind: "row", table, json: line };
  const header = parsed(line) as Partial<BackupHeader> | null;
  if (header?.backup !== "mergewarden" || header.v !== 1 || !Array.isArray(header.migrations)) {
    throw new BackupError("the file is no backup of mergewarden");
  }
  return { kind: "header", header: header as BackupHeader };
}

function endOf(line: string, hash: Hash): BackupEnd {
  const end = parsed(line) as Partial<BackupEnd> | null;
  if (typeof end?.sha256 !== "string" || typeof end.rows !== "object") {
    throw new BackupError("the file breaks off: it was not written to its end");
  }
  if (end.sha256 !== hash.digest("hex")) throw new BackupError("the file is not as it was written: its digest differs");
  return end as BackupEnd;
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const bytes = createGunzip();
  file.on("error", (error) => bytes.destroy(error));
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for await (const chunk of file.pipe(bytes)) {
      const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch (error) {
    if (error instanceof Error && "code" in error) throw new BackupError(`the file cannot be read: ${error.message}`);
    throw error;
  } finally {
    file.destroy();
  }
  if (rest !== "") yield rest;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
