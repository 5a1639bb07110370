import { expect, test } from "vitest";
import { unitTests } from "../../src/controls/unit-tests.ts";
import type { FactsInput } from "../../src/domain/facts.ts";
import { judged } from "../support/context.ts";
import { ada, check, commit, facts, OLD_HEAD, pullRequest, robot } from "../support/facts.ts";

const actions = (name: string) => ({ name, app: "github-actions", conclusions: ["success"] });
const unit = { checks: [actions("unit*")] };
const status = (name: string, creator: typeof ada | null) =>
  check(name, { kind: "status", app: null, creator, workflow: null });
const late = { head: { ref: "topic", sha: "a".repeat(40), repositoryId: 1, seenAt: "2026-11-23T11:30:00Z" } };

test.for([
  { when: "it succeeded", checks: [check("unit")], outcome: "pass" },
  { when: "a glob matches a slash", checks: [check("unit / linux")], outcome: "pass" },
  { when: "the case differs", checks: [check("Unit")], outcome: "pending" },
  { when: "it runs", checks: [check("unit", { status: "in_progress", conclusion: null })], outcome: "pending" },
  { when: "it failed", checks: [check("unit", { conclusion: "failure" })], outcome: "fail" },
  { when: "A27 it was skipped", checks: [check("unit", { conclusion: "skipped" })], outcome: "fail" },
  { when: "A27 it is neutral", checks: [check("unit", { conclusion: "neutral" })], outcome: "fail" },
  {
    when: "A25 a second, green one of the same name does not help",
    checks: [
      check("unit", { conclusion: "failure" }),
      check("unit", { suiteId: 2, workflow: ".github/workflows/other.yml" }),
    ],
    outcome: "fail",
  },
  {
    when: "one failed and one runs",
    checks: [check("unit-a", { conclusion: "failure" }), check("unit-b", { status: "queued", conclusion: null })],
    outcome: "fail",
  },
  { when: "A28 it has not come", checks: [], outcome: "pending" },
  { when: "A29 it is of another head", checks: [check("unit", { headSha: OLD_HEAD })], outcome: "pending" },
  {
    when: "A24 another app wrote it",
    checks: [check("unit", { app: { id: 666, slug: "mallory" } })],
    outcome: "pending",
  },
  { when: "A24 a status has its name", checks: [status("unit", ada)], outcome: "pending" },
  {
    when: "its conclusion cannot be read",
    checks: [check("unit", { conclusion: { unavailable: "500" } })],
    outcome: "unknown",
  },
  { when: "its producer cannot be read", checks: [check("unit", { app: { unavailable: "500" } })], outcome: "unknown" },
  {
    when: "one failed and another's producer cannot be read",
    checks: [check("unit", { conclusion: "failure" }), check("unit-2", { app: { unavailable: "500" } })],
    outcome: "fail",
  },
] satisfies { when: string; checks: FactsInput["checks"]; outcome: string }[])(
  "$when → $outcome",
  ({ checks, outcome }) => {
    expect(judged(unitTests, facts({ checks }), unit)).toMatchObject({ outcome });
  },
);

test("the checks cannot be read → unknown", () => {
  const verdict = judged(unitTests, facts({ checks: { unavailable: "500" } }), unit);
  expect(verdict).toMatchObject({ outcome: "unknown", reasons: ["could not read the checks: 500"] });
});

test.for([
  { seenAt: "2026-11-23T11:30:01Z", outcome: "pending" },
  { seenAt: "2026-11-23T11:30:00Z", outcome: "fail" },
  { seenAt: { unavailable: "no memory" }, outcome: "unknown" },
])("a check that never came, head seen at $seenAt → $outcome", ({ seenAt, outcome }) => {
  const given = facts({ pullRequest: pullRequest({ head: { ...late.head, seenAt } }) });
  expect(judged(unitTests, given, unit)).toMatchObject({ outcome });
});

test.for([
  ["Mend it [skip ci]", "[skip ci]"],
  ["[NO CI] Mend it", "[NO CI]"],
  ["Mend it\n\n\nskip-checks: true", "skip-checks: true"],
] as const)(
  "A28 the head's message %o keeps workflows from starting → the reason says so, before and after the deadline",
  ([message, token]) => {
    const reason = expect.stringContaining(`says \`${token}\``);
    const commits = [commit({ message })];
    expect(judged(unitTests, facts({ commits }), unit)).toMatchObject({ outcome: "pending", reasons: [reason] });
    const after = judged(unitTests, facts({ commits, pullRequest: pullRequest(late) }), unit);
    expect(after).toMatchObject({ outcome: "fail", reasons: [reason, "It did not come within 30 minutes."] });
  },
);

test.for(["Mend skip ci", "Revert skip-checks: true for all", "Mend it"])(
  "the message %o keeps nothing from starting",
  (message) => {
    const older = commit({ sha: OLD_HEAD, message: "[skip ci]" });
    const verdict = judged(unitTests, facts({ commits: [older, commit({ message })] }), unit);
    expect(verdict).toMatchObject({ outcome: "pending", reasons: [] });
  },
);

