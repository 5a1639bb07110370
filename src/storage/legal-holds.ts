import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { type HoldDecision, heldRecord, releasedRecord } from "../evidence/hold-record.ts";
import { appendEvidence, lockLog } from "./evidence-log.ts";
import type { Schema } from "./schema.ts";

/** What an operator decides on a hold. */
export type HoldOrder = Omit<HoldDecision, "tenant" | "id">;

/** Until when nothing of a tenant's evidence may be erased; null: it may be. */
export async function heldUntil(db: Kysely<Schema>, tenant: number, now: Date): Promise<Date | null> {
  const hold = db.selectFrom("legal_holds").select("hold_until").where("tenant", "=", String(tenant));
  return (await hold.where("hold_until", ">", now).executeTakeFirst())?.hold_until ?? null;
}

/** Keeps a tenant's evidence from being erased before a time, instead of until when it was held. The log tells of it. */
export async function holdEvidence(db: Kysely<Schema>, tenant: number, until: Date, order: HoldOrder): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await lockLog(transaction, tenant);
    const hold = { hold_until: until, basis: order.basis };
    await transaction
      .insertInto("legal_holds")
      .values({ tenant, ...hold })
      .onConflict((conflict) => conflict.column("tenant").doUpdateSet(hold))
      .execute();
    await appendEvidence(transaction, heldRecord({ ...order, tenant, id: randomUUID() }, until));
  });
}

/** Ends a tenant's hold; the log tells of it. Returns whether there was one. */
export async function releaseEvidence(db: Kysely<Schema>, tenant: number, order: HoldOrder): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    await lockLog(transaction, tenant);
    const held = transaction.deleteFrom("legal_holds").where("tenant", "=", String(tenant));
    const { numDeletedRows } = await held.where("hold_until", ">", order.at).executeTakeFirst();
    if (numDeletedRows === 0n) return false;
    await appendEvidence(transaction, releasedRecord({ ...order, tenant, id: randomUUID() }));
    return true;
  });
}
