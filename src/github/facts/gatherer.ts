import type { FactName, Facts } from "../../domain/facts.ts";
import type { Source } from "../reader.ts";

/** How one fact is read. */
export interface Gatherer<F extends FactName> {
  /** Webhook events after which the fact may be another one. */
  readonly changedBy: readonly string[];
  /** What the app must be allowed for the fact to be known, beside `metadata: read`. */
  readonly permissions: Readonly<Record<string, "read" | "write">>;
  /** The fact, or why it could not be read. Throws {@link RateLimited}, nothing else for an answer of GitHub. */
  read(source: Source): Promise<Facts[F]>;
}
