import { describe, expect, test } from "vitest";
import { parsed, problems, resolved, roles } from "../support/policies.ts";

function effective(repository: string | null, floor: string | null): unknown {
  return resolved(repository, floor).effective;
}

function at(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split(".")) found = (found as Record<string, unknown> | null | undefined)?.[key];
  return found;
}

/** Repository and floor write one setting each: what holds, and whether the repository's line is named. */
const rows: [string, string, string, unknown, boolean][] = [
  ["mode", "observe", "enforce", "enforce", true],
  ["mode", "enforce", "observe", "enforce", false],
  ["check-name", "gate", "mergewarden", "mergewarden", true],
  ["missing-after", "60", "30", 30, true],
  ["missing-after", "10", "30", 10, false],
  ["comment", "true", "false", false, true],
  ["branches", "[b]", "[a]", ["a", "b"], false],
  ["controls.senior-review.enforcement", "off", "block", "block", true],
  ["controls.senior-review.enforcement", "warn", "block", "block", true],
  ["controls.senior-review.enforcement", "block", "warn", "block", false],
  ["controls.senior-review.approvals", "1", "2", 2, true],
  ["controls.senior-review.approvals", "3", "2", 3, false],
  ["controls.senior-review.approvals", "2", "2", 2, false],
  ["controls.senior-review.from", "officer", "senior", "senior", true],
  ["controls.senior-review.independent-of", "author", "contributors", "contributors", true],
  ["controls.senior-review.unknown-authors", "ignore", "extra-approval", "extra-approval", true],
  ["controls.senior-review.unknown-authors", "block", "extra-approval", "block", false],
  ["controls.senior-review.keep-approvals", "same-diff", "same-commit", "same-commit", true],
  ["controls.senior-review.changes-requested", "ignore", "block", "block", true],
  ["controls.plain-http.fail-on", "error", "warning", "warning", true],
  ["controls.plain-http.fail-on", "notice", "warning", "notice", false],
  ["controls.plain-http.allow-hosts", "[a]", "[a, b]", [{ host: "a" }], false],
  ["controls.plain-http.allow-hosts", "[a, c]", "[a, b]", [{ host: "a" }], true],
  ["controls.plain-http.ignore-paths", "[x]", "[]", [], true],
  ["controls.plain-http.severities.tests", "off", "notice", "notice", true],
  ["controls.plain-http.severities.tests", "error", "notice", "error", false],
  ["controls.plain-http.severities.HTTP020", "off", "off", "off", false],
  ["controls.linked-issue.pattern", "A", "B", "B", true],
  ["controls.linked-issue.in", "[body, title]", "[title, body]", ["title", "body"], false],
  ["controls.linked-issue.in", "[title]", "[title, body]", ["title", "body"], true],
  ["controls.guarded-paths.paths", "[q]", "[p]", ["p", "q"], false],
  ["controls.code-scan.alerts.fail-on", "critical", "high", "high", true],
  ["controls.code-scan.alerts.fail-on", "any", "high", "any", false],
  ["controls.code-scan.alerts.version", '">=2.16.0"', '">=2.15.0"', ">=2.16.0", false],
  ["controls.code-scan.alerts.version", '">=2.14.0"', '">=2.15.0"', ">=2.15.0", true],
  ["controls.code-scan.alerts.version", '"2.14 - 2.16"', '"2.15 - 2.17"', "2.15 - 2.17", true],
  ["controls.dependency-scan.review.deny-licenses", "[B]", "[A]", ["A", "B"], false],
  ["controls.dependency-scan.review.major-updates", "off", "warn", "warn", true],
  ["controls.gate-required.allow-bypass", "[Team:1]", "[Team:1, Team:2]", ["Team:1"], false],
  ["break-glass.approvals", "1", "2", 2, true],
  ["break-glass.valid-hours", "2", "4", 2, false],
  ["break-glass.review-within-hours", "48", "24", 24, true],
  ["break-glass.request", "officer", "senior", "senior", true],
];

