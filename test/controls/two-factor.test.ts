import { expect, test } from "vitest";
import { twoFactor } from "../../src/controls/two-factor.ts";
import { judged } from "../support/context.ts";
import { facts } from "../support/facts.ts";

test.for([
  { when: "it is required", organization: { twoFactorRequired: true }, outcome: "pass" },
  { when: "A06 it is not", organization: { twoFactorRequired: false }, outcome: "fail" },
  { when: "that cannot be read", organization: { twoFactorRequired: { unavailable: "403" } }, outcome: "unknown" },
  { when: "the organisation cannot be read", organization: { unavailable: "403" }, outcome: "unknown" },
])("$when → $outcome", ({ organization, outcome }) => {
  expect(judged(twoFactor, facts({ organization }))).toMatchObject({ outcome });
});
