import { expect, test } from "vitest";
import { controls } from "../../src/controls/index.ts";
import type { FactsInput } from "../../src/domain/facts.ts";
import { builtInPolicy } from "../../src/policy/built-in.ts";
import { resolvePolicy } from "../../src/policy/resolve.ts";
import { facts } from "../support/facts.ts";
import { parsed } from "../support/policies.ts";

const unread = { unavailable: "403" };
const rules = { requiresPullRequest: true, bypassActors: [], appId: 1001 };
const requires = (name: string, appId: number | null | typeof unread) => ({
  ...rules,
  requiredChecks: [{ name, appId }],
});

test.for<[string, FactsInput["branchRules"], string]>([
  ["nothing is required", { ...rules, requiredChecks: [] }, "observe"],
  ["another check is required", requires("ci", 1001), "observe"],
  ["a check of this name by another app is required", requires("mergewarden", 7), "observe"],
  ["the gate is required", requires("mergewarden", 1001), "enforce"],
  ["the gate is required from anybody", requires("mergewarden", null), "enforce"],
  ["whose check is required is unread", requires("mergewarden", unread), "enforce"],
  ["this app's id is unread", { ...requires("mergewarden", 7), appId: unread }, "enforce"],
  ["the required checks are unread", { ...rules, requiredChecks: unread }, "enforce"],
  ["the rules are unread", unread, "enforce"],
])("%s → %s", ([, branchRules, mode]) => {
  expect(builtInPolicy(facts({ branchRules }), controls).written.mode).toBe(mode);
});

test("it is the contract's", () => {
  const { written } = builtInPolicy(facts(), controls);
  const text = `mode: enforce
roles: { senior: { permissions: [maintain, admin] }, officer: { permissions: [admin] } }
controls: { senior-review: {}, plain-http: {}, guarded-paths: {}, gate-required: { enforcement: warn } }`;
  expect(written).toEqual(parsed(text).written);
});

test.for<[string, string | undefined, string | undefined, string[]]>([
  ["neither", undefined, undefined, ["gate-required", "guarded-paths", "plain-http", "senior-review"]],
  ["the floor alone", undefined, "controls: { up-to-date: {} }", ["up-to-date"]],
  ["the repository alone", "controls: { two-factor: {} }", undefined, ["two-factor"]],
  ["both", "controls: { two-factor: {} }", "controls: { up-to-date: {} }", ["two-factor", "up-to-date"]],
])("%s has a policy → what is in force", ([, repository, organization, active]) => {
  const policy = resolvePolicy({
    repository: repository === undefined ? undefined : parsed(repository),
    organization: organization === undefined ? undefined : parsed(organization),
    builtIn: builtInPolicy(facts(), controls),
    controls,
  });
  expect("effective" in policy && Object.keys(policy.effective.controls).sort()).toEqual(active);
});