/** The policy that writes one setting, in flow style: `{ controls: { lint: { … } } }`. */
function writes(path: string, value: string): string {
  const tool = path.startsWith("controls.code-scan.alerts") ? "tool: CodeQL, " : "";
  const [top = "", ...keys] = path.split(".");
  const nested = keys.reduceRight((inner, key, index) => `{ ${index === 2 ? tool : ""}${key}: ${inner} }`, value);
  return `${roles}\n${top}: ${nested}`;
}

describe("the stricter holds, and what asks for less is named", () => {
  test.for(rows)("%s: %s over %s → %o, named: %s", ([path, repository, floor, holds, isNamed]) => {
    const policy = resolved(writes(path, repository), writes(path, floor));
    expect(at(policy.effective, path)).toEqual(holds);
    const named = policy.withoutEffect.map((note) => note.path);
    expect(named.some((name) => name.startsWith(path))).toBe(isNamed);
    expect(named.filter((name) => !name.startsWith(path))).toEqual([]);
  });
});

describe("only what the floor writes is floor", () => {
  test.for<[string, string | null, string | null, string, unknown]>([
    [
      "the floor lists a control: its enforcement",
      "controls: { up-to-date: { enforcement: off } }",
      "controls: { up-to-date: {} }",
      "controls.up-to-date.enforcement",
      "block",
    ],
    [
      "a default nobody wrote asks for nothing",
      `${roles}\ncontrols: { senior-review: { unknown-authors: ignore } }`,
      `${roles}\ncontrols: { senior-review: {} }`,
      "controls.senior-review.unknown-authors",
      "ignore",
    ],
    [
      "a list that the floor does not write",
      "controls: { plain-http: { allow-hosts: a } }",
      "controls: { plain-http: {} }",
      "controls.plain-http.allow-hosts",
      [{ host: "a" }],
    ],
    [
      "a default list that the repository replaces",
      `${roles}\ncontrols: { guarded-paths: { paths: x } }`,
      `${roles}\ncontrols: { guarded-paths: {} }`,
      "controls.guarded-paths.paths",
      ["x"],
    ],
    [
      "the repository has none: the floor alone",
      null,
      "mode: observe\ncontrols: { up-to-date: {} }",
      "controls.up-to-date.enforcement",
      "block",
    ],
    [
      "a control that the floor does not list",
      "controls: { up-to-date: {} }",
      "controls: {}",
      "controls.up-to-date.enforcement",
      "block",
    ],
    ["break-glass where the floor is silent", `${roles}\nbreak-glass: {}`, "controls: {}", "break-glass.approvals", 2],
    [
      "break-glass where the repository is silent",
      "controls: {}",
      `${roles}\nbreak-glass: { approvals: 3 }`,
      "break-glass.approvals",
      3,
    ],
    ["break-glass that nobody writes", "controls: {}", "controls: {}", "break-glass", null],
    ["branches that nobody writes", "controls: {}", "controls: {}", "branches", null],
    ["a role more", "roles: { lead: { users: ada } }", roles, "roles.lead.users", ["ada"]],
    [
      "nested settings merge key by key",
      "controls: { code-scan: { alerts: { tool: CodeQL, fail-on: low } } }",
      'controls: { code-scan: { alerts: { tool: CodeQL, version: ">=2" } } }',
      "controls.code-scan.alerts",
      { tool: "CodeQL", version: ">=2", "fail-on": "low" },
    ],
  ])("%s → %s over %s", ([, repository, floor, path, holds]) => {
    expect(at(effective(repository, floor), path)).toEqual(holds);
  });

  test("selectors of one name all hold, also the laxer one, which is not named", () => {
    const strict = "controls: { lint: { checks: [{ name: lint, app: ci, workflow: w.yml }] } }";
    const lax = "controls: { lint: { checks: [{ name: lint, app: ci }] } }";
    const policy = resolved(lax, strict);
    expect(policy.effective.controls.lint?.checks).toHaveLength(2);
    expect(policy.withoutEffect).toEqual([]);
  });
});

