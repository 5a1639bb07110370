import { createHash } from "node:crypto";
import { parseEnvelope, verifyEnvelope } from "../transparency/dsse.ts";
import { DistrustError } from "../transparency/errors.ts";
import { canonical, type Json, parseCanonical } from "./canonical.ts";
import type { Keys } from "./keys.ts";
import { type OwnLog, stoodIn } from "./own-log.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { at, textAt } from "./records.ts";
import { hashOfLeaf, type LeafHashes } from "./tree.ts";

/** What the log and the landings say, for attestations to agree with. */
export interface Attested {
  log: OwnLog;
  hashes: LeafHashes;
  keys: Keys;
  /** Landings that stand in the bundle. */
  landings: ReadonlySet<number>;
}

/** A statement of a landing that holds: of which landing, and of which commit. */
interface Evidence {
  seq: number;
  /** null: there is none to sum up for. */
  commit: string | null;
}

/** Every attestation is signed by a key that the log names, and says of the landing what the log says. */
export async function checkAttestations(
  bundle: Bundle,
  attested: Attested,
  problems: Problems,
): Promise<{ count: number; seqs: Set<number> }> {
  let count = 0;
  const [evidence, summaries, last] = [new Map<string, Evidence>(), new Set<number>(), { seq: -1 }];
  for (const file of bundle.names.filter((name) => /^attestations\/\d{4}-\d\d\.intoto\.jsonl$/.test(name))) {
    await problems.guard(async () => {
      for await (const line of bundle.lines(file)) {
        count++;
        checkOne({ file, line, number: count }, attested, { evidence, summaries, last }, problems);
      }
    });
  }
  const told = new Map([...evidence.values()].map(({ seq, commit }) => [seq, commit]));
  for (const seq of attested.landings) {
    if (told.get(seq) === null || (told.has(seq) && summaries.has(seq))) continue;
    problems.add(
      "ATTESTATION_MISSING",
      "attestations/",
      `landing ${seq} has no attestation of its evidence, or no summary`,
    );
  }
  return { count, seqs: new Set(told.keys()) };
}

function checkOne(
  { file, line, number }: { file: string; line: Buffer; number: number },
  attested: Attested,
  seen: Seen,
  problems: Problems,
): void {
  const signed = statementIn(line.toString("utf8"), attested.keys);
  if (signed === null) {
    problems.add("ATTESTATION_SIGNATURE", file, `attestation ${number} is not signed by a key that the log names`);
    return;
  }
  const type = textAt(signed.statement, "predicateType");
  const wrong = type.endsWith("/attestations/change-evidence/v1")
    ? evidenceIn(signed, { ...attested, file, last: seen.last }, seen.evidence)
    : summaryIn(signed.statement, seen);
  if (wrong !== null) problems.add("ATTESTATION_SUBJECT", file, `attestation ${number} ${wrong}`);
}

/** What was attested so far. */
interface Seen {
  evidence: Map<string, Evidence>;
  summaries: Set<number>;
  last: { seq: number };
}

/** Where an attestation stands: its file, and the landing that was attested last. */
interface Place extends Attested {
  file: string;
  last: { seq: number };
}

interface Signed {
  statement: Json;
  payload: Uint8Array;
  key: Keys["attest"][number];
}

/** The statement of an envelope, if a key that the log names signed it. */
export function statementIn(envelope: string, keys: Keys): Signed | null {
  for (const key of keys.attest) {
    try {
      const payload = verifyEnvelope(parseEnvelope(envelope), key.pem);
      const statement = parseCanonical(payload);
      return statement === undefined ? null : { statement, payload, key };
    } catch (error) {
      if (!(error instanceof DistrustError)) throw error;
    }
  }
  return null;
}

function evidenceIn({ statement, payload, key }: Signed, attested: Place, seen: Map<string, Evidence>): string | null {
  const record = at(statement, "predicate", "record") ?? null;
  const seq = Number(at(statement, "predicate", "log", "index"));
  const bytes = Buffer.from(canonical(record));
  if (!Number.isSafeInteger(seq) || seq < 0 || seq >= attested.hashes.size) return "names no record of this log";
  if (!attested.hashes.at(seq).equals(hashOfLeaf(bytes))) return `holds another record than the log does at ${seq}`;
  const origin = textAt(statement, "predicate", "log", "origin");
  if (!stoodIn(origin, seq, attested.log)) return "is of another log";
  if (!attested.landings.has(seq)) return "is of no landing in the bundle";
  if (key.to !== null && seq >= key.to) return `is signed with a key that is not trusted from record ${key.to} on`;
  const landing = at(record, "body", "landing");
  // A branch that was deleted has no commit to speak of.
  const commit = textAt(landing, "kind") === "ref_delete" ? null : textAt(landing, "tip");
  const subjects = [...(commit === null ? [] : [commit]), sha256(bytes)];
  if (subjectsOf(statement).join() !== subjects.join()) return "is of another commit or record than the log's";
  if (attested.file !== `attestations/${textAt(landing, "landed_at").slice(0, 7)}.intoto.jsonl`)
    return "is of another month";
  if (seq <= attested.last.seq) return "is not in the order of the log";
  const digest = sha256(payload);
  attested.last.seq = seq;
  seen.set(digest, { seq, commit });
  return null;
}

function summaryIn(statement: Json, { evidence, summaries, last }: Seen): string | null {
  if (textAt(statement, "predicateType") !== "https://slsa.dev/verification_summary/v1")
    return "is of a type that bundles do not hold";
  const inputs = at(statement, "predicate", "inputAttestations");
  const input = Array.isArray(inputs) && inputs.length === 1 ? inputs[0] : undefined;
  const source = evidence.get(textAt(input, "digest", "sha256"));
  if (source?.seq !== last.seq) return "sums up an attestation that is not before it";
  if (subjectsOf(statement)[0] !== source.commit) return "is of another commit than the attestation that it sums up";
  const levels = at(statement, "predicate", "verifiedLevels");
  const isFailed = textAt(statement, "predicate", "verificationResult") !== "PASSED";
  if (isFailed !== (canonical(levels ?? null) === '["FAILED"]')) return "passed and failed at once";
  summaries.add(source.seq);
  return null;
}

/** The digests of the subjects: the commit, and the copy of the record. */
function subjectsOf(statement: Json): string[] {
  const subjects = at(statement, "subject");
  if (!Array.isArray(subjects)) return [];
  return subjects.map((subject) => textAt(subject, "digest", "gitCommit") || textAt(subject, "digest", "sha256"));
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
