/** A policy with every control on. `signed-commits` only warns: the lab holds no public keys, so no signature verifies there. */
export const everyControl = `version: 1
roles:
  senior: { teams: [senior-engineers] }
  officer: { teams: [security-officers] }
controls:
  senior-review: {}
  unit-tests: { checks: [unit] }
  integration-tests:
    checks: [{ name: integration, app: github-actions, workflow: .github/workflows/ci.yml }]
  lint: { checks: [lint] }
  code-scan: { alerts: { tool: CodeQL, fail-on: high } }
  dependency-scan: { review: { fail-on: high, deny-licenses: ["AGPL-3.0*"], major-updates: warn } }
  secret-scan: { alerts: { fail-on: any } }
  plain-http: {}
  linked-issue: {}
  signed-commits: { enforcement: warn }
  guarded-paths: {}
  up-to-date: {}
  gate-required: { enforcement: warn }
  two-factor: {}
`;
