import type { Severity } from "../finding.ts";
import type { HostKind } from "./host.ts";

/** What an unencrypted connection weighs by its host; null: nothing. The contested ones are http/rules.md, section 2.3. */
export const severityOf: Readonly<Record<HostKind, Severity | null>> = {
  none: null,
  local: null,
  wildcard: null,
  pattern: null,
  namespace: null,
  documentation: null,
  cluster: "notice",
  "single-label": "notice",
  private: "warning",
  internal: "warning",
  unknown: "error",
  public: "error",
};
