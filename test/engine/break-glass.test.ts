import { expect, test } from "vitest";
import type { FactsInput } from "../../src/domain/facts.ts";
import { ada, bob, commit, eve, facts, HEAD, OLD_HEAD, olga, omar, robot } from "../support/facts.ts";
import { gated, outcomeOf } from "../support/judged.ts";

const roles = "roles: { senior: { teams: [seniors] }, officer: { teams: [officers] } }";
const policy = `version: 1\n${roles}\nbreak-glass: {}\ncontrols: { senior-review: {}, unit-tests: { checks: unit } }\n`;
const granted = {
  kind: "break-glass" as const,
  headSha: HEAD,
  requestedBy: bob,
  approvedBy: [olga, omar],
  grantedAt: "2026-11-23T11:00:00Z",
  expiresAt: "2026-11-23T15:00:00Z",
  reason: "payments are down",
  incident: "INC-1",
};

type Row = { when: string; exception?: Partial<typeof granted>; given?: Partial<FactsInput>; lifts: boolean };
test.for<Row>([
  { when: "two officers approved", lifts: true },
  { when: "A53 one officer approved", exception: { approvedBy: [olga] }, lifts: false },
  { when: "A53 one officer approved twice", exception: { approvedBy: [olga, olga] }, lifts: false },
  {
    when: "A53 an approver is the requester",
    exception: { approvedBy: [olga, omar], requestedBy: olga },
    given: { roles: { senior: [olga], officer: [olga, omar] } },
    lifts: false,
  },
  { when: "A53 an approver contributed", given: { commits: [commit({ author: omar })] }, lifts: false },
  {
    when: "an approver is a bot",
    exception: { approvedBy: [olga, robot] },
    given: { roles: { senior: [bob], officer: [olga, robot] } },
    lifts: false,
  },
  { when: "one approver too many who may not", exception: { approvedBy: [ada, eve, olga, omar] }, lifts: true },
  { when: "the requester is not in the role", exception: { requestedBy: eve }, lifts: false },
  { when: "it is for another head", exception: { headSha: OLD_HEAD }, lifts: false },
  { when: "it expired", exception: { expiresAt: "2026-11-23T12:00:00Z" }, lifts: false },
  { when: "it lasts longer than the policy allows", exception: { expiresAt: "2026-11-23T15:00:01Z" }, lifts: false },
  {
    when: "it is granted in the future",
    exception: { grantedAt: "2026-11-23T12:00:01Z", expiresAt: "2026-11-23T13:00:00Z" },
    lifts: false,
  },
  { when: "no reason is given", exception: { reason: " " }, lifts: false },
  { when: "no incident is given", exception: { incident: "" }, lifts: false },
  {
    when: "the role cannot be read",
    given: { roles: { senior: [bob], officer: { unavailable: "403" } } },
    lifts: false,
  },
  { when: "the pushers cannot be read", given: { pushers: { unavailable: "500" } }, lifts: false },
  { when: "the exceptions cannot be read", given: { exceptions: { unavailable: "500" } }, lifts: false },
])("$when: lifts $lifts", ({ exception = {}, given = {}, lifts }) => {
  const verdict = gated(facts({ exceptions: [{ ...granted, ...exception }], ...given }), policy);
  expect(verdict.conclusion === "success").toBe(lifts);
  expect(verdict.exception).toEqual(lifts ? { ...granted, ...exception } : null);
  expect(outcomeOf(verdict, "unit-tests")).toBe("pending");
});

test("a policy without break-glass knows none", () => {
  const without = policy.replace("break-glass: {}\n", "");
  expect(gated(facts({ exceptions: [granted] }), without)).toMatchObject({ conclusion: "pending", exception: null });
});

test("it never lifts policy-change", () => {
  const policyChange = {
    path: ".github/mergewarden.yml",
    before: policy,
    after: policy.replace("break-glass: {}\n", ""),
  };
  expect(gated(facts({ exceptions: [granted], policyChange }), policy).conclusion).toBe("pending");
});
