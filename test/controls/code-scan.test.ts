import { expect, test } from "vitest";
import { codeScan } from "../../src/controls/code-scan.ts";
import type { FactsInput } from "../../src/domain/facts.ts";
import { judged } from "../support/context.ts";
import { check, facts, HEAD, OLD_HEAD, pullRequest } from "../support/facts.ts";

type Scanning = Extract<NonNullable<FactsInput["codeScanning"]>, { analyses?: unknown }>;
const analysis = (changes: object = {}) => ({
  tool: "CodeQL",
  version: "2.16.0",
  headSha: HEAD,
  error: "",
  ...changes,
});
const alert = (changes: object = {}) => ({
  number: 1,
  tool: "CodeQL",
  rule: "js/xss",
  severity: "high",
  state: "open",
  new: true,
  path: "src/a.ts",
  line: 1,
  ...changes,
});
const scanning = (alerts: object[] = [], analyses: object[] = [analysis()]) => ({ analyses, alerts }) as Scanning;
const alerts = { tool: "CodeQL", version: ">=2.15.0", "fail-on": "high" };
const waitedLong = pullRequest({ head: { ref: "topic", sha: HEAD, repositoryId: 1, seenAt: "2026-11-23T10:00:00Z" } });

test.for([
  { when: "nothing was found", codeScanning: scanning(), outcome: "pass" },
  { when: "a new high alert is open", codeScanning: scanning([alert()]), outcome: "fail" },
  { when: "a new critical alert is open", codeScanning: scanning([alert({ severity: "critical" })]), outcome: "fail" },
  { when: "a new medium alert is open", codeScanning: scanning([alert({ severity: "medium" })]), outcome: "pass" },
  { when: "the alert is open on the base, too", codeScanning: scanning([alert({ new: false })]), outcome: "pass" },
  { when: "the alert was dismissed", codeScanning: scanning([alert({ state: "dismissed" })]), outcome: "pass" },
  { when: "another tool alerts", codeScanning: scanning([alert({ tool: "Other" })]), outcome: "pass" },
  {
    when: "an alert's severity cannot be read",
    codeScanning: scanning([alert({ severity: { unavailable: "?" } })]),
    outcome: "unknown",
  },
  {
    when: "one alert fails and another cannot be read",
    codeScanning: scanning([alert(), alert({ number: 2, new: { unavailable: "?" } })]),
    outcome: "fail",
  },
  { when: "there is no analysis", codeScanning: scanning([], []), outcome: "pending" },
  {
    when: "the analysis is of another head",
    codeScanning: scanning([], [analysis({ headSha: OLD_HEAD })]),
    outcome: "pending",
  },
  {
    when: "the analysis is by another tool",
    codeScanning: scanning([], [analysis({ tool: "Other" })]),
    outcome: "pending",
  },
  {
    when: "the analysis failed",
    codeScanning: scanning([], [analysis({ error: "out of memory" })]),
    outcome: "pending",
  },
  { when: "the tool is too old", codeScanning: scanning([], [analysis({ version: "2.14.9" })]), outcome: "fail" },
  {
    when: "one of two analyses is by an old tool",
    codeScanning: scanning([], [analysis(), analysis({ version: "2.1.0" })]),
    outcome: "fail",
  },
  { when: "the version cannot be read", codeScanning: scanning([], [analysis({ version: null })]), outcome: "unknown" },
  {
    when: "the version is no version",
    codeScanning: scanning([], [analysis({ version: "nightly" })]),
    outcome: "unknown",
  },
  {
    when: "an alert is open and the analyses cannot be read",
    codeScanning: { analyses: { unavailable: "403" }, alerts: scanning([alert()]).alerts },
    outcome: "fail",
  },
  {
    when: "one analysis is by an old tool and the version of another cannot be read",
    codeScanning: scanning([], [analysis({ version: { unavailable: "?" } }), analysis({ version: "2.1.0" })]),
    outcome: "fail",
  },
  { when: "code scanning cannot be read", codeScanning: { unavailable: "403" }, outcome: "unknown" },
] satisfies { when: string; codeScanning: FactsInput["codeScanning"]; outcome: string }[])(
  "$when → $outcome",
  ({ codeScanning, outcome }) => {
    expect(judged(codeScan, facts({ codeScanning }), { alerts })).toMatchObject({ outcome });
  },
);

test.for([
  { when: "there is no analysis", analyses: [], outcome: "fail" },
  { when: "the analysis failed", analyses: [analysis({ error: "x" })], outcome: "fail" },
])("after `missing-after`: $when → $outcome", ({ analyses, outcome }) => {
  const given = facts({ pullRequest: waitedLong, codeScanning: scanning([], analyses) });
  expect(judged(codeScan, given, { alerts })).toMatchObject({ outcome });
});

test.for([
  {
    when: "the check and the alerts are fine",
    checks: [check("CodeQL", { app: { id: 57789, slug: "github-advanced-security" } })],
    outcome: "pass",
  },
  { when: "the check is missing", checks: [], outcome: "pending" },
  {
    when: "the check failed and the alerts cannot be read",
    checks: [check("CodeQL", { app: { id: 57789, slug: "github-advanced-security" }, conclusion: "failure" })],
    found: { unavailable: "403" },
    outcome: "fail",
  },
])("with a check: $when → $outcome", ({ checks, found = scanning(), outcome }) => {
  const settings = { alerts, checks: [{ name: "CodeQL", app: "github-advanced-security", conclusions: ["success"] }] };
  expect(judged(codeScan, facts({ checks, codeScanning: found }), settings)).toMatchObject({ outcome });
});

test.for([
  { a: ">=2.16.0", b: ">=2.15.0", order: "stricter" },
  { a: ">=2.15.0", b: ">=2.16.0", order: "laxer" },
  { a: ">=2.15.0", b: ">=2.15.0", order: "equal" },
  { a: "2.x", b: ">=2.15.0", order: "incomparable" },
])("the range $a is $order to $b", ({ a, b, order }) => {
  expect(codeScan.settings.alerts.members.version.compare(a, b)).toBe(order);
});
