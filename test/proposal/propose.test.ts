import fc from "fast-check";
import { expect, test } from "vitest";
import { controls } from "../../src/controls/index.ts";
import { parsePolicy } from "../../src/policy/parse.ts";
import { resolvePolicy } from "../../src/policy/resolve.ts";
import type { Habits } from "../../src/proposal/habits.ts";
import { propose } from "../../src/proposal/propose.ts";

const plain: Habits = {
  repository: "acme/api",
  isOrganization: true,
  defaultBranch: "main",
  protectedBranches: [],
  approvals: null,
  asksForSignatures: false,
  asksForUpToDate: false,
  owners: null,
  pullRequests: 0,
  checks: [],
};

function valid(text: string) {
  const parsed = parsePolicy(text, { file: "policy.yml", controls });
  if ("problems" in parsed) throw new Error(`${JSON.stringify(parsed.problems)}\n${text}`);
  const resolved = resolvePolicy({ repository: parsed, controls });
  if ("problems" in resolved) throw new Error(`${JSON.stringify(resolved.problems)}\n${text}`);
  return resolved.effective;
}

test("a repository that tells nothing → one approval, what needs no checks, observed", () => {
  const effective = valid(propose(plain));
  expect(effective).toMatchObject({ mode: "observe", branches: null });
  expect(Object.keys(effective.controls)).toEqual([
    "senior-review",
    "plain-http",
    "guarded-paths",
    "gate-required",
    "two-factor",
  ]);
});

test("what a repository does today → a line each, with its reason", () => {
  const actions = { app: "github-actions" };
  const text = propose({
    ...plain,
    protectedBranches: ["release/1", "main"],
    approvals: 2,
    asksForSignatures: true,
    owners: { users: ["ada"], teams: ["seniors"] },
    pullRequests: 10,
    checks: [
      { name: "unit (20)", producer: actions, times: 9, isRequired: false },
      { name: "e2e", producer: actions, times: 0, isRequired: true },
      { name: "ci/lint", producer: { creator: "robot" }, times: 10, isRequired: false },
      { name: "CodeQL", producer: { app: "github-advanced-security" }, times: 8, isRequired: false },
      { name: "rare test", producer: actions, times: 5, isRequired: false },
      { name: "deploy", producer: actions, times: 10, isRequired: false },
      { name: "jenkins tests", producer: null, times: 0, isRequired: true },
    ],
  });
  expect(text).toMatchSnapshot();
  expect(valid(text).controls).toMatchObject({
    "senior-review": { approvals: 2 },
    "unit-tests": { checks: [{ name: "unit (20)", app: "github-actions" }] },
    "integration-tests": { checks: [{ name: "e2e" }] },
    lint: { checks: [{ name: "ci/lint", creator: "robot" }] },
    "code-scan": { checks: [{ name: "CodeQL", app: "github-advanced-security" }] },
  });
});

test("whatever names are made of → the policy is valid, and means them", () => {
  const name = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom(
        "\n",
        "#",
        ":",
        "-",
        "'",
        '"',
        "*",
        "{",
        "]",
        "%",
        "@",
        "`",
        "&",
        "!",
        "test",
        " ",
        "\t",
        "\u2028",
        "\u001b",
      ),
      minLength: 1,
    }),
  );
  const seen = fc.record({
    name,
    producer: fc.option(fc.oneof(fc.record({ app: name }), fc.record({ creator: name }))),
    times: fc.nat(10),
    isRequired: fc.boolean(),
  });
  const habits = fc.record({
    repository: name,
    isOrganization: fc.boolean(),
    defaultBranch: name,
    protectedBranches: fc.array(name, { maxLength: 3 }),
    approvals: fc.option(fc.integer({ min: 0, max: 50 })),
    asksForSignatures: fc.boolean(),
    asksForUpToDate: fc.boolean(),
    owners: fc.constantFrom(null, { users: ["ada"], teams: [] }, { users: [], teams: ["other/core.team_1"] }),
    pullRequests: fc.nat(10),
    checks: fc.array(seen, { maxLength: 6 }),
  });
  const check = (given: Habits) => {
    expect(valid(propose(given)).mode).toBe("observe");
  };
  fc.assert(fc.property(habits, check), { numRuns: process.env.MERGEWARDEN_DEEP === undefined ? 300 : 5000 });
});
