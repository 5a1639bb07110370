import type { Matrix } from "./matrix.ts";

/** The controls matrix that holds where a customer has none of its own. Mappings beyond CC8.1 are a proposal, not a finding. */
export const defaultMatrix: Matrix = {
  kind: "default",
  source: `version: 1
rows:
  - id: CM-01
    title: Seniors who wrote none of it approved the final revision before it landed
    controls: [senior-review, signed-commits]
    tsc: [CC8.1, CC5.1, CC6.3]
    others: ["PCI DSS 6.5.1", "ISO 27001 A.8.32", "ISO 27001 A.5.3"]
    rule: approval
  - id: CM-02
    title: The required tests passed on that revision before it landed
    controls: [unit-tests, integration-tests, up-to-date]
    tsc: [CC8.1]
    others: ["PCI DSS 6.5.1", "ISO 27001 A.8.29"]
    rule: tests
  - id: CM-03
    title: Scans of code, dependencies and secrets, lint and the plain-HTTP scan passed
    controls: [code-scan, dependency-scan, secret-scan, lint, plain-http]
    tsc: [CC7.1, CC8.1, CC6.7]
    others: ["PCI DSS 6.2.4", "ISO 27001 A.8.28"]
    rule: scans
  - id: CM-04
    title: A request can be traced
    controls: [linked-issue]
    tsc: [CC8.1]
    others: ["PCI DSS 6.5.1", "ISO 27001 A.8.32"]
    rule: request
  - id: CM-05
    title: What landed is what was approved
    tsc: [CC8.1]
    others: ["ISO 27001 A.8.32"]
    rule: same-content
  - id: CM-06
    title: Emergencies and bypasses were decided on by two officers in time
    tsc: [CC8.1, CC7.4, CC7.5]
    others: ["PCI DSS 6.5.1", "ISO 27001 A.8.32"]
    rule: emergency
  - id: CM-07
    title: The branch was protected whenever something landed
    controls: [gate-required]
    tsc: [CC7.1, CC8.1, CC6.1]
    others: ["ISO 27001 A.8.9"]
    rule: protection
  - id: CM-08
    title: Direct and force pushes and deletions were seen, and decided on in time
    tsc: [CC7.2, CC7.3]
    others: ["ISO 27001 A.8.15", "ISO 27001 A.8.16", "HIPAA 164.312(b)"]
    rule: triage
  - id: CM-09
    title: The population is complete
    tsc: [CC2.1, CC4.1]
    rule: complete-population
  - id: CM-10
    title: Few can merge or bypass, and they sign in with two factors
    controls: [two-factor, gate-required]
    tsc: [CC6.1, CC6.2, CC6.3]
    others: ["PCI DSS 7.2", "ISO 27001 A.5.15", "ISO 27001 A.8.2", "HIPAA 164.312(a)"]
    rule: least-privilege
  - id: CM-11
    title: Changes to the gate's own policy, and to guarded paths, took the people they need
    controls: [policy-change, guarded-paths]
    tsc: [CC3.4, CC5.2, CC5.3]
    others: ["ISO 27001 A.8.32"]
    rule: policy-change
  - id: CM-12
    title: The evidence was not altered
    tsc: [CC2.1, CC4.1]
    others: ["PCI DSS 10.3", "ISO 27001 A.8.15", "HIPAA 164.312(c)"]
    rule: intact-evidence
`,
};
