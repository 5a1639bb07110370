import { expect, test } from "vitest";
import { controls } from "../../../src/controls/index.ts";
import type { FactsInput } from "../../../src/domain/facts.ts";
import { needsOf } from "../../../src/github/needs.ts";
import { breakGlassNote } from "../../../src/github/report/break-glass.ts";
import type { BreakGlassRequest } from "../../../src/pipeline/exceptions.ts";
import { bob, facts, HEAD, OLD_HEAD, olga, omar } from "../../support/facts.ts";
import { evaluation, parsed } from "../../support/judged.ts";

const roles = "roles: { senior: { teams: [s] }, officer: { teams: [o] } }";
const policy = `version: 1\n${roles}\nbreak-glass: {}\ncontrols: { unit-tests: { checks: unit } }\n`;
const at = new Date("2026-11-23T11:00:00Z");
const approvals = [olga, omar].map((by) => ({ by, at, reason: null }));
const asked: BreakGlassRequest = {
  id: 50,
  headSha: HEAD,
  baseRef: "main",
  incident: "INC-1 @all",
  reason: "<b>down</b>",
  requestedBy: bob,
  requestedAt: at,
  approvals: approvals.slice(0, 1),
  grant: null,
};
const granted: BreakGlassRequest = { ...asked, approvals, grant: { at, expiresAt: new Date("2026-11-23T15:00:00Z") } };
const exception = {
  kind: "break-glass" as const,
  headSha: HEAD,
  requestedBy: bob,
  approvedBy: [olga, omar],
  grantedAt: "2026-11-23T11:00:00Z",
  expiresAt: "2026-11-23T15:00:00Z",
  reason: "down",
  incident: "INC-1",
};

function note(request: BreakGlassRequest | null, given: Partial<FactsInput> = {}, text = policy): string | null {
  return breakGlassNote(evaluation(facts(given), text), request === null ? [] : [request]);
}

test("nobody asked, or the policy has none → nothing", () => {
  expect(note(null)).toBeNull();
  expect(note(asked, {}, policy.replace("break-glass: {}\n", ""))).toBeNull();
});

test("asked for → who, for what and why, who approved, how many are needed; inert", () => {
  expect(note(asked)).toBe(
    "🚨 bob asked for break-glass for INC-1 @\u2060all, for the head `aaaaaaa`. &lt;b&gt;down&lt;/b&gt; " +
      "1 of 2 approvals by the role officer (olga).",
  );
});

test("granted → until when", () => {
  expect(note(granted, { exceptions: [exception] })).toMatch(
    / 2 of 2 approvals by the role officer \(olga, omar\)\. It is granted for `aaaaaaa` until 2026-11-23 15:00 UTC; a push voids it\.$/,
  );
});

test("A53 granted by people who are no officers any more → it does not count, and that is said", () => {
  const left = { exceptions: [exception], roles: { senior: [bob], officer: [olga] } };
  expect(note(granted, left)).toMatch(/ It does not count: by the policy in force these people are not enough\.$/);
});

test.for<[string, BreakGlassRequest, RegExp]>([
  [
    "voided",
    { ...granted, headSha: OLD_HEAD },
    /^Break-glass for INC-1 @\u2060all, .* was for `bbbbbbb`: a push voided it\./,
  ],
  ["for another base", { ...granted, baseRef: "release" }, / was for another base branch\./],
  ["expired", { ...granted, grant: { at, expiresAt: at } }, / expired at 2026-11-23 11:00 UTC\./],
])("%s → that, and that it can be asked for again", ([, request, said]) => {
  expect(note(request)).toMatch(said);
  expect(note(request)).toMatch(/Who still needs it asks again\.$/);
});

test("what tells whether break-glass counts is read, whatever the controls need", () => {
  const inForce = { repository: parsed(policy), organization: null, error: null, floorMissing: null };
  expect([...needsOf(inForce, controls).needs]).toEqual(expect.arrayContaining(["commits", "pushers", "roles"]));
});
