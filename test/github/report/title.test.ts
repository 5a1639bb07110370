import { expect, test } from "vitest";
import { controls } from "../../../src/controls/index.ts";
import { checkRunOf } from "../../../src/github/report/check-run.ts";
import { commentOf } from "../../../src/github/report/comment.ts";
import {
  ada,
  approval,
  bob,
  check,
  cleo,
  commit,
  dan,
  eve,
  facts,
  file,
  pullRequest,
  review,
} from "../../support/facts.ts";
import { evaluation } from "../../support/judged.ts";

const titles = new Map(controls.map((control) => [control.id, control.title]));
const roles = "roles: { senior: { teams: [s] }, officer: { teams: [o] }, lead: { users: [bob] } }";

type Given = Parameters<typeof facts>[0];

function evaluated(text: string, given: Given, mode = "enforce") {
  const all = { senior: [bob, cleo, dan], officer: [], lead: [bob, cleo], ...given?.roles };
  return evaluation(facts({ ...given, roles: all }), `version: 1\nmode: ${mode}\n${roles}\ncontrols: { ${text} }`);
}

function titleOf(text: string, given: Given, mode?: string): string | undefined {
  return checkRunOf(evaluated(text, given, mode), titles)?.title;
}

const reviewed = { reviews: [approval(bob)] };
const stranger = [commit({ author: null, authorEmail: "who@acme.test" })];
const guarded = { files: [file("CODEOWNERS", ["* @ada"])] };
const unread = { unavailable: "403 Resource not accessible by integration" };
const late = pullRequest({ head: { ref: "t", sha: "a".repeat(40), repositoryId: 1, seenAt: "2026-11-23T10:00:00Z" } });

test.for<[string, string, Given]>([
  ["Waiting: 1 senior approval", "senior-review: {}", {}],
  ["Waiting: 2 senior approvals", "senior-review: { approvals: 2 }", {}],
  ["Waiting: 1 more senior approval", "senior-review: { approvals: 2 }", reviewed],
  ["Waiting: 2 approvals by lead", "senior-review: { from: lead, approvals: 2 }", {}],
  ["Waiting: 1 approval by lead", "guarded-paths: { from: lead }", guarded],
  ["Waiting: 1 senior approval (and 1 more)", "senior-review: {}, guarded-paths: { from: lead }", guarded],
  ["Blocked: cleo requested changes", "senior-review: {}", { reviews: [review(cleo, "changes_requested")] }],
  [
    "Blocked: 2 objections",
    "senior-review: {}",
    { reviews: [bob, cleo].map((member) => review(member, "changes_requested")) },
  ],
  [
    "Blocked: commit aaaaaaa has an author whom GitHub does not know",
    "senior-review: { unknown-authors: block }",
    { commits: stranger },
  ],
  ["Blocked: only 2 of the role lead can approve, 3 are needed", "senior-review: { from: lead, approvals: 3 }", {}],
  ["Blocked: could not count the approvals", "senior-review: {}", { reviews: unread }],
  ["Waiting: unit has not come yet", "unit-tests: { checks: [unit] }", {}],
  ["Blocked: unit never came", "unit-tests: { checks: [unit] }", { pullRequest: late }],
  [
    "Waiting: unit* has not come yet and 2 more",
    'unit-tests: { checks: ["unit*", api, { name: db, creator: ci }] }',
    {},
  ],
  [
    "Waiting: unit has not finished",
    "unit-tests: { checks: [unit] }",
    { checks: [check("unit", { status: "queued", conclusion: null })] },
  ],
  ["Blocked: unit failed", "unit-tests: { checks: [unit] }", { checks: [check("unit", { conclusion: "failure" })] }],
  [
    "Blocked: unit was skipped",
    "unit-tests: { checks: [unit] }",
    { checks: [check("unit", { conclusion: "skipped" })] },
  ],
  ["Blocked: could not read the checks", "unit-tests: { checks: [unit] }", { checks: unread }],
  [
    "Blocked: 1 plain-HTTP finding (and 1 more)",
    "plain-http: {}, linked-issue: {}",
    { files: [file("a.ts", ["fetch('http://pay.evil.org')"])] },
  ],
  ["Blocked: no issue is named", "linked-issue: {}", {}],
  ["Passed: 1 control", "senior-review: {}", reviewed],
  ["Passed: 1 control, 1 warning", "senior-review: {}, linked-issue: { enforcement: warn }", reviewed],
  ["Passed: no control applies", "guarded-paths: {}", {}],
])("%s", ([title, text, given]) => {
  expect(titleOf(text, given)).toBe(title);
});

test.for([
  ["Would wait: 1 senior approval", {}],
  ["Would pass: 1 control", reviewed],
] as const)("observe → %s", ([title, given]) => {
  expect(titleOf("senior-review: {}", { ...given } as Given, "observe")).toBe(title);
});

test("a check's name with backticks and a great length → a plain title, cut, that still counts the rest", () => {
  const name = `\`${"x".repeat(300)}\``;
  const text = `unit-tests: { checks: ["*"] }, linked-issue: {}`;
  const title = titleOf(text, { checks: [check(name, { conclusion: "failure" })] }) ?? "";
  expect(title).toMatch(/^Blocked: x+… \(and 1 more\)$/);
  expect(title.length).toBeLessThanOrEqual(140);
});

test("the comment counts what the title counts", () => {
  const passed = evaluated("senior-review: {}, two-factor: { enforcement: warn }, plain-http: {}", reviewed);
  expect(checkRunOf(passed, titles)?.title).toBe("Passed: 3 controls");
  expect(commentOf(passed, titles)).toContain("✅ 3 controls passed: Senior review, No plain HTTP, Two-factor");
});

test("the comment tells why, the first three reasons of each control", () => {
  const outsiders = [eve, ada, { ...eve, id: 55, login: "fay" }, { ...eve, id: 56, login: "gus" }].map((person) =>
    approval(person),
  );
  const body = commentOf(evaluated("senior-review: {}", { reviews: outsiders }), titles) ?? "";
  expect(body).toContain(
    "Ask one of bob, cleo, dan to approve the latest commit.\n  - The approval of eve does not count",
  );
  expect(body.match(/does not count/g)).toHaveLength(3);
  expect(body).toContain("… and 1 more in the check run");
});

test("the verdict keeps its keys: what the title says stands beside it", () => {
  const { verdict }: { verdict: { controls: object[] } } = evaluated("senior-review: {}", {});
  for (const control of verdict.controls)
    expect(Object.keys(control)).toEqual(["id", "enforcement", "outcome", "summary", "reasons", "remedy"]);
});
