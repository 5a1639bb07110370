import { createHash } from "node:crypto";
import type { Landed } from "../landed.ts";

/** A group of landings that is drawn from on its own, the most telling first. */
export const strata = ["emergency", "direct", "bot", "high-risk", "normal"] as const;
export type Stratum = (typeof strata)[number];

/** A landing that can be drawn. */
export interface Candidate {
  changeId: string;
  seq: number;
  stratum: Stratum;
  hasExceptions: boolean;
}

/** A landing that was drawn, and why. */
export interface Drawn extends Candidate {
  rank: string;
  why: "rank" | "exception";
}

/** SHA-256, in hexadecimal, of seed, root and change, a line each, the last without its end. */
export function rankOf(seed: string, root: string, changeId: string): string {
  return createHash("sha256").update(`${seed}\n${root}\n${changeId}`).digest("hex");
}

/** Which group a landing is drawn in: the first that fits. */
export function stratumOf({ classification, landing }: Landed): Stratum {
  if (classification.type === "emergency") return "emergency";
  if (landing.kind === "bot_push") return "bot";
  if (!landing.kind.startsWith("pr_") && landing.kind !== "merge_queue") return "direct";
  return classification.risk === "high" ? "high-risk" : "normal";
}

/** Keeps the lowest ranks of each group, and every landing with an exception, however many there are. */
export class Draw {
  readonly #given: { seed: string; root: string; count: number };
  readonly #lowest = new Map<Stratum, Drawn[]>();
  readonly #exceptions: Drawn[] = [];
  readonly sizes = new Map<Stratum, number>();

  constructor(given: { seed: string; root: string; count: number }) {
    this.#given = given;
  }

  add(candidate: Candidate): void {
    const { seed, root, count } = this.#given;
    const { stratum } = candidate;
    const rank = rankOf(seed, root, candidate.changeId);
    this.sizes.set(stratum, (this.sizes.get(stratum) ?? 0) + 1);
    if (candidate.hasExceptions) this.#exceptions.push({ ...candidate, rank, why: "exception" });
    const own = this.#lowest.get(stratum) ?? [];
    const last = own.at(-1);
    if (own.length >= count && last !== undefined && compare(rank, last.rank) >= 0) return;
    const drawn: Drawn = { ...candidate, rank, why: "rank" };
    this.#lowest.set(stratum, [...own, drawn].sort((a, b) => compare(a.rank, b.rank)).slice(0, count));
  }

  /** By group, and within a group by rank; exceptions that no rank drew come last. */
  result(): Drawn[] {
    const ranked = strata.flatMap((stratum) => this.#lowest.get(stratum) ?? []);
    const known = new Set(ranked.map(({ seq }) => seq));
    return [...ranked, ...this.#exceptions.filter(({ seq }) => !known.has(seq))];
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