test.for([
  { status: "queued", summary: "`unit` has not started" },
  { status: "waiting", summary: "`unit` has not started" },
  { status: "in_progress", summary: "`unit` has not finished" },
] as const)("A28 a check is $status long after the push → $summary", ({ status, summary }) => {
  const checks = [check("unit", { status, conclusion: null })];
  expect(judged(unitTests, facts({ checks, pullRequest: pullRequest(late) }), unit)).toMatchObject({
    outcome: "pending",
    summary,
  });
  const summaryBefore = "`unit` has not finished";
  expect(judged(unitTests, facts({ checks }), unit)).toMatchObject({ outcome: "pending", summary: summaryBefore });
  const unseen = pullRequest({ head: { ...late.head, seenAt: { unavailable: "no memory" } } });
  expect(judged(unitTests, facts({ checks, pullRequest: unseen }), unit)).toMatchObject({ outcome: "pending" });
});

test("a name from another producer is no match, and the reason names the producer", () => {
  const verdict = judged(unitTests, facts({ checks: [check("unit", { app: { id: 666, slug: "mallory" } })] }), unit);
  expect(verdict.reasons).toContain("A check named `unit` does not count: mallory wrote it, not github-actions.");
});

test.for([
  {
    when: "our own check run",
    checks: [check("mergewarden", { app: { id: 1001, slug: "our-app" } }), check("unit")],
    outcome: "pass",
  },
  {
    when: "our own check run under another name",
    checks: [check("unit-x", { app: { id: 1001, slug: "our-app" }, conclusion: "failure" }), check("unit")],
    outcome: "pass",
  },
])("$when is left out first", ({ checks, outcome }) => {
  expect(judged(unitTests, facts({ checks }), { checks: [actions("*")] })).toMatchObject({ outcome });
});

const byCreator = { checks: [{ name: "ci/build", creator: "Robot[bot]", conclusions: ["success"] }] };
const byWorkflow = { checks: [{ ...actions("unit"), workflow: ".github/workflows/ci.yml" }] };
test.for([
  { when: "a status by its creator", settings: byCreator, checks: [status("ci/build", robot)], outcome: "pass" },
  { when: "a status by somebody else", settings: byCreator, checks: [status("ci/build", ada)], outcome: "pending" },
  {
    when: "a status by a deleted account",
    settings: byCreator,
    checks: [status("ci/build", null)],
    outcome: "pending",
  },
  {
    when: "a check run where a status is asked for",
    settings: byCreator,
    checks: [check("ci/build")],
    outcome: "pending",
  },
  { when: "the workflow", settings: byWorkflow, checks: [check("unit")], outcome: "pass" },
  {
    when: "another workflow",
    settings: byWorkflow,
    checks: [check("unit", { workflow: "evil.yml" })],
    outcome: "pending",
  },
  {
    when: "a workflow that cannot be read",
    settings: byWorkflow,
    checks: [check("unit", { workflow: { unavailable: "403" } })],
    outcome: "unknown",
  },
  {
    when: "an accepted conclusion beside success",
    settings: { checks: [{ ...actions("unit"), conclusions: ["neutral", "success"] }] },
    checks: [check("unit", { conclusion: "neutral" })],
    outcome: "pass",
  },
  {
    when: "of two selectors one is missing",
    settings: { checks: [actions("unit"), actions("e2e")] },
    checks: [check("unit")],
    outcome: "pending",
  },
  {
    when: "of two selectors one fails and one is missing",
    settings: { checks: [actions("unit"), actions("e2e")] },
    checks: [check("unit", { conclusion: "timed_out" })],
    outcome: "fail",
  },
  {
    when: "of two selectors one fails and one cannot be told",
    settings: { checks: [actions("unit"), actions("e2e")] },
    checks: [check("unit", { conclusion: "failure" }), check("e2e", { headSha: { unavailable: "403" } })],
    outcome: "fail",
  },
  {
    when: "a question mark for one character beyond the basic plane",
    settings: { checks: [actions("unit?")] },
    checks: [check("unit😀")],
    outcome: "pass",
  },
])("selector: $when → $outcome", ({ settings, checks, outcome }) => {
  expect(judged(unitTests, facts({ checks }), settings)).toMatchObject({ outcome });
});

test("stars in a name glob take time in proportion, and regular expressions are literal", () => {
  const hostile = { checks: [actions(`${"*a".repeat(50)}b`)] };
  expect(judged(unitTests, facts({ checks: [check("a".repeat(200))] }), hostile)).toMatchObject({ outcome: "pending" });
  expect(judged(unitTests, facts({ checks: [check("unit.x")] }), { checks: [actions("unit[.]x")] }).outcome).toBe(
    "pending",
  );
});
