import { createHash, createPublicKey, sign } from "node:crypto";
import type { Kysely } from "kysely";
import type { AttestationSigner } from "../pipeline/evidence-source.ts";
import { keyIdOf } from "../transparency/dsse.ts";
import type { Schema } from "./schema.ts";

/** Signs a tenant's attestations. ECDSA takes chance, so what was signed once is remembered. */
export function attestationSigner(db: Kysely<Schema>, tenant: number, privateKey: string): AttestationSigner {
  const publicKey = createPublicKey(privateKey).export({ format: "pem", type: "spki" }).toString();
  const keyId = keyIdOf(publicKey);
  async function known(sha256: Buffer): Promise<Uint8Array | null> {
    const own = db.selectFrom("log_signatures").select("signature").where("tenant", "=", String(tenant));
    const row = await own.where("sha256", "=", sha256).where("key_id", "=", keyId).executeTakeFirst();
    return row?.signature ?? null;
  }
  return {
    publicKey,
    async sign(bytes) {
      const sha256 = createHash("sha256").update(bytes).digest();
      const before = await known(sha256);
      if (before !== null) return before;
      const signature = sign("sha256", bytes, privateKey);
      await db
        .insertInto("log_signatures")
        .values({ tenant, sha256, key_id: keyId, signature })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return (await known(sha256)) ?? signature;
    },
  };
}
