import type { Io } from "./cli/io.ts";
import { withEvidence } from "./open-evidence.ts";
import { operatorName } from "./operator.ts";
import { type Erasure, eraseAccount } from "./storage/erasure.ts";
import { loggedTenants } from "./storage/evidence-log.ts";

/** `mergewarden evidence erase`: 0 erased · 1 unknown, or kept under a legal hold · 2 bad input or configuration. */
export async function eraseEvidence(
  { account, basis, json }: { account: string; basis: string; json: boolean },
  io: Pick<Io, "out" | "error">,
): Promise<number> {
  if (!/^[1-9]\d{0,14}$/.test(account) || basis.trim() === "") {
    io.error("expected the numeric id of a GitHub account, and the legal basis in words\n");
    return 2;
  }
  return withEvidence(io, async (db) => {
    const order = { accountId: Number(account), basis, by: operatorName(), at: new Date() };
    const erasures: Erasure[] = [];
    for (const tenant of await loggedTenants(db)) {
      const erasure = await eraseAccount(db, tenant, order);
      if (erasure !== null) erasures.push(erasure);
    }
    if (json) io.out(`${JSON.stringify({ account: order.accountId, erasures })}\n`);
    else if (erasures.length === 0) io.out(`No evidence knows a person with the account ${account}.\n`);
    else for (const erasure of erasures) io.out(`${told(erasure)}\n`);
    return erasures.length > 0 && erasures.every((erasure) => "pseudonym" in erasure) ? 0 : 1;
  });
}

function told(erasure: Erasure): string {
  const place = `Log of account ${erasure.tenant}`;
  if ("heldUntil" in erasure) {
    return `${place}: nothing erased, its evidence is held until ${erasure.heldUntil.toISOString()}.`;
  }
  const { pseudonym, disclosures, documents, decisions } = erasure;
  const name = pseudonym === null ? "" : ` ${pseudonym} stands for nobody now;`;
  return `${place}:${name} ${disclosures} disclosures and ${documents} documents erased; ${decisions} decisions cannot be replayed any more.`;
}
