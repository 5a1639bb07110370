import { expect, test } from "vitest";
import { dependencyScan } from "../../src/controls/dependency-scan.ts";
import { judged } from "../support/context.ts";
import { facts } from "../support/facts.ts";

const change = (changes: object = {}) => ({
  change: "added" as const,
  ecosystem: "npm",
  name: "left-pad",
  version: "1.3.0",
  previousVersion: null,
  license: "MIT",
  scope: "runtime",
  manifest: "package.json",
  vulnerabilities: [],
  ...changes,
});
const vulnerable = (severity: string) => change({ vulnerabilities: [{ ghsa: "GHSA-x", severity }] });
const licensed = (license: string | null) => change({ license });
const strict = { "fail-on": "high", "deny-licenses": ["AGPL-3.0*", "SSPL-1.0"], "major-updates": "block" };
const unread = { unavailable: "?" };

test.for([
  { when: "nothing comes in", changes: [], outcome: "pass" },
  { when: "a harmless one comes in", changes: [change()], outcome: "pass" },
  { when: "a vulnerable one comes in", changes: [vulnerable("high")], outcome: "fail" },
  { when: "GitHub calls it moderate", changes: [vulnerable("moderate")], outcome: "pass" },
  {
    when: "a vulnerable one goes",
    changes: [{ ...vulnerable("critical"), change: "removed" as const }],
    outcome: "pass",
  },
  { when: "vulnerabilities cannot be read", changes: [change({ vulnerabilities: unread })], outcome: "unknown" },
  {
    when: "one fails and one cannot be read",
    changes: [vulnerable("high"), change({ vulnerabilities: unread })],
    outcome: "fail",
  },
  { when: "the licence is denied", changes: [licensed("AGPL-3.0-only")], outcome: "fail" },
  { when: "the licence is unknown", changes: [licensed(null)], outcome: "pass" },
  { when: "the licence cannot be read", changes: [change({ license: unread })], outcome: "unknown" },
  { when: "one branch of an OR is allowed", changes: [licensed("MIT OR AGPL-3.0-only")], outcome: "pass" },
  { when: "both branches of an OR are denied", changes: [licensed("SSPL-1.0 OR AGPL-3.0-only")], outcome: "fail" },
  { when: "one part of an AND is denied", changes: [licensed("MIT AND AGPL-3.0-or-later")], outcome: "fail" },
  {
    when: "an OR within an AND saves it",
    changes: [licensed("MIT AND (AGPL-3.0-only OR Apache-2.0)")],
    outcome: "pass",
  },
  { when: "a WITH is denied", changes: [licensed("AGPL-3.0-only WITH Classpath-exception-2.0")], outcome: "fail" },
  { when: "what is no expression names a denied one", changes: [licensed("Custom, AGPL-3.0 dual")], outcome: "fail" },
  {
    when: "it takes a major step",
    changes: [change({ version: "2.0.0" }), change({ change: "removed" as const })],
    outcome: "fail",
  },
  {
    when: "the previous version says so",
    changes: [change({ version: "2.0.0", previousVersion: "1.3.0" })],
    outcome: "fail",
  },
  {
    when: "it takes a minor step",
    changes: [change({ version: "1.4.0" }), change({ change: "removed" as const })],
    outcome: "pass",
  },
  {
    when: "the step cannot be told",
    changes: [change({ version: "main" }), change({ change: "removed" as const })],
    outcome: "unknown",
  },
])("$when → $outcome", ({ changes, outcome }) => {
  expect(judged(dependencyScan, facts({ dependencyChanges: changes as never }), { review: strict })).toMatchObject({
    outcome,
  });
});

test.for([
  { majorUpdates: "warn", outcome: "pass", told: ["left-pad 2.0.0 is a major step from 1.3.0."] },
  { majorUpdates: "off", outcome: "pass", told: [] },
])("major-updates: $majorUpdates", ({ majorUpdates, outcome, told }) => {
  const changes = [change({ version: "2.0.0", previousVersion: "1.3.0" })];
  const review = { ...strict, "major-updates": majorUpdates };
  expect(judged(dependencyScan, facts({ dependencyChanges: changes }), { review })).toMatchObject({
    outcome,
    reasons: told,
  });
});

test("an unknown licence is told", () => {
  const { reasons } = judged(dependencyScan, facts({ dependencyChanges: [licensed(null)] }), { review: strict });
  expect(reasons).toEqual(["left-pad 1.3.0 has no known licence: look at it yourself."]);
});

test("the dependency changes cannot be read → unknown", () => {
  const given = facts({ dependencyChanges: { unavailable: "404: the dependency graph is off" } });
  expect(judged(dependencyScan, given, { review: strict })).toMatchObject({ outcome: "unknown" });
});
