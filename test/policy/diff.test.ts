import { describe, expect, test } from "vitest";
import { controls } from "../../src/controls/index.ts";
import { diffPolicies } from "../../src/policy/diff.ts";
import { resolved, roles } from "../support/policies.ts";

function effects(before: string, after: string, floor: string | null = null): string[] {
  const [former, latter] = [resolved(before, floor), resolved(after, floor)];
  return diffPolicies(former.effective, latter.effective, controls).map(({ effect, text }) => `${effect}: ${text}`);
}

const none = "controls: {}";

describe("the gate", () => {
  test.for<[string, string, string[]]>([
    ["mode: observe", "mode: enforce", ["tightened: mode: observe → enforce"]],
    ["mode: enforce", "mode: observe", ["loosened: mode: enforce → observe"]],
    ["mode: enforce", none, []],
    ["missing-after: 30", "missing-after: 60", ["loosened: missing-after: 30 → 60"]],
    ["missing-after: 30", "missing-after: 5", ["tightened: missing-after: 30 → 5"]],
    ["check-name: a", "check-name: b", ["changed: check-name: a → b"]],
    ["comment: true", "comment: false", ["changed: comment: true → false"]],
    ["branches: [a, b]", "branches: [b]", ["loosened: branches: a removed"]],
    ["branches: a", "branches: [a, b]", ["tightened: branches: b added"]],
    ["branches: [a, b]", "branches: [b, a]", []],
    [none, "branches: main", ["changed: branches: the default branch → [main]"]],
    ["branches: main", none, ["changed: branches: [main] → the default branch"]],
  ])("%s, then %s → %s", ([before, after, expected]) => {
    expect(effects(before, after)).toEqual(expected);
  });
});

describe("roles and break-glass have no order", () => {
  const senior = (role: string) => `roles: { senior: ${role}, officer: { teams: [officers] } }`;
  const one = "{ users: [ada] }";
  test.for<[string, string, string, string[]]>([
    [
      "a role is added",
      none,
      "roles: { lead: { users: ada } }",
      ["changed: roles.lead: none → { users: [ada], teams: [], permissions: [] }"],
    ],
    [
      "a role is removed",
      "roles: { lead: { users: ada } }",
      none,
      ["changed: roles.lead: { users: [ada], teams: [], permissions: [] } → none"],
    ],
    [
      "a role gets fewer people",
      senior("{ users: [ada, bob] }"),
      senior(one),
      [
        "changed: roles.senior: { users: [ada, bob], teams: [], permissions: [] } → { users: [ada], teams: [], permissions: [] }",
      ],
    ],
    ["a role's people in another order", senior("{ users: [ada, bob] }"), senior("{ users: [bob, ada] }"), []],
    [
      "break-glass is added",
      senior(one),
      `${senior(one)}\nbreak-glass: {}`,
      [
        "changed: break-glass: none → { request: senior, approve: officer, approvals: 2, valid-hours: 4, review-within-hours: 24 }",
      ],
    ],
    [
      "break-glass asks for more",
      `${senior(one)}\nbreak-glass: {}`,
      `${senior(one)}\nbreak-glass: { approvals: 3 }`,
      [
        "changed: break-glass: { request: senior, approve: officer, approvals: 2, valid-hours: 4, review-within-hours: 24 } → { request: senior, approve: officer, approvals: 3, valid-hours: 4, review-within-hours: 24 }",
      ],
    ],
    [
      "break-glass writes a default out",
      `${senior(one)}\nbreak-glass: {}`,
      `${senior(one)}\nbreak-glass: { approvals: 2 }`,
      [],
    ],
  ])("%s", ([, before, after, expected]) => {
    expect(effects(before, after)).toEqual(expected);
  });
});

