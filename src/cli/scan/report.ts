import type { Finding } from "../../scanner/finding.ts";

/** A finding with its path within the repository and as the user would write it. */
export interface ReportedFinding extends Finding {
  readonly shown: string;
  /** What code scanning knows the line by. */
  readonly lineHash: string | null;
}

/** What a scan ends with. */
export interface Report {
  readonly findings: readonly ReportedFinding[];
  /** Number of files that were looked at. */
  readonly files: number;
  /** Paths that could not be read. */
  readonly unreadable: readonly string[];
  /** Number of findings that the policy's waivers let stay. */
  readonly waived: number;
  /** What the policy says besides, a sentence each. */
  readonly notes: readonly string[];
}
