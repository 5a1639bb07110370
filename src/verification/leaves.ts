import { type Json, parseCanonical } from "./canonical.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { hashOfLeaf, type LeafHashes } from "./tree.ts";

/** An object of a record, not yet looked at. */
export type Fields = { [name: string]: Json };

/** A record of the log, proven to be in it. */
export interface Leaf {
  seq: number;
  kind: string;
  occurredAt: string;
  recordedAt: string;
  body: Fields;
  /** The whole record, as the attestation repeats it. */
  record: Json;
  /** SHA-256 of its bytes, as attestations name it, and its hash in the log. */
  bytes: Buffer;
  hash: Buffer;
}

/** Which kinds of records stand in which file. */
const kindsOf: ReadonlyMap<string, RegExp> = new Map([
  ["population/changes.jsonl", /^change\.landed$/],
  ["exceptions/exceptions.jsonl", /^exception\.(opened|decided|resolved|overdue|escalated)$/],
  [
    "log/leaves.jsonl",
    /^(change\.amended|policy\.snapshot|protection\.snapshot|access\.snapshot|ref\.observed|scope\.snapshot|gap\.\w+|identity\.\w+|waiver\.\w+|key\.\w+|log\.rotated|export\.created|sample\.drawn|app\.started|period\.closed|evidence\.\w+)$/,
  ],
]);

/** Every line of a file of records that stands in the log at the place that it says. What does not is told, and left out. */
export async function* provenLeaves(
  bundle: Bundle,
  file: string,
  log: { tenant: string; hashes: LeafHashes },
  problems: Problems,
): AsyncGenerator<Leaf> {
  let last = -1;
  let line = 0;
  for await (const bytes of bundle.lines(file)) {
    line++;
    const leaf = leafOf(bytes, log.tenant);
    if (leaf === null) {
      problems.add("LEAF_MALFORMED", file, `line ${line} is no record of this log in its canonical form`);
      continue;
    }
    if (leaf.seq >= log.hashes.size || !log.hashes.at(leaf.seq).equals(leaf.hash)) {
      problems.add(
        "LEAF_NOT_IN_LOG",
        file,
        `record ${leaf.seq} (line ${line}) is not what the log holds at this place`,
      );
      continue;
    }
    if (leaf.seq <= last) problems.add("LEAF_ORDER", file, `record ${leaf.seq} stands behind record ${last}`);
    if (!kindsOf.get(file)?.test(leaf.kind)) {
      problems.add("LEAF_MISPLACED", file, `record ${leaf.seq} is a ${leaf.kind}: it does not belong here`);
    }
    last = Math.max(last, leaf.seq);
    yield leaf;
  }
}

const NAMES = "body,kind,occurred_at,recorded_at,seq,tenant,v";
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function leafOf(bytes: Buffer, tenant: string): Leaf | null {
  const record = parseCanonical(bytes);
  if (!isFields(record) || Object.keys(record).join(",") !== NAMES) return null;
  const { v, seq, kind, body, occurred_at: occurredAt, recorded_at: recordedAt } = record;
  if (v !== 1 || record.tenant !== tenant || typeof seq !== "number" || typeof kind !== "string") return null;
  if (!isFields(body) || !isInstant(occurredAt) || !isInstant(recordedAt) || seq < 0) return null;
  return { seq, kind, occurredAt, recordedAt, body, record, bytes, hash: hashOfLeaf(bytes) };
}

function isInstant(value: Json | undefined): value is string {
  return typeof value === "string" && INSTANT.test(value);
}

/** Whether it is an object. */
export function isFields(value: Json | undefined): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
