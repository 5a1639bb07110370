import type { Kysely, Transaction } from "kysely";
import type { EvidenceRecord } from "../pipeline/ports.ts";
import type { Schema } from "./schema.ts";

/** Appends records of one tenant in a transaction. Returns where they stand. */
type Append = (db: Transaction<Schema>, tenant: number, records: readonly EvidenceRecord[]) => Promise<number[]>;

interface Waiting {
  record: EvidenceRecord;
  resolve(seq: number): void;
  reject(error: unknown): void;
}

/** The most records that one transaction appends: what is locked is not locked for long. */
const most = 16;

/**
 * Appends what waits for the same tenant's log in one transaction: it is locked once, and the disk is waited for once. A record
 * that cannot be appended fails alone.
 */
export function appendTogether(db: Kysely<Schema>, append: Append): (record: EvidenceRecord) => Promise<number> {
  const queues = new Map<number, Waiting[]>();
  async function work(tenant: number, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) await appendSome(db, append, tenant, queue.splice(0, most));
    queues.delete(tenant);
  }
  return (record) =>
    new Promise((resolve, reject) => {
      const { tenant } = record;
      const one = { record, resolve, reject };
      const queue = queues.get(tenant);
      if (queue !== undefined) {
        queue.push(one);
        return;
      }
      const fresh = [one];
      queues.set(tenant, fresh);
      void work(tenant, fresh);
    });
}

async function appendSome(db: Kysely<Schema>, append: Append, tenant: number, some: readonly Waiting[]): Promise<void> {
  let isAppended = false;
  try {
    const seqs = await db.transaction().execute(async (transaction) => {
      const records = some.map(({ record }) => record);
      const found = await append(transaction, tenant, records);
      isAppended = true;
      return found;
    });
    for (const [index, { resolve }] of some.entries()) resolve(seqs[index] ?? Number.NaN);
  } catch (error) {
    // Where the commit failed nobody knows what became of it: whoever asked tries again.
    if (some.length === 1 || isAppended) for (const { reject } of some) reject(error);
    else for (const one of some) await appendSome(db, append, tenant, [one]);
  }
}
