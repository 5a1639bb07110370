import { expect, test } from "vitest";
import { policy } from "../../src/controls/policy.ts";
import type { PolicyState } from "../../src/domain/control.ts";
import { context, judged } from "../support/context.ts";
import { facts } from "../support/facts.ts";

const fine = context().policy;
const error = "policy.yml:1:1 version: expected 1";
const effects = { effects: [] };

test.for([
  { when: "it loaded", state: {}, outcome: "pass" },
  { when: "A21 it does not load", state: { error }, outcome: "fail" },
  { when: "it does not load and this pull request mends it", state: { error, change: effects }, outcome: "pass" },
  {
    when: "it does not load and this pull request does not mend it",
    state: { error, change: { problem: "x" } },
    outcome: "fail",
  },
  {
    when: "it does not load and what is changed cannot be read",
    state: { error, change: { unavailable: "500" } },
    outcome: "fail",
  },
  { when: "the floor vanished", state: { floorMissing: "404" }, outcome: "unknown" },
  { when: "it lists no control", state: { empty: true }, outcome: "pass" },
] satisfies { when: string; state: Partial<PolicyState>; outcome: string }[])(
  "$when → $outcome",
  ({ state, outcome }) => {
    expect(judged(policy, facts(), {}, { policy: { ...fine, ...state } })).toMatchObject({ outcome });
  },
);

test("lines without effect are named", () => {
  const withoutEffect = ["controls.lint has no effect"];
  expect(judged(policy, facts(), {}, { policy: { ...fine, withoutEffect } })).toMatchObject({
    outcome: "pass",
    reasons: withoutEffect,
  });
});
