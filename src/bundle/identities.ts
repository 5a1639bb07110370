import { canonicalBytes } from "../evidence/canonical.ts";
import { csvRow } from "./csv.ts";
import { isDisclosed } from "./disclosed.ts";
import type { ExportRequest } from "./request.ts";
import type { SeqSet } from "./seq-set.ts";
import type { Spool } from "./spool.ts";

/** How much of people and their words the bundle tells, and how much it holds back. */
export interface Redaction {
  profile: ExportRequest["profile"];
  disclosed: number;
  withheld: number;
  identities: number;
  identities_withheld: number;
}

/** Writes who the pseudonyms are and what opens the commitments, as far as the profile tells them. */
export async function writeIdentities(request: ExportRequest, seqs: SeqSet, spool: Spool): Promise<Redaction> {
  const { profile } = request;
  const found = { profile, disclosed: 0, withheld: 0, identities: 0, identities_withheld: 0 };
  await writeDisclosures(request, seqs, spool, found);
  const file = profile === "full" ? spool.open("identities/identities.csv") : null;
  await file?.write("pseudonym,provider_id,login,type,bound_seq,salt\r\n");
  for await (const { pseudonym, id, login, type, seq, salt } of request.source.identities(request.pinned.size)) {
    await file?.write(csvRow([pseudonym, id, login, type, seq, salt]));
    if (file === null) found.identities_withheld += 1;
    else found.identities += 1;
  }
  await file?.close();
  return found;
}

async function writeDisclosures(request: ExportRequest, seqs: SeqSet, spool: Spool, found: Redaction): Promise<void> {
  const { source, pinned, profile } = request;
  const file = profile === "public" ? null : spool.open("identities/disclosures.jsonl");
  const decoder = new TextDecoder();
  for await (const { path, salt, seq, value } of source.disclosures(0, pinned.size)) {
    if (!seqs.has(seq)) continue;
    if (isDisclosed(profile, path)) {
      found.disclosed += 1;
      await file?.write(`${decoder.decode(canonicalBytes({ path, salt, seq, value }))}\n`);
    } else found.withheld += 1;
  }
  await file?.close();
}
