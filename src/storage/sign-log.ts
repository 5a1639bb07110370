import { type Kysely, sql, type Transaction } from "kysely";
import { formatCheckpoint } from "../transparency/checkpoints.ts";
import { consistencyProof, rootAt, rootOf, verifyConsistency } from "../transparency/merkle.ts";
import { type NoteSigner, signNote } from "../transparency/notes.ts";
import { type CheckpointFiles, readCheckpoint } from "./checkpoint-files.ts";
import { logSigners, type SigningKeys } from "./log-keys.ts";
import { LogRefusal } from "./log-refusal.ts";
import { type GrowingTree, growTree, hashReader, type LogName } from "./log-tree.ts";
import { currentLog, type Log, logsOf, newestCheckpoint, type SignedCheckpoint } from "./logs.ts";
import type { Schema } from "./schema.ts";

/** What it takes to sign logs. */
export interface Signing {
  /** Begins the origins of new logs. */
  host: string;
  keys: SigningKeys;
  files: CheckpointFiles;
}

/** Names the lock of who signs a tenant's log: appends do not wait for it. */
const signerLock = 0x7369676e;
/** The most records that one checkpoint adds: what is locked is not locked for long. */
const mostAtOnce = 5000;
/** How many of them are read at once. */
const page = 1000;

/**
 * Signs a tenant's log as far as it goes. Returns the size that is signed; null: another process is at it. Throws a
 * {@link LogRefusal} where the log would fork or roll back.
 */
export async function signLog(db: Kysely<Schema>, tenant: number, signing: Signing): Promise<number | null> {
  const log = await currentLog(db, tenant, signing.host);
  await compareWithFile(db, log, signing.files);
  const signers = await logSigners(db, log, signing.keys);
  for (;;) {
    const signed = await db
      .transaction()
      .execute((transaction) => signOnce(transaction, log, signers, signing.files))
      .catch(refuseHoles);
    if (signed === null || signed.isWhole) return signed?.size ?? null;
  }
}

/** Why a log could not be signed as it stands, whatever the keys; null: it could. Changes nothing. */
export async function examineLog(db: Kysely<Schema>, log: Log, files: CheckpointFiles): Promise<LogRefusal | null> {
  const trial = await db.startTransaction().execute();
  try {
    await sql`select pg_advisory_xact_lock(${signerLock}, hashint8(${log.tenant}::bigint))`.execute(trial);
    await compareWithFile(trial, log, files);
    await growBeyond(trial, log, files).catch(refuseHoles);
    return null;
  } catch (error) {
    if (error instanceof LogRefusal) return error;
    throw error;
  } finally {
    await trial.rollback().execute();
  }
}

/** Looks whether what is in the database can be what was signed last, before anything is added to it. */
async function compareWithFile(db: Kysely<Schema>, log: LogName, files: CheckpointFiles): Promise<void> {
  const known = await readCheckpoint(files, log.tenant);
  if (known === null) return;
  const logs = await logsOf(db, log.tenant);
  if (!logs.some(({ origin }) => origin === known.origin)) throw new LogRefusal("OTHER_LOG");
  if (logs[0]?.origin === known.origin && (await sizeOf(db, log.tenant)) < known.size)
    throw new LogRefusal("ROLLED_BACK");
}

async function signOnce(
  db: Transaction<Schema>,
  log: Log,
  signers: readonly NoteSigner[],
  files: CheckpointFiles,
): Promise<{ size: number; isWhole: boolean } | null> {
  if (!(await isOurs(db, log.tenant))) return null;
  const { last, known, root, size, isWhole } = await growBeyond(db, log, files);
  if (size === last?.size) return { size, isWhole };
  const note = signNote(formatCheckpoint({ origin: log.origin, size, root }), signers);
  // Before the database has it: what was signed once is known even if the commit is lost.
  if (known === null || known.size < size) await files.write(log.tenant, note);
  const row = { tenant: log.tenant, log: log.number, size, root: Buffer.from(root), note, signed_at: new Date() };
  await db.insertInto("log_checkpoints").values(row).execute();
  return { size, isWhole };
}

/** Adds records to the tree, and compares it with all that was signed of it. */
async function growBeyond(db: Transaction<Schema>, log: Log, files: CheckpointFiles) {
  const last = await newestCheckpoint(db, log);
  const file = await readCheckpoint(files, log.tenant);
  const known = file?.origin === log.origin ? file : null;
  const grown = await grow(db, log, last, known?.size ?? 0);
  await compareRoots(db, log, grown, [last, known]);
  return { ...grown, last, known };
}

/** Tiles that lack hashes were cut. */
function refuseHoles(error: unknown): never {
  throw error instanceof RangeError ? new LogRefusal("TAMPERED") : error;
}

async function isOurs(db: Transaction<Schema>, tenant: number): Promise<boolean> {
  const { rows } = await sql<{ ours: boolean }>`
    select pg_try_advisory_xact_lock(${signerLock}, hashint8(${tenant}::bigint)) as ours`.execute(db);
  return rows[0]?.ours === true;
}

async function sizeOf(db: Kysely<Schema>, tenant: number): Promise<number> {
  const own = db.selectFrom("evidence").select("seq").where("tenant", "=", String(tenant));
  const row = await own.orderBy("seq", "desc").limit(1).executeTakeFirst();
  return row === undefined ? 0 : Number(row.seq) + 1;
}

/** Adds records since the last checkpoint to the tree, at least up to `atLeast`. Earlier records are not read again. */
async function grow(db: Transaction<Schema>, log: Log, last: SignedCheckpoint | null, atLeast: number) {
  const from = last?.size ?? 0;
  const tree = await growTree(db, log, from);
  if (last !== null && !same(rootOf(tree.frontier()), last.root)) throw new LogRefusal("TAMPERED");
  let isWhole = false;
  for (let size = from; !isWhole && size < Math.max(from + mostAtOnce, atLeast); size = tree.frontier().size) {
    const added = await addPage(db, log, tree);
    isWhole = added < page;
  }
  await tree.keep();
  return { size: tree.frontier().size, root: rootOf(tree.frontier()), isWhole };
}

async function addPage(db: Transaction<Schema>, { tenant }: Log, tree: GrowingTree): Promise<number> {
  const from = tree.frontier().size;
  const { rows } = await sql<{ seq: string; leaf: Buffer; is_whole: boolean }>`
    select seq, leaf, sha256(leaf) = sha256 as is_whole from evidence
    where tenant = ${tenant} and seq >= ${from} order by seq limit ${page}`.execute(db);
  for (const [index, { seq, leaf, is_whole }] of rows.entries()) {
    if (Number(seq) !== from + index || !is_whole) throw new LogRefusal("TAMPERED");
    tree.add(leaf);
  }
  return rows.length;
}

/** The tree that is about to be signed begins with what was signed before, here and outside the database. */
async function compareRoots(
  db: Transaction<Schema>,
  log: Log,
  { size: to, root: toRoot }: { size: number; root: Uint8Array },
  earlier: readonly ({ size: number; root: Uint8Array } | null)[],
): Promise<void> {
  const read = hashReader(db, log);
  for (const checkpoint of earlier) {
    if (checkpoint === null) continue;
    const { size: from, root: fromRoot } = checkpoint;
    if (from > to) throw new LogRefusal("ROLLED_BACK");
    const isBeginning = same(await rootAt(from, read), fromRoot);
    const proof = await consistencyProof(from, to, read);
    if (!isBeginning || !verifyConsistency({ from, to, fromRoot, toRoot, proof })) throw new LogRefusal("FORKED");
  }
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
