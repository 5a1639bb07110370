import { canonicalBytes } from "../evidence/canonical.ts";
import { actorsIn, type Opening, seal } from "../evidence/seal.ts";
import type { EvidenceRecord } from "../pipeline/ports.ts";
import { type Binding, bind, newSalt } from "./identities.ts";
import type { LogEnd } from "./log-end.ts";

/** Bytes: what an entry bundle of the later log can hold, with room. */
const longestLeaf = 32 * 1024;

/** A record as it comes to stand in the log: its body is sealed. */
export interface NewLeaf extends EvidenceRecord {
  seq: number;
  bytes: Uint8Array;
}

/** What records come to: leaves, and what is kept beside the log. */
export interface NewLeaves {
  /** Where each record stands, in their order. */
  seqs: number[];
  leaves: NewLeaf[];
  bindings: (Binding & { seq: number })[];
  openings: (Opening & { seq: number })[];
  documents: Uint8Array[];
}

/** Makes leaves of a tenant's records, behind the end of its log. A record that stands there already is not made again. */
export function newLeaves(records: readonly EvidenceRecord[], end: LogEnd): NewLeaves {
  const made: NewLeaves = { seqs: [], leaves: [], bindings: [], openings: [], documents: [] };
  for (const record of records) made.seqs.push(placeOf(record, end) ?? add(record, end, made));
  return made;
}

/** With a subject, the same key stands once in a row. */
function placeOf({ key, subject }: EvidenceRecord, end: LogEnd): number | null {
  if (subject === undefined) return end.keys.get(key) ?? null;
  const newest = end.subjects.get(subject);
  return newest?.key === key ? newest.seq : null;
}

/** Adds a record; before it a leaf for everybody in it who is new, which commits to the pseudonym. */
function add(record: EvidenceRecord, end: LogEnd, made: NewLeaves): number {
  const { tenant, occurredAt } = record;
  for (const actor of actorsIn(record.body).filter(({ id }) => !end.pseudonyms.has(id))) {
    const binding = bind(actor);
    const { body } = binding;
    const key = `identity.bound/${body.pseudonym}`;
    const seq = push({ kind: "identity.bound", key, tenant, occurredAt, body }, end, made);
    made.bindings.push({ ...binding, seq });
    end.pseudonyms.set(actor.id, body.pseudonym);
  }
  const pseudonymOf = ({ id }: { id: number }) => end.pseudonyms.get(id) ?? refuse(id);
  const { body, openings, documents } = seal(record.body, { pseudonymOf, salt: newSalt });
  const seq = push({ ...record, body }, end, made);
  made.openings.push(...openings.map((opening) => ({ ...opening, seq })));
  made.documents.push(...(record.documents ?? []), ...documents);
  return seq;
}

function refuse(id: number): never {
  throw new Error(`account ${id} has no pseudonym`);
}

/** Adds a sealed record, and moves the end on. */
function push(record: EvidenceRecord, end: LogEnd, { leaves }: NewLeaves): number {
  const { tenant, key, subject, kind, occurredAt, body } = record;
  const seq = end.next;
  const times = { occurred_at: occurredAt.toISOString(), recorded_at: end.recordedAt.toISOString() };
  const bytes = canonicalBytes({ v: 1, kind, seq, tenant: `gh:${tenant}`, ...times, body });
  if (bytes.length > longestLeaf) {
    throw new RangeError(`Evidence ${key} has ${bytes.length} bytes: what is long belongs into documents`);
  }
  leaves.push({ ...record, seq, bytes });
  end.next += 1;
  if (subject === undefined) end.keys.set(key, seq);
  else end.subjects.set(subject, { key, seq });
  return seq;
}
