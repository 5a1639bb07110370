import type { Account } from "./accounts.ts";

/** Data of GitHub's scanners. The lab analyses nothing: a scenario sets these, and says so. */
export type SecurityData = {
  codeScanning: CodeScanningAlert[];
  /** False: code scanning is off and the API answers 403. */
  codeScanningEnabled: boolean;
  secretScanning: SecretScanningAlert[];
  /** False: secret scanning is off and the API answers 404. */
  secretScanningEnabled: boolean;
  /** Analyses that were uploaded, oldest first. */
  analyses: CodeScanningAnalysis[];
  /** `base...head` (shas; base `*`: any) → changes. Null: the dependency graph is off and the API answers 403. */
  dependencyChanges: Map<string, DependencyChange[]> | null;
};

/** A code-scanning alert; `instances` say on which refs it is open. */
export type CodeScanningAlert = {
  number: number;
  state: "open" | "dismissed" | "fixed";
  rule: {
    id: string;
    name: string;
    severity: "none" | "note" | "warning" | "error";
    securitySeverity: "low" | "medium" | "high" | "critical" | null;
    description: string;
    tags: string[];
  };
  tool: { name: string; version: string | null };
  dismissedReason: "false positive" | "won't fix" | "used in tests" | null;
  dismissedComment: string | null;
  dismissedBy: Account | null;
  dismissedAt: string | null;
  instances: {
    ref: string;
    commitSha: string;
    state: "open" | "dismissed" | "fixed";
    path: string;
    startLine: number;
    endLine: number;
    message: string;
  }[];
  createdAt: string;
  updatedAt: string;
};

/** An uploaded code-scanning analysis. */
export type CodeScanningAnalysis = {
  id: number;
  ref: string;
  commitSha: string;
  toolName: string;
  category: string;
  resultsCount: number;
  error: string;
  createdAt: string;
};

/** A secret-scanning alert. */
export type SecretScanningAlert = {
  number: number;
  state: "open" | "resolved";
  secretType: string;
  secretTypeDisplayName: string;
  resolution: "false_positive" | "wont_fix" | "revoked" | "used_in_tests" | null;
  resolvedBy: Account | null;
  resolvedAt: string | null;
  locations: { path: string; startLine: number; endLine: number; blobSha: string; commitSha: string }[];
  createdAt: string;
  updatedAt: string;
};

/** A change of a dependency between two commits, in the API's names. */
export type DependencyChange = {
  change_type: "added" | "removed";
  manifest: string;
  ecosystem: string;
  name: string;
  version: string;
  package_url: string | null;
  license: string | null;
  source_repository_url: string | null;
  vulnerabilities: {
    severity: string;
    advisory_ghsa_id: string;
    advisory_summary: string;
    advisory_url: string;
  }[];
  scope: "unknown" | "runtime" | "development";
};