describe("the sentence names both lines", () => {
  const floor = `${roles}\ncontrols:\n  senior-review:\n    approvals: 2\n  plain-http: { allow-hosts: [a] }`;
  test.for([
    {
      when: "a value",
      repository: "controls: { senior-review: {\n  approvals: 1 } }",
      sentence:
        "controls.senior-review.approvals: 1 (policy.yml:3:3) has no effect: the organisation asks for 2 (floor.yml:5:5)",
    },
    {
      when: "an enforcement that the floor implies",
      repository: "controls: { senior-review: { enforcement: warn } }",
      sentence:
        "controls.senior-review.enforcement: warn (policy.yml:2:30) has no effect: the organisation asks for block (floor.yml:4:3)",
    },
    {
      when: "an item",
      repository: "controls: { plain-http: { allow-hosts: [a, b] } }",
      sentence:
        "controls.plain-http.allow-hosts.1: { host: b } (policy.yml:2:44) has no effect: the organisation asks for [{ host: a }] (floor.yml:6:17)",
    },
    {
      when: "a role",
      repository: "roles: { senior: { users: ada } }",
      sentence: "roles.senior (policy.yml:2:10) has no effect: the organisation defines this role (floor.yml:2:10)",
    },
    {
      when: "a rule",
      repository: "rules: [{ when: { base: main }, controls: { senior-review: { enforcement: off } } }]",
      sentence:
        "rules.0.controls.senior-review.enforcement: off (policy.yml:2:62) has no effect: the organisation asks for block (floor.yml:4:3)",
    },
  ])("$when → $sentence", ({ repository, sentence }) => {
    expect(resolved(repository, floor).withoutEffect.map((note) => note.sentence)).toEqual([sentence]);
  });

  test.for([
    { when: "the same role again", repository: "roles: { senior: { teams: [seniors] } }", rules: "" },
    {
      when: "a rule where the floor has one on the same setting",
      repository: "rules: [{ when: { base: main }, controls: { senior-review: { approvals: 1 } } }]",
      rules: "rules: [{ when: { base: main }, controls: { senior-review: { approvals: 1 } } }]",
    },
    {
      when: "a rule that asks for more",
      repository: "rules: [{ when: { head: x }, controls: { senior-review: { approvals: 3 } } }]",
      rules: "",
    },
    { when: "nothing written", repository: "controls: {}", rules: "" },
  ])("$when → nothing is named", ({ repository, rules }) => {
    expect(resolved(repository, `${floor}\n${rules}`).withoutEffect).toEqual([]);
  });
});

describe("what is put together must be complete", () => {
  test.for<[string, string | null, string | null, string[]]>([
    ["the floor brings the checks", "controls: { lint: {} }", "controls: { lint: { checks: x } }", []],
    ["the repository brings the checks", "controls: { lint: { checks: x } }", "controls: { lint: {} }", []],
    [
      "nobody does",
      "controls: { lint: {} }",
      "controls: { lint: {} }",
      ["policy.yml:2:13 controls.lint: expected checks with at least one item, got nothing"],
    ],
    [
      "the floor alone does not",
      null,
      "controls: { lint: {} }",
      ["floor.yml:2:13 controls.lint: expected checks with at least one item, got nothing"],
    ],
    ["the floor brings the role", `controls: { senior-review: {} }`, roles, []],
    ["the repository brings the role", roles, "controls: { senior-review: {} }", []],
    [
      "the floor's rule uses a role nobody has",
      "controls: {}",
      `${roles}\nrules: [{ when: { base: a }, controls: { senior-review: { from: x } } }]`,
      [
        'floor.yml:3:59 rules.0.controls.senior-review.from: expected a role that is defined under roles, got "x"; define it: roles: { x: { teams: [TEAM] } }',
      ],
    ],
  ])("%s", ([, repository, floor, expected]) => {
    expect(problems(repository, floor)).toEqual(expected);
  });

  test("A52 a floor's own loosening rule needs a condition that allows it, too", () => {
    const text = `${roles}\ncontrols: { senior-review: { approvals: 2 } }\nrules: [{ when: { labels: x }, controls: { senior-review: { approvals: 1 } } }]`;
    expect(() => parsed(text, "floor.yml")).toThrow("a rule that loosens needs only-paths, authors or base");
  });
});
