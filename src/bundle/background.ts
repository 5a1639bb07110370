import type { ScopeBody } from "../evidence/bodies.ts";
import type { EvidenceSource } from "../pipeline/evidence-source.ts";
import { type Cell, csvRow } from "./csv.ts";
import { DisclosureCursor } from "./disclosed.ts";
import { ExceptionLedger } from "./exceptions.ts";
import { History } from "./histories.ts";
import { exceptionKinds, type Leaf, otherKinds, readLeaf } from "./leaf.ts";
import type { ExportRequest } from "./request.ts";
import { SeqSet } from "./seq-set.ts";
import type { Spool } from "./spool.ts";

/** Where a gated branch was seen to be. */
export interface Observation {
  seq: number;
  repo: { id: number; name: string };
  ref: string;
  head: string | null;
  at: string;
}

/** Everything that the bundle builds on beside landings: there is little of it. */
export interface Background {
  exceptions: ExceptionLedger;
  policies: History;
  protections: History;
  access: History;
  scope: Leaf<ScopeBody>[];
  gaps: string[];
  observations: Observation[];
  /** A development key signs: what it signs proves nothing to others. */
  development: boolean;
  /** The log's size that the bundle before shows; null: this is the first. */
  previousSize: number | null;
  /** The logs that this one took the place of, in order, and how many of their records were signed. */
  givenUp: { origin: string; size: number }[];
  /** Records that the bundle holds. */
  seqs: SeqSet;
  /** Samples that were drawn, of whatever bundle, and are on record. */
  draws: number;
  /** Gaps that touch the period. */
  gapCount: number;
}

interface Gap {
  installation: number;
  why: string;
  from: string | null;
  to: string | null;
}

/** Reads all records but decisions and landings, and writes them down as they are. */
export async function readBackground(request: ExportRequest, spool: Spool): Promise<Background> {
  const { source, pinned, period } = request;
  const files = { exceptions: spool.open("exceptions/exceptions.jsonl"), others: spool.open("log/leaves.jsonl") };
  const disclosures = new DisclosureCursor(source.disclosures(0, pinned.size));
  const found = empty(request);
  const gaps = new Map<string, Cell[]>();
  for await (const { kind, bytes } of recordsOf(source, pinned.size)) {
    const { leaf, line } = readLeaf(bytes);
    found.seqs.add(leaf.seq);
    const isException = exceptionKinds.includes(kind);
    await (isException ? files.exceptions : files.others).write(`${line}\n`);
    if (isException) found.exceptions.add(leaf, await disclosures.of(leaf.seq));
    else if (kind.startsWith("gap.")) keepGap(gaps, leaf as unknown as Leaf<Gap>);
    else keep(found, leaf);
  }
  const own = [...gaps.values()].filter(([, , from, to]) => from === "" || isTouched(String(from), String(to)));
  found.gaps = own.map((cells) => csvRow(cells));
  found.gapCount = own.length;
  await disclosures.close();
  await files.exceptions.close();
  await files.others.close();
  return found;

  function isTouched(from: string, to: string): boolean {
    return from < period.to_utc && (to === "" || to >= period.from_utc);
  }
}

function recordsOf(source: EvidenceSource, size: number) {
  return source.leaves(0, size, [...exceptionKinds, ...otherKinds]);
}

function empty({ period, profile, pinned }: ExportRequest): Background {
  return {
    exceptions: new ExceptionLedger(period, profile),
    policies: new History(),
    protections: new History(),
    access: new History(),
    scope: [],
    gaps: [],
    gapCount: 0,
    draws: 0,
    observations: [],
    development: false,
    previousSize: null,
    givenUp: [],
    seqs: new SeqSet(pinned.size),
  };
}

function keep(found: Background, leaf: Leaf): void {
  const { kind, body, seq } = leaf;
  if (kind === "policy.snapshot") found.policies.add(leaf);
  if (kind === "protection.snapshot") found.protections.add(leaf);
  if (kind === "access.snapshot") found.access.add(leaf);
  if (kind === "scope.snapshot") found.scope.push(leaf as unknown as Leaf<ScopeBody>);
  if (kind === "ref.observed")
    found.observations.push({ ...(body as unknown as Observation), seq, at: leaf.occurred_at });
  if (kind === "key.rotated" && body.development === true) found.development = true;
  if (kind === "sample.drawn") found.draws += 1;
  if (kind === "log.rotated") {
    found.givenUp.push((body as unknown as { previous: Background["givenUp"][number] }).previous);
    found.previousSize = null;
  }
  if (kind === "export.created") found.previousSize = Number(body.size);
}

/** One line from when it began to when it ended. */
function keepGap(gaps: Map<string, Cell[]>, { kind, seq, body }: Leaf<Gap>): void {
  const key = `${body.installation}/${body.from}`;
  const opened = kind === "gap.opened" ? seq : (gaps.get(key)?.[4] ?? "");
  const closed = kind === "gap.closed" ? seq : "";
  gaps.set(key, [body.installation, body.why, body.from ?? "", body.to ?? "", opened, closed]);
}
