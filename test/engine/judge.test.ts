import { expect, test } from "vitest";
import { controls } from "../../src/controls/index.ts";
import { verdictSchema } from "../../src/domain/verdict.ts";
import { approval, bob, commit, facts, file, HEAD, olga, pullRequest } from "../support/facts.ts";
import { evaluation, gated, outcomeOf } from "../support/judged.ts";

const roles = "roles: { senior: { teams: [seniors] }, officer: { teams: [officers] } }";
const policy = (listed: string, more = "") => `version: 1\n${roles}\n${more}\ncontrols: { ${listed} }\n`;
const approved = { reviews: [approval(bob)] };
const badFile = file("src/a.ts", ['fetch("http://api.initech.io")']);

test.for([
  { when: "a blocking control passes", listed: "senior-review: {}", given: facts(approved), conclusion: "success" },
  { when: "a blocking control is pending", listed: "senior-review: {}", given: facts(), conclusion: "pending" },
  {
    when: "a blocking control fails",
    listed: "plain-http: {}",
    given: facts({ files: [badFile] }),
    conclusion: "failure",
  },
  {
    when: "a warning fails",
    listed: "plain-http: { enforcement: warn }",
    given: facts({ files: [badFile] }),
    conclusion: "success",
  },
  {
    when: "what fails is off",
    listed: "plain-http: { enforcement: off }",
    given: facts({ files: [badFile] }),
    conclusion: "success",
  },
  {
    when: "A58 a fact could not be read",
    listed: "plain-http: {}",
    given: facts({ files: { unavailable: "500" } }),
    conclusion: "failure",
  },
  {
    when: "one is unknown and one pending",
    listed: "senior-review: {}, two-factor: {}",
    given: facts({ organization: { unavailable: "403" } }),
    conclusion: "failure",
  },
  { when: "no control is listed", listed: "", given: facts(), conclusion: "success" },
])("$when → $conclusion", ({ listed, given, conclusion }) => {
  expect(gated(given, policy(listed))).toMatchObject({ conclusion, mode: "enforce", headSha: HEAD, exception: null });
});

test("every control is listed, in the reference's order, also those that are off", () => {
  const { controls: listed } = gated(facts(), policy("senior-review: {}"));
  expect(listed.map((control) => control.id)).toEqual(controls.map((control) => control.id));
  expect(listed.find((control) => control.id === "lint")).toMatchObject({
    enforcement: "off",
    outcome: "not-applicable",
  });
  expect(listed.find((control) => control.id === "policy")).toMatchObject({ enforcement: "block", outcome: "pass" });
});

test.for([
  { base: "main", branches: "", gatedBase: true },
  { base: "dev", branches: "", gatedBase: false },
  { base: "release/1", branches: "branches: [main, 'release/*']", gatedBase: true },
  { base: "release/1/2", branches: "branches: [main, 'release/*']", gatedBase: false },
  { base: "main", branches: "branches: 'release/*'", gatedBase: false },
])("base $base with $branches: gated $gatedBase", ({ base, branches, gatedBase }) => {
  const given = facts({ pullRequest: pullRequest({ base: { ref: base, sha: "c".repeat(40) } }) });
  const { verdict } = evaluation(given, policy("senior-review: {}", branches));
  expect(verdict.gated).toBe(gatedBase);
  if (!gatedBase) expect(verdict).toEqual({ gated: false, conclusion: null, controls: [] });
  expect(verdictSchema.safeParse(verdict).success).toBe(true);
});

test("a default branch that cannot be read is taken as gated", () => {
  const repository = { id: 1, owner: "acme", name: "api", defaultBranch: { unavailable: "500" }, private: true };
  expect(evaluation(facts({ repository }), policy("senior-review: {}")).verdict.gated).toBe(true);
});

test.for([
  {
    when: "the branch requires this gate",
    branchRules: { requiredChecks: [{ name: "mergewarden", appId: 1001 }], appId: 1001 },
    mode: "enforce",
  },
  { when: "it does not", branchRules: { requiredChecks: [], appId: 1001 }, mode: "observe" },
  { when: "that cannot be read", branchRules: { unavailable: "403" }, mode: "enforce" },
])("without any policy the built-in one holds: $when → $mode", ({ branchRules, mode }) => {
  const verdict = gated(facts({ branchRules }), null);
  expect(verdict.mode).toBe(mode);
  expect(verdict.controls.filter((control) => control.enforcement !== "off").map((control) => control.id)).toEqual([
    "senior-review",
    "plain-http",
    "guarded-paths",
    "gate-required",
    "policy",
    "policy-change",
  ]);
});