describe("controls", () => {
  const of = (text: string) => `${roles}\ncontrols: { ${text} }`;
  test.for<[string, string, string[]]>([
    ["", "senior-review: {}", ["tightened: controls.senior-review: added, block"]],
    ["", "up-to-date: { enforcement: warn }", ["tightened: controls.up-to-date: added, warn"]],
    ["", "up-to-date: { enforcement: off }", []],
    ["senior-review: { approvals: 3 }", "", ["loosened: controls.senior-review: block → removed"]],
    [
      "senior-review: { approvals: 3 }",
      "senior-review: { enforcement: off }",
      ["loosened: controls.senior-review: block → off"],
    ],
    [
      "senior-review: { enforcement: off }",
      "senior-review: { enforcement: warn }",
      ["tightened: controls.senior-review: off → warn"],
    ],
    [
      "senior-review: {}",
      "senior-review: { enforcement: warn }",
      ["loosened: controls.senior-review.enforcement: block → warn"],
    ],
    [
      "senior-review: { enforcement: warn }",
      "senior-review: {}",
      ["tightened: controls.senior-review.enforcement: warn → block"],
    ],
    ["senior-review: {}", "senior-review: { approvals: 2 }", ["tightened: controls.senior-review.approvals: 1 → 2"]],
    ["senior-review: { approvals: 2 }", "senior-review: {}", ["loosened: controls.senior-review.approvals: 2 → 1"]],
    ["senior-review: {}", "senior-review: { approvals: 1, from: senior }", []],
    [
      "senior-review: {}",
      "senior-review: { from: officer }",
      ["changed: controls.senior-review.from: senior → officer"],
    ],
    [
      "lint: { checks: [a, b] }",
      "lint: { checks: a }",
      ["loosened: controls.lint.checks: { name: b, app: github-actions, conclusions: [success] } removed"],
    ],
    [
      "lint: { checks: [{ name: a, app: ci }] }",
      "lint: { checks: [{ name: a, app: ci, workflow: w }] }",
      ["tightened: controls.lint.checks: { name: a, app: ci, workflow: w, conclusions: [success] } added"],
    ],
    [
      "plain-http: {}",
      "plain-http: { allow-hosts: a }",
      ["loosened: controls.plain-http.allow-hosts: { host: a } added"],
    ],
    [
      "plain-http: {}",
      "plain-http: { severities: { HTTP001: notice, tests: notice } }",
      [
        "tightened: controls.plain-http.severities.tests: off → notice",
        "loosened: controls.plain-http.severities.HTTP001: error → notice",
      ],
    ],
    [
      "plain-http: { severities: { examples: error } }",
      "plain-http: { severities: {} }",
      ["loosened: controls.plain-http.severities.examples: error → warning"],
    ],
    ["plain-http: { severities: { examples: warning } }", "plain-http: {}", []],
    ["plain-http: { ignore-paths: a }", "plain-http: {}", ["tightened: controls.plain-http.ignore-paths: a removed"]],
    [
      "linked-issue: { in: title }",
      "linked-issue: { in: [title, body] }",
      ["changed: controls.linked-issue.in: [title] → [title, body]"],
    ],
    ["linked-issue: { pattern: a }", "linked-issue: { pattern: b }", ["changed: controls.linked-issue.pattern: a → b"]],
    [
      "code-scan: { checks: a }",
      "code-scan: { checks: a, alerts: { tool: T } }",
      ["tightened: controls.code-scan.alerts: { tool: T, fail-on: high } added"],
    ],
    [
      "code-scan: { checks: a, alerts: { tool: T } }",
      "code-scan: { checks: a }",
      ["loosened: controls.code-scan.alerts: { tool: T, fail-on: high } removed"],
    ],
    [
      'code-scan: { alerts: { tool: T, version: ">=1.0.0" } }',
      "code-scan: { alerts: { tool: T } }",
      ["loosened: controls.code-scan.alerts.version: >=1.0.0 removed"],
    ],
    [
      'code-scan: { alerts: { tool: T, version: "^1.0.0" } }',
      'code-scan: { alerts: { tool: T, version: ">=1.1.0" } }',
      ["changed: controls.code-scan.alerts.version: ^1.0.0 → >=1.1.0"],
    ],
  ])("%s, then %s → %s", ([before, after, expected]) => {
    expect(effects(of(before), of(after))).toEqual(expected);
  });

  test("what the floor asks for anyhow is no loosening", () => {
    expect(
      effects(of("senior-review: { approvals: 2 }"), of("senior-review: {}"), of("senior-review: { approvals: 2 }")),
    ).toEqual([]);
  });

  test("settings of a control that only a rule turns on count", () => {
    const policy = (approvals: number) =>
      `${of(`senior-review: { enforcement: off, approvals: ${approvals} }`)}\nrules: [{ when: { head: x }, controls: { senior-review: { enforcement: block } } }]`;
    expect(effects(policy(3), policy(1))).toEqual(["loosened: controls.senior-review.approvals: 3 → 1"]);
  });
});

describe("rules", () => {
  const base = `${roles}\ncontrols: { senior-review: { approvals: 2 } }`;
  const rule = (name: string, when: string, approvals: number) =>
    `{ name: ${name}, when: { ${when} }, controls: { senior-review: { approvals: ${approvals} } } }`;
  const [more, evenMore, fewer] = [
    rule("more", "head: x", 3),
    rule("even more", "head: y", 4),
    rule("fewer", "base: x", 1),
  ];
  const nameless = (head: string) => `{ when: { head: ${head} }, controls: { senior-review: { approvals: 3 } } }`;
  test.for<[string, string[], string[], string[]]>([
    ["one that only tightens is added", [], [more], ["tightened: rules: more added"]],
    [
      "one that turns a control on is added",
      [],
      ["{ name: on, when: { head: x }, controls: { up-to-date: {} } }"],
      ["tightened: rules: on added"],
    ],
    ["one that loosens is added", [], [fewer], ["changed: rules: fewer added"]],
    ["one after a stricter one is added", [evenMore], [evenMore, more], ["changed: rules: more added"]],
    ["one before a stricter one is added", [evenMore], [more, evenMore], ["tightened: rules: more added"]],
    ["one is removed", [more], [], ["changed: rules: more removed"]],
    ["one that loosens is removed", [fewer], [], ["changed: rules: fewer removed"]],
    [
      "one is edited",
      [more],
      [rule("more", "head: z", 3)],
      ["changed: rules: more removed", "tightened: rules: more added"],
    ],
    ["another order", [more, evenMore], [evenMore, more], ["changed: rules: in another order"]],
    [
      "keys of one in another order",
      ["{ when: { head: x, base: y }, controls: {}, name: a }"],
      ["{ name: a, controls: {}, when: { base: y, head: x } }"],
      [],
    ],
    ["a nameless one moves on", [nameless("x")], [nameless("y"), nameless("x")], ["tightened: rules: rule 1 added"]],
    ["the same", [more, fewer], [more, fewer], []],
  ])("%s", ([, before, after, expected]) => {
    expect(effects(`${base}\nrules: [${before.join(", ")}]`, `${base}\nrules: [${after.join(", ")}]`)).toEqual(
      expected,
    );
  });
});
