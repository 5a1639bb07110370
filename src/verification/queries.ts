/** What each rule of the matrix asks, as it is published. */
export const queries: ReadonlyMap<string, string> = new Map([
  [
    "approval",
    "approval.before_merge && on_final_head && senior >= required && every sod.*, where senior-review blocks or nothing was decided",
  ],
  [
    "tests",
    "each check with category=test: success on content.head, before_merge, and the gate's test controls passed",
  ],
  [
    "scans",
    "each check with category=sast|sca|secret|lint|http: success on content.head, before_merge, findings.new=0, and the controls passed",
  ],
  ["request", "at least one of tickets, and linked-issue passed, where it blocks"],
  ["same-content", "content.tree_match = true, where there is a pull request"],
  ["emergency", "a break-glass or a bypass: its exceptions resolved by two officers, not late"],
  ["protection", "protection.drift = false at each landing"],
  ["triage", "direct and force pushes and deletions: their exceptions resolved by two officers, not late"],
  ["policy-change", "policy-change and guarded-paths passed, where they apply and block"],
  ["complete-population", "reconciliation.csv: every difference = 0 and every updates_chain_ok = true"],
  ["least-privilege", "protection and access snapshots: nobody can always bypass, two factors are required"],
  ["intact-evidence", "root of all leaf hashes = root of log/checkpoint; every signature holds"],
]);
