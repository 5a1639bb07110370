import { expect, test } from "vitest";
import { gateRequired } from "../../src/controls/gate-required.ts";
import { judged } from "../support/context.ts";
import { facts } from "../support/facts.ts";

const rules = (changes: object = {}) =>
  facts({
    branchRules: {
      requiredChecks: [{ name: "mergewarden", appId: 1001 }],
      requiresPullRequest: true,
      bypassActors: [],
      appId: 1001,
      ...changes,
    },
  });
const required = (appId: unknown, name = "mergewarden") => rules({ requiredChecks: [{ name, appId }] });
const bypass = (mode: string) => rules({ bypassActors: [{ id: 42, type: "Team", mode }] });

test.for([
  { when: "required, pinned, closed", given: rules(), outcome: "pass" },
  { when: "not required", given: rules({ requiredChecks: [] }), outcome: "fail" },
  { when: "another name is required", given: required(1001, "other"), outcome: "fail" },
  { when: "A23 required but not pinned", given: required(null), outcome: "fail" },
  { when: "A23 pinned to another app", given: required(666), outcome: "fail" },
  {
    when: "pinned by one of two rules",
    given: rules({
      requiredChecks: [
        { name: "mergewarden", appId: null },
        { name: "mergewarden", appId: 1001 },
      ],
    }),
    outcome: "pass",
  },
  { when: "takes pushes", given: rules({ requiresPullRequest: false }), outcome: "fail" },
  { when: "somebody can always bypass", given: bypass("always"), outcome: "fail" },
  { when: "somebody can bypass on pull requests", given: bypass("pull_request"), outcome: "pass" },
  { when: "who can bypass cannot be read", given: rules({ bypassActors: { unavailable: "403" } }), outcome: "pass" },
  { when: "the rules cannot be read", given: facts({ branchRules: { unavailable: "403" } }), outcome: "unknown" },
  { when: "somebody is exempt from the rules", given: bypass("exempt"), outcome: "fail" },
  {
    when: "the required checks cannot be read and the branch takes pushes",
    given: rules({ requiredChecks: { unavailable: "403" }, requiresPullRequest: false }),
    outcome: "fail",
  },
  {
    when: "not pinned, and our own id is not known",
    given: rules({ requiredChecks: [{ name: "mergewarden", appId: null }], appId: { unavailable: "?" } }),
    outcome: "fail",
  },
  {
    when: "what it is pinned to cannot be read",
    given: rules({ requiredChecks: [{ name: "mergewarden", appId: { unavailable: "?" } }] }),
    outcome: "unknown",
  },
  {
    when: "how somebody can bypass cannot be read",
    given: rules({ bypassActors: [{ id: 42, type: "Team", mode: { unavailable: "?" } }] }),
    outcome: "unknown",
  },
  {
    when: "one can always bypass and how another can is not read",
    given: rules({
      bypassActors: [
        { id: 7, type: "Team", mode: { unavailable: "?" } },
        { id: 42, type: "Team", mode: "always" },
      ],
    }),
    outcome: "fail",
  },
  { when: "our own id is not known", given: rules({ appId: { unavailable: "?" } }), outcome: "unknown" },
])("$when → $outcome", ({ given, outcome }) => {
  expect(judged(gateRequired, given)).toMatchObject({ outcome });
});

test("who may bypass is allowed by type and id", () => {
  expect(judged(gateRequired, bypass("always"), { "allow-bypass": ["Team:42"] })).toMatchObject({ outcome: "pass" });
  expect(judged(gateRequired, bypass("always"), { "allow-bypass": ["Team:7"] })).toMatchObject({ outcome: "fail" });
});

test("an unreadable list of bypasses is told", () => {
  const { reasons } = judged(gateRequired, rules({ bypassActors: { unavailable: "403" } }));
  expect(reasons).toEqual(["Who can bypass the rules was not read: 403."]);
});

test("the check's name may hold the base", () => {
  expect(judged(gateRequired, required(1001, "gate/main"), {}, { checkName: "gate/main" })).toMatchObject({
    outcome: "pass",
  });
});
