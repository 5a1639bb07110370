import type { LandedBody, LandedCheck, LandedCommit, LandedReview, Listed } from "../evidence/bodies.ts";
import type { EvidenceSource, StoredAttestation } from "../pipeline/evidence-source.ts";
import type { Spool } from "./spool.ts";

/** The documents that a landing names, in the order in which it names them: commits, reviews, checks. */
export function documentsOf({ commits, reviews, checks }: LandedBody): string[] {
  const ofReviews = isDocument(reviews) ? [reviews.digest] : [];
  const ofChecks = isDocument(checks) ? [checks.digest] : [];
  return [...new Set([commits.items, ...ofReviews, ...ofChecks])];
}

/** A list of a landing: from the record itself, or from the document that it names. null: nobody can tell any more. */
export function listOf<Item>(
  list: Listed<Item> | "unavailable",
  documents: ReadonlyMap<string, string>,
): Item[] | null {
  if (list === "unavailable") return null;
  if (!isDocument(list)) return list;
  return itemsIn(documents.get(list.digest));
}

/** The commits of a landing. */
export function commitsOf({ commits }: LandedBody, documents: ReadonlyMap<string, string>): LandedCommit[] | null {
  return itemsIn(documents.get(commits.items));
}

/** The body with lists in the place of the documents, as it is judged. */
export function withLists(body: LandedBody, reviews: LandedReview[] | null, checks: LandedCheck[] | null): LandedBody {
  return { ...body, reviews: reviews ?? "unavailable", checks: checks ?? "unavailable" };
}

function isDocument<Item>(list: Listed<Item> | "unavailable"): list is { count: number; digest: string } {
  return list !== "unavailable" && !Array.isArray(list);
}

function itemsIn<Item>(text: string | undefined): Item[] | null {
  return text === undefined ? null : (JSON.parse(text) as Item[]);
}

/** Reads documents; one that is gone is left out. */
export async function readDocuments(source: EvidenceSource, digests: readonly string[]): Promise<Map<string, string>> {
  const decoder = new TextDecoder();
  const found = await source.documents(digests);
  return new Map([...found].map(([digest, bytes]) => [digest, decoder.decode(bytes)]));
}

/** Attestations in the order of the log: those of landings in the bundle go into a file a month. */
export class AttestationFiles {
  readonly #rows: AsyncIterator<StoredAttestation>;
  readonly #spool: Spool;
  readonly #months = new Map<string, ReturnType<Spool["open"]>>();
  #next: IteratorResult<StoredAttestation> | null = null;
  count = 0;

  constructor(rows: AsyncIterable<StoredAttestation>, spool: Spool) {
    this.#rows = rows[Symbol.asyncIterator]();
    this.#spool = spool;
  }

  /** Writes those of the landing; returns the envelope of its evidence, or null. */
  async take(seq: number): Promise<string | null> {
    let evidence: string | null = null;
    this.#next ??= await this.#rows.next();
    while (this.#next.done !== true && this.#next.value.seq <= seq) {
      const { seq: own, type, envelope, landedAt } = this.#next.value;
      if (own === seq) {
        await this.#fileOf(landedAt.slice(0, 7)).write(`${envelope}\n`);
        this.count += 1;
        if (type === "change-evidence") evidence = envelope;
      }
      this.#next = await this.#rows.next();
    }
    return evidence;
  }

  async close(): Promise<void> {
    await this.#rows.return?.();
    for (const file of this.#months.values()) await file.close();
  }

  #fileOf(month: string) {
    const file = this.#months.get(month) ?? this.#spool.open(`attestations/${month}.intoto.jsonl`);
    this.#months.set(month, file);
    return file;
  }
}