test("A21 a first policy that does not load is judged by the built-in one, enforced", () => {
  const branchRules = { requiredChecks: [], requiresPullRequest: true, bypassActors: [], appId: 1001 };
  const verdict = gated(facts({ ...approved, branchRules }), null, null, { error: "broken" });
  expect(verdict).toMatchObject({ mode: "enforce", conclusion: "failure" });
});

test("with the organisation's policy alone the floor alone holds", () => {
  const verdict = gated(facts(), null, policy("two-factor: {}"));
  expect(verdict.controls.filter((control) => control.enforcement !== "off").map((control) => control.id)).toEqual([
    "two-factor",
    "policy",
    "policy-change",
  ]);
});

test("the policy's digest is that of its effect, not of its spelling", () => {
  const digest = (text: string) => gated(facts(), text).policyDigest;
  const written = digest(policy("senior-review: { approvals: 1 }, two-factor: {}"));
  expect(digest(policy("two-factor: { enforcement: block }, senior-review: {}", "mode: enforce"))).toBe(written);
  expect(digest(policy("senior-review: { approvals: 2 }, two-factor: {}"))).not.toBe(written);
  expect(written).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test.for([
  { when: "the floor vanished", state: { floorMissing: "gone" }, conclusion: "failure", outcome: "unknown" },
  { when: "A21 the policy does not load", state: { error: "broken" }, conclusion: "failure", outcome: "fail" },
])("$when → $conclusion", ({ state, conclusion, outcome }) => {
  const verdict = gated(facts(approved), policy("senior-review: {}"), null, state);
  expect(verdict.conclusion).toBe(conclusion);
  expect(outcomeOf(verdict, "policy")).toBe(outcome);
});

const strict = policy("senior-review: { approvals: 2 }, two-factor: {}");
const lax = policy("senior-review: { approvals: 1 }, two-factor: {}");
const change = (before: string | null, after: string | null) => ({ path: ".github/mergewarden.yml", before, after });
const oneOfficer = { reviews: [approval(bob), approval(olga)] };
test.for([
  { when: "it loosens", policyChange: change(strict, lax), outcome: "pending" },
  {
    when: "it loosens, an officer and a senior approved",
    policyChange: change(strict, lax),
    given: oneOfficer,
    outcome: "pass",
  },
  { when: "it tightens", policyChange: change(lax, strict), outcome: "pass" },
  {
    when: "it adds a rule that only tightens",
    policyChange: change(lax, `${lax}rules: [{ when: { paths: src }, controls: { senior-review: { approvals: 3 } } }]`),
    outcome: "pass",
  },
  { when: "it changes a role", policyChange: change(lax, lax.replace("seniors", "juniors")), outcome: "pending" },
  { when: "it removes the policy", policyChange: change(lax, null), outcome: "pending" },
  { when: "the first policy is compared with the built-in one", policyChange: change(null, lax), outcome: "pending" },
  { when: "it does not load", policyChange: change(lax, "version: 2"), outcome: "fail" },
  { when: "it only rewrites", policyChange: change(lax, `# same\n${lax}`), outcome: "pass" },
  { when: "what it mends did not load", policyChange: change("version: 2", lax), outcome: "pass" },
])("A20 a pull request changes the policy: $when → $outcome", ({ policyChange, given = {}, outcome }) => {
  expect(outcomeOf(gated(facts({ policyChange, ...given }), lax), "policy-change")).toBe(outcome);
});

test("a loosening that the floor makes ineffective needs no officer", () => {
  const verdict = gated(
    facts({ policyChange: change(strict, lax) }),
    strict,
    policy("senior-review: { approvals: 2 }"),
  );
  expect(outcomeOf(verdict, "policy-change")).toBe("pass");
});

test("a broken policy does not block the pull request that mends it", () => {
  const given = facts({ reviews: [approval(bob)], policyChange: change("version: 2", lax) });
  expect(gated(given, lax, null, { error: "broken" }).conclusion).toBe("success");
});

test("rules change the settings of the pull requests they match", () => {
  const rules = "rules: [{ when: { paths: ['src/pay/**'] }, controls: { senior-review: { approvals: 2 } } }]";
  const verdict = (path: string) =>
    gated(facts({ ...approved, files: [file(path, ["x"])] }), policy("senior-review: {}", rules));
  expect(verdict("src/pay/a.ts").conclusion).toBe("pending");
  expect(verdict("src/a.ts").conclusion).toBe("success");
});

test("a control that a rule turns on is judged", () => {
  const rules = "rules: [{ when: { paths: ['src/**'] }, controls: { signed-commits: {} } }]";
  const given = facts({ ...approved, commits: [commit({ verified: false })] });
  expect(gated(given, policy("senior-review: {}", rules)).conclusion).toBe("failure");
});
