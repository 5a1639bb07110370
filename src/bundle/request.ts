import type { Matrix } from "../audit/matrix.ts";
import type { AttestationSigner, EvidenceSource } from "../pipeline/evidence-source.ts";
import type { Period } from "./period.ts";

/** What of the people and their words the bundle tells. */
export type Profile = "full" | "pseudonymous" | "public";

/** One export: the same log, pinned to the same size, with the same choices gives the same bytes. */
export interface ExportRequest {
  source: EvidenceSource;
  signer: AttestationSigner;
  period: Period;
  profile: Profile;
  basis: "landed" | "merged";
  /** The controls that are counted. */
  matrix: Matrix;
  /** The signed checkpoint that it is pinned to. */
  pinned: { size: number; note: string };
  /** `mergewarden/<version>`. */
  generator: string;
  /** GitHub's web address. */
  server: string;
}

/** Whether the time is in the period: its beginning is, its end is not. */
export function isWithin({ from_utc: from, to_utc: to }: Period, at: string): boolean {
  return at >= from && at < to;
}
