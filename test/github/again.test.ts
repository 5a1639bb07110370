import { expect, test } from "vitest";
import type { FactsInput } from "../../src/domain/facts.ts";
import { nextLook } from "../../src/github/again.ts";
import { bob, facts, file, HEAD, NOW, OLD_HEAD, olga, omar } from "../support/facts.ts";
import { evaluation } from "../support/judged.ts";

const head = "version: 1\nroles: { senior: { teams: [s] }, officer: { teams: [o] } }\nbreak-glass: {}\n";
const green = `${head}controls: { plain-http: {} }\n`;
const waiting = `${head}controls: { unit-tests: { checks: unit } }\n`;

const granted = {
  kind: "break-glass" as const,
  headSha: HEAD,
  requestedBy: bob,
  approvedBy: [olga, omar],
  grantedAt: "2026-11-23T11:00:00Z",
  expiresAt: "2026-11-23T12:10:00Z",
  reason: "payments are down",
  incident: "INC-1",
};
const waiver = { kind: "waiver" as const, rule: "HTTP001", path: "src/a.ts", approvedBy: olga, reason: "no TLS" };
const ahead = { ...granted, grantedAt: "2026-11-23T12:00:02Z" };

const rows: { when: string; policy?: string; given?: Partial<FactsInput>; at: string | null }[] = [
  { when: "nothing is to come", at: null },
  { when: "a check is to come", policy: waiting, at: "2026-11-23T12:20:00.000Z" },
  {
    when: "an exception ends before its deadline",
    policy: waiting,
    given: { exceptions: [granted] },
    at: "2026-11-23T12:10:00.000Z",
  },
  { when: "an exception for this head ends", given: { exceptions: [granted] }, at: "2026-11-23T12:10:00.000Z" },
  { when: "one is granted by a clock ahead", given: { exceptions: [ahead] }, at: "2026-11-23T12:00:02.000Z" },
  { when: "one for another head ends", given: { exceptions: [{ ...granted, headSha: OLD_HEAD }] }, at: null },
  { when: "one has ended", given: { exceptions: [{ ...granted, expiresAt: NOW }] }, at: null },
  {
    when: "a waiver for a file ends",
    given: { exceptions: [{ ...waiver, expiresAt: "2026-11-24T00:00:00Z" }] },
    at: "2026-11-24T00:00:00.000Z",
  },
  {
    when: "it ends in months",
    given: { exceptions: [{ ...waiver, expiresAt: "2027-03-01T00:00:00Z" }] },
    at: "2026-11-30T12:00:00.000Z",
  },
  {
    when: "a waiver for another file ends",
    given: { exceptions: [{ ...waiver, expiresAt: "2026-11-24T00:00:00Z" }], files: [file("b.ts")] },
    at: null,
  },
];

test.for(rows)("$when → $at", ({ policy = green, given = {}, at }) => {
  const next = nextLook(evaluation(facts(given), policy), new Date(NOW));
  expect(next?.toISOString() ?? null).toBe(at);
});
