import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { controls } from "../../src/controls/index.ts";
import type { Problem } from "../../src/domain/policy.ts";
import { parsePolicy } from "../../src/policy/parse.ts";
import { formatProblem } from "../../src/policy/problems.ts";
import { resolvePolicy } from "../../src/policy/resolve.ts";
import { parsed, written } from "../support/policies.ts";

const folder = join(import.meta.dirname, "../fixtures/policies");

function fixtures(kind: "valid" | "invalid"): string[] {
  return readdirSync(join(folder, kind)).filter((name) => name.endsWith(".yml"));
}

function problemsOf(kind: "valid" | "invalid", file: string): readonly Problem[] {
  const policy = parsePolicy(readFileSync(join(folder, kind, file), "utf8"), { file, controls });
  if ("problems" in policy) return policy.problems;
  const resolved = resolvePolicy({ repository: policy, controls });
  return "problems" in resolved ? resolved.problems : [];
}

test.for(fixtures("valid"))("valid/%s → no problem", (file) => {
  expect(problemsOf("valid", file).map(formatProblem)).toEqual([]);
});

test.for(fixtures("invalid"))("invalid/%s → every problem, in words", async (file) => {
  const problems = problemsOf("invalid", file).map(formatProblem);
  expect(problems).not.toEqual([]);
  await expect(`${problems.join("\n")}\n`).toMatchFileSnapshot(join(folder, "invalid", file.replace(/yml$/, "txt")));
});

test("the message of the issue, to the letter", () => {
  const text = `${"# \n".repeat(9)}version: 1\ncontrols: { senior-review: {\n    approvals: two } }\n`;
  const policy = parsePolicy(text, { file: "policy.yml", controls });
  const problems = "problems" in policy ? policy.problems.map(formatProblem) : [];
  expect(problems).toEqual([
    'policy.yml:12:5 controls.senior-review.approvals: expected a whole number from 1 to 10, got "two"',
  ]);
});

test("control characters of a policy do not reach the terminal", () => {
  const parsed = parsePolicy('version: 1\n"a\\e[31m": 1\n', { file: "policy.yml", controls });
  expect("problems" in parsed && parsed.problems.map(formatProblem).join()).not.toMatch(/\p{Cc}/u);
});

describe("the normal form", () => {
  test.for([
    {
      when: "a bare name of a check",
      text: "controls: { lint: { checks: lint } }",
      path: ["controls", "lint", "checks"],
      value: [{ name: "lint", app: "github-actions", conclusions: ["success"] }],
    },
    { when: "one branch", text: "branches: main", path: ["branches"], value: ["main"] },
    {
      when: "a listed control",
      text: "controls: { lint: {} }",
      path: ["controls", "lint"],
      value: { enforcement: "block" },
    },
    {
      when: "a role",
      text: "roles: { senior: { teams: a } }",
      path: ["roles", "senior"],
      value: { users: [], teams: ["a"], permissions: [] },
    },
    {
      when: "a rule without a name",
      text: "rules: [{ when: { base: main }, controls: {} }]",
      path: ["rules", "0", "name"],
      value: "rule 1",
    },
    {
      when: "a control in a rule",
      text: "rules: [{ when: { base: a }, controls: { lint: {} } }]",
      path: ["rules", "0", "controls", "lint"],
      value: {},
    },
    { when: "an empty break-glass", text: "break-glass: {}", path: ["break-glass"], value: {} },
    { when: "what is not written", text: "mode: observe", path: ["check-name"], value: undefined },
  ])("$when → $value", ({ text, path, value }) => {
    let found: unknown = written(text);
    for (const key of path) found = (found as Record<string, unknown>)[key];
    expect(found).toEqual(value);
  });
});

test.for([
  { when: "an item", path: "controls.lint.checks.1", line: 5, column: 9 },
  { when: "a key", path: "controls.lint.checks", line: 3, column: 5 },
  { when: "a key that is not written", path: "controls.lint.enforcement", line: 2, column: 13 },
  { when: "a key whose parent is not written", path: "controls.unit-tests.checks", line: 2, column: 1 },
  { when: "a key at the top that is not written", path: "mode", line: 1, column: 1 },
])("$when → line $line, column $column", ({ path, line, column }) => {
  const text = "controls: { lint: {\n    checks: [\n        lint,\n        format ] } }\n";
  expect(parsed(text).locate(path)).toEqual({ line, column });
});
