import { createHash } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import type { Acceptance, Delivery, DeliveryStore } from "../pipeline/delivery.ts";
import type { Schema } from "./schema.ts";

/** The deliveries in PostgreSQL. */
export interface Deliveries extends DeliveryStore {
  /** The delivery, or null if there is none of this id. */
  load(guid: string): Promise<Delivery | null>;
  /** Marks it processed: a redelivery queues nothing. */
  done(guid: string): Promise<void>;
  /** Forgets deliveries that were processed before a time; GitHub redelivers for days only. Returns how many. */
  forget(before: Date): Promise<number>;
}

/** `enqueue` queues a delivery's processing in the transaction it is given. */
export function deliveries(
  db: Kysely<Schema>,
  enqueue: (guid: string, transaction: Kysely<Schema>) => Promise<void>,
): Deliveries {
  return {
    accept: (delivery) => db.transaction().execute((transaction) => accept(transaction, delivery, enqueue)),
    load: (guid) => load(db, guid),
    done: (guid) => done(db, guid),
    forget: (before) => forget(db, before),
  };
}

/** Marks a delivery failed after its last try: a redelivery queues it again. */
export async function giveUpDelivery(db: Kysely<Schema>, guid: string, reason: string): Promise<void> {
  const pending = db.updateTable("deliveries").set({ failure: reason }).where("processed_at", "is", null);
  await pending.where("guid", "=", guid).execute();
}

async function accept(
  db: Transaction<Schema>,
  { guid, event, headers, body }: Delivery,
  enqueue: (guid: string, transaction: Kysely<Schema>) => Promise<void>,
): Promise<Acceptance> {
  const sha256 = createHash("sha256").update(body).digest();
  const inserted = await db
    .insertInto("deliveries")
    .values({ guid, event, headers: JSON.stringify(headers), body: Buffer.from(body), sha256 })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 1n) {
    await enqueue(guid, db);
    return "queued";
  }
  const known = await db
    .selectFrom("deliveries")
    .select(["sha256", "processed_at", "failure"])
    .where("guid", "=", guid)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (!known.sha256.equals(sha256)) return "conflict";
  if (known.processed_at !== null || known.failure === null) return "known";
  await db.updateTable("deliveries").set({ failure: null }).where("guid", "=", guid).execute();
  await enqueue(guid, db);
  return "queued";
}

async function load(db: Kysely<Schema>, guid: string): Promise<Delivery | null> {
  const row = await db
    .selectFrom("deliveries")
    .select(["guid", "event", "headers", "body"])
    .where("guid", "=", guid)
    .executeTakeFirst();
  return row ?? null;
}

async function done(db: Kysely<Schema>, guid: string): Promise<void> {
  const row = db.updateTable("deliveries").set({ processed_at: new Date(), failure: null });
  await row.where("guid", "=", guid).execute();
}

async function forget(db: Kysely<Schema>, before: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom("deliveries").where("processed_at", "<", before).executeTakeFirst();
  return Number(numDeletedRows);
}
