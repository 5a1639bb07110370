import { type Kysely, sql } from "kysely";
import { parseCheckpoint } from "../../transparency/checkpoints.ts";
import { emptyFrontier, extend, leafHash, rootOf } from "../../transparency/merkle.ts";
import type { CheckpointFiles } from "../checkpoint-files.ts";
import { logsOf, newestCheckpoint } from "../logs.ts";
import type { Schema } from "../schema.ts";

/** A tenant's log, computed anew from its leaves. */
export interface CheckedLog {
  tenant: number;
  size: number;
  /** Why it is not the log that was signed; null: it is. */
  problem: string | null;
}

interface Claim {
  size: number;
  root: Uint8Array;
  /** For people: which checkpoint. */
  name: string;
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
  return newest === null ? [] : [{ ...newest, name: "its last checkpoint in the backup" }];
}

async function claimOutside(db: Kysely<Schema>, tenant: number, files: CheckpointFiles): Promise<Claim[]> {
  const note = await files.read(tenant);
  if (note === null) return [];
  const { origin, size, root } = parseCheckpoint(note.slice(0, note.lastIndexOf("\n\n") + 1));
  const name = "the last checkpoint in the data folder";
  const [current] = await logsOf(db, tenant);
  // A checkpoint of another log than the one that goes on here can be met by no size.
  return [{ name, root, size: current?.origin === origin ? size : Number.MAX_SAFE_INTEGER }];
}

async function checkLog(db: Kysely<Schema>, tenant: number, claims: readonly Claim[]): Promise<CheckedLog> {
  let frontier = emptyFrontier;
  const wanted = new Set(claims.map(({ size }) => size));
  const roots = new Map<number, Uint8Array>();
  for await (const { seq, leaf } of leavesOf(db, tenant)) {
    if (seq !== frontier.size)
      return { tenant, size: frontier.size, problem: `the log of account ${tenant} lacks record ${frontier.size}` };
    frontier = extend(frontier, leafHash(leaf));
    if (wanted.has(frontier.size)) roots.set(frontier.size, rootOf(frontier));
  }
  const { size } = frontier;
  const wrong = claims.find((claim) => !sameBytes(roots.get(claim.size), claim.root));
  if (wrong === undefined) return { tenant, size, problem: null };
  const why = wrong.size > size ? `ends before ${wrong.name}: it would roll back` : `is not the one of ${wrong.name}`;
  return { tenant, size, problem: `the log of account ${tenant} ${why}` };
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}

const page = 1000;

async function* leavesOf(db: Kysely<Schema>, tenant: number): AsyncGenerator<{ seq: number; leaf: Buffer }> {
  for (let [next, isMore] = [0, true]; isMore; ) {
    const own = db.selectFrom("evidence").select(["seq", "leaf"]).where("tenant", "=", String(tenant));
    const rows = await own.where("seq", ">=", String(next)).orderBy("seq").limit(page).execute();
    for (const { seq, leaf } of rows) yield { seq: Number(seq), leaf };
    isMore = rows.length === page;
    next = Number(rows.at(-1)?.seq ?? 0) + 1;
  }
}
