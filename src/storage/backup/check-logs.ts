import { type Kysely, sql } from "kysely";
import { emptyFrontier, extend, leafHash, rootOf } from "../../transparency/merkle.ts";
import { type CheckpointFiles, readCheckpoint } from "../checkpoint-files.ts";
import { readLeaves } from "../evidence-source.ts";
import { logsOf, newestCheckpoint } from "../logs.ts";
import type { Schema } from "../schema.ts";

/** A tenant's log, computed anew from its leaves. */
export interface CheckedLog {
  tenant: number;
  size: number;
  /** Why it is not the log that was signed; null: it is. */
  problem: string | null;
  /** What was signed since, by the checkpoint outside of the database; null: nothing. */
  behind: string | null;
}

interface Claim {
  size: number;
  root: Uint8Array;
  /** For people: which checkpoint. */
  name: string;
  /** Of a checkpoint outside of the database: what it means where the log ends before it. */
  beyond: string | null;
}

/** Holds every log against the newest checkpoint in the database, and against the newest one outside of it. */
export async function checkLogs(db: Kysely<Schema>, files: CheckpointFiles): Promise<CheckedLog[]> {
  const { rows } = await sql<{ tenant: string }>`
    select tenant from evidence union select tenant from logs order by tenant`.execute(db);
  const inside = rows.map(({ tenant }) => Number(tenant));
  const checked: CheckedLog[] = [];
  for (const tenant of [...new Set([...inside, ...(await files.tenants())])]) {
    const claims = [...(await claimInside(db, tenant)), ...(await claimOutside(db, tenant, files))];
    checked.push(await checkLog(db, tenant, claims));
  }
  return checked;
}

async function claimInside(db: Kysely<Schema>, tenant: number): Promise<Claim[]> {
  const [log] = await logsOf(db, tenant);
  const newest = log === undefined ? null : await newestCheckpoint(db, log);
  return newest === null ? [] : [{ ...newest, name: "its last checkpoint in the backup", beyond: null }];
}

async function claimOutside(db: Kysely<Schema>, tenant: number, files: CheckpointFiles): Promise<Claim[]> {
  const known = await readCheckpoint(files, tenant);
  if (known === null) return [];
  const { origin, size, root } = known;
  const name = "the last checkpoint in the data folder";
  const [current] = await logsOf(db, tenant);
  if (current === undefined || current.origin === origin)
    return [{ name, root, size, beyond: `it went on to ${size} records` }];
  // A checkpoint of another log than the one that goes on here can be met by no size.
  return [{ name, root, size: Number.MAX_SAFE_INTEGER, beyond: `another log was signed, ${origin}` }];
}

async function checkLog(db: Kysely<Schema>, tenant: number, claims: readonly Claim[]): Promise<CheckedLog> {
  let frontier = emptyFrontier;
  const wanted = new Set(claims.map(({ size }) => size));
  const roots = new Map<number, Uint8Array>();
  for await (const { seq, bytes } of readLeaves(db, tenant)) {
    if (seq !== frontier.size) {
      const problem = `the log of account ${tenant} lacks record ${frontier.size}`;
      return { tenant, size: frontier.size, problem, behind: null };
    }
    frontier = extend(frontier, leafHash(bytes));
    if (wanted.has(frontier.size)) roots.set(frontier.size, rootOf(frontier));
  }
  const { size } = frontier;
  const differing = claims.filter((claim) => !sameBytes(roots.get(claim.size), claim.root));
  const behind = differing.find((claim) => claim.beyond !== null && claim.size > size)?.beyond ?? null;
  const wrong = differing.find((claim) => claim.beyond === null || claim.size <= size);
  const problem = wrong === undefined ? null : `the log of account ${tenant} is not the one of ${wrong.name}`;
  return { tenant, size, problem, behind };
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}
