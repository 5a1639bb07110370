import { expect, test } from "vitest";
import type { FactsInput } from "../../src/domain/facts.ts";
import { ada, bob, check, cleo, commit, facts, file, olga, omar, pullRequest, review } from "../support/facts.ts";
import { gated } from "../support/judged.ts";

const policy = `version: 1
roles: { senior: { teams: [seniors] }, officer: { teams: [officers] } }
controls:
  senior-review: {}
  unit-tests: { checks: [unit, lint] }
  code-scan: { alerts: { tool: CodeQL, version: ">=2" } }
  dependency-scan: { review: { fail-on: low } }
  secret-scan: { alerts: {} }
  plain-http: {}
  guarded-paths: {}
  gate-required: {}
`;

const reviews = [review(bob, "approved"), review(ada, "approved"), review(cleo, "changes_requested")];

/** The same facts, every array in the given order. */
function given(order: <T>(items: T[]) => T[]): Partial<FactsInput> {
  const analysis = { tool: "CodeQL", version: "2.0.0", headSha: commit().sha, error: "" };
  const alert = { tool: "CodeQL", rule: "x", severity: "high" as const, state: "open", new: true, path: "a", line: 1 };
  const coAuthors = ["y@acme.test", "x@acme.test"].map((email) => ({ name: "X", email, actor: null }));
  const dependency = { change: "added" as const, ecosystem: "npm", version: "1.0.0", manifest: "package.json" };
  const vulnerabilities = ["GHSA-1", "GHSA-2"].map((ghsa) => ({ ghsa, severity: "high" as const }));
  return {
    commits: order([commit({ coAuthors: order(coAuthors) }), commit({ sha: "d".repeat(40), author: null })]),
    pushers: { actors: order([ada, bob]), complete: true },
    pullRequest: pullRequest({ commits: 2, changedFiles: 3, labels: order(["a", "b"]) }),
    reviews: order(reviews),
    files: order([file("CODEOWNERS"), file("b.ts", ["fetch('http://b.io')"]), file("a.ts", ["fetch('http://a.io')"])]),
    checks: order([
      check("unit", { id: 1, conclusion: "failure" }),
      check("unit", { id: 2, conclusion: "stale" }),
      check("lint", { app: { id: 9, slug: "other" } }),
    ]),
    roles: { senior: order([bob, cleo]), officer: order([olga, omar]) },
    codeScanning: {
      analyses: order([analysis, { ...analysis, version: "1.0.0" }, { ...analysis, version: "1.1.0" }]),
      alerts: order([
        { ...alert, number: 1 },
        { ...alert, number: 2 },
      ]),
    },
    dependencyChanges: order([
      { ...dependency, name: "x", vulnerabilities: order(vulnerabilities) },
      { ...dependency, name: "y", vulnerabilities },
    ]),
    secretScanning: { alerts: order([1, 2].map((number) => ({ number, type: "t", state: "open", new: true }))) },
    branchRules: {
      requiredChecks: order([
        { name: "mergewarden", appId: null },
        { name: "x", appId: 1 },
      ]),
      requiresPullRequest: true,
      bypassActors: order([1, 2].map((id) => ({ id, type: "Team", mode: "always" }))),
      appId: 1001,
    },
  };
}

test("the order of arrays never matters, not even to the reasons", () => {
  const forwards = gated(facts(given((items) => items)), policy);
  const backwards = gated(facts(given((items) => items.toReversed())), policy);
  expect(backwards).toEqual(forwards);
});
