import { expect, test } from "vitest";
import { controls } from "../../src/controls/index.ts";
import type { Check, FactsInput } from "../../src/domain/facts.ts";
import { judge } from "../../src/engine/judge.ts";
import type { GroupFacts } from "../../src/merge-groups/facts.ts";
import { judgeGroup } from "../../src/merge-groups/judge-group.ts";
import {
  approval,
  BASE,
  bob,
  check,
  facts,
  HEAD,
  NOW,
  OLD_HEAD,
  olga,
  omar,
  pullRequest,
  review,
} from "../support/facts.ts";
import { parsed } from "../support/judged.ts";

const GROUP = "d".repeat(40);
const roles = "roles: { senior: { teams: [seniors] }, officer: { teams: [officers] } }";
const policy = `version: 1
${roles}
break-glass: {}
controls: { senior-review: {}, unit-tests: { checks: unit }, up-to-date: {} }
`;
const passing: Partial<FactsInput> = { reviews: [approval(bob)], checks: [check("unit")] };
const onGroup = (changes: Partial<Check> = {}) => ({ ...check("unit", { headSha: GROUP }), ...changes }) as Check;

type Changes = { [K in keyof GroupFacts]?: Partial<GroupFacts[K]> | GroupFacts[K] };
function group(changes: Changes = {}): GroupFacts {
  const headRef = `refs/heads/gh-readonly-queue/main/pr-7-${BASE}`;
  const told = { headSha: GROUP, headRef, baseRef: "main", baseSha: BASE, number: 7, seenAt: "2026-11-23T11:55:00Z" };
  return {
    foundation: { kind: "tip" },
    addsOnly: true,
    checks: [onGroup()],
    now: NOW,
    ...changes,
    group: { ...told, ...changes.group },
    pullRequest: { repositoryId: 1, baseRef: "main", headSha: HEAD, state: "open", ...changes.pullRequest },
  } as GroupFacts;
}

function verdictOn(given: Partial<FactsInput> = {}, changes: Changes = {}, text = policy) {
  const inForce = { repository: parsed(text), organization: null, error: null, floorMissing: null };
  const pull = judge(inForce, facts({ ...passing, ...given }), controls);
  return judgeGroup(inForce, pull, group(changes), controls);
}

type Row = { when: string; given?: Partial<FactsInput>; changes?: Changes; conclusion: string; gist?: string };
const rows: Row[] = [
  { when: "all is as it should be", conclusion: "success" },
  {
    when: "A31 the pull request's branch is behind",
    given: { pullRequest: pullRequest({ mergeBase: OLD_HEAD }) },
    conclusion: "success",
  },
  {
    when: "A32 the pull request is not approved",
    given: { reviews: [] },
    conclusion: "pending",
    gist: "pull request 7: 1 senior approval",
  },
  { when: "A32 changes are requested", given: { reviews: [review(bob, "changes_requested")] }, conclusion: "failure" },
  {
    when: "A32 its own checks fail",
    given: { checks: [check("unit", { conclusion: "failure" })] },
    conclusion: "failure",
  },
  { when: "A32 its reviews could not be read", given: { reviews: { unavailable: "no" } }, conclusion: "failure" },
  {
    when: "A32 another head than the one judged",
    changes: { pullRequest: { headSha: OLD_HEAD } },
    conclusion: "failure",
  },
  { when: "A32 another repository's", changes: { pullRequest: { repositoryId: 2 } }, conclusion: "failure" },
  { when: "A32 another number", changes: { group: { number: 8 } }, conclusion: "failure" },
  { when: "A18 into another base", changes: { pullRequest: { baseRef: "side" } }, conclusion: "failure" },
  { when: "closed", changes: { pullRequest: { state: "closed" } }, conclusion: "failure" },
  { when: "A32 something else in it", changes: { addsOnly: false }, conclusion: "failure" },
  { when: "A32 what it adds could not be read", changes: { addsOnly: { unavailable: "no" } }, conclusion: "failure" },
  {
    when: "on a group that passed",
    changes: { foundation: { kind: "group", number: 6, conclusion: "success" } },
    conclusion: "success",
  },
  {
    when: "A32 on a group that failed",
    changes: { foundation: { kind: "group", number: 6, conclusion: "failure" } },
    conclusion: "failure",
  },
  {
    when: "A32 on a group that waits",
    changes: { foundation: { kind: "group", number: 6, conclusion: "pending" } },
    conclusion: "pending",
  },
  {
    when: "A32 on a group that nobody judged",
    changes: { foundation: { kind: "group", number: 6, conclusion: null } },
    conclusion: "pending",
  },
  { when: "A32 on a stranger", changes: { foundation: { kind: "stranger" } }, conclusion: "pending" },
  {
    when: "A32 on a stranger, after the deadline",
    changes: { foundation: { kind: "stranger" }, group: { seenAt: "2026-11-23T11:30:00Z" } },
    conclusion: "failure",
  },
  {
    when: "A31 the check failed on the group",
    changes: { checks: [onGroup({ conclusion: "failure" })] },
    conclusion: "failure",
    gist: "`unit` failed",
  },
  {
    when: "A31 the check runs on the group",
    changes: { checks: [onGroup({ status: "in_progress", conclusion: null })] },
    conclusion: "pending",
  },
  {
    when: "A29 the check is the pull request's",
    changes: { checks: [check("unit") as Check] },
    conclusion: "pending",
    gist: "unit has not come yet",
  },
  {
    when: "A24 another app's check",
    changes: { checks: [onGroup({ app: { id: 9, slug: "forger" } })] },
    conclusion: "pending",
  },
  {
    when: "A27 the check was skipped",
    changes: { checks: [onGroup({ conclusion: "skipped" })] },
    conclusion: "failure",
  },
  {
    when: "A28 no check, after the deadline",
    changes: { checks: [], group: { seenAt: "2026-11-23T11:30:00Z" } },
    conclusion: "failure",
    gist: "unit never came",
  },
  { when: "the checks could not be read", changes: { checks: { unavailable: "no" } }, conclusion: "failure" },
];

test.for(rows)("$when → $conclusion", ({ given, changes, conclusion, gist }) => {
  const evaluation = verdictOn(given, changes);
  expect(evaluation?.verdict).toMatchObject({ conclusion, headSha: GROUP, exception: null });
  if (gist !== undefined) expect([...(evaluation?.gists.values() ?? [])]).toContain(gist);
});

test("a check that has not come → the remedy names what workflows need for merge groups", () => {
  const part = verdictOn({}, { checks: [] })?.verdict.controls.find(({ id }) => id === "unit-tests");
  expect(part?.remedy).toContain("`merge_group`");
});

test("a control that only warns → told, and blocks nothing", () => {
  const warns = policy.replace("checks: unit }", "checks: unit, enforcement: warn }");
  const verdict = verdictOn({}, { checks: [] }, warns)?.verdict;
  expect(verdict).toMatchObject({ conclusion: "success" });
  expect(verdict?.controls).toContainEqual(expect.objectContaining({ id: "unit-tests", outcome: "pending" }));
});

test("a base that is not gated → no verdict", () => {
  expect(verdictOn({}, {}, policy.replace("controls:", "branches: [release]\ncontrols:"))).toBeNull();
});

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

test.for<{ when: string; given: Partial<FactsInput>; changes: Changes; conclusion: string; isLifted: boolean }>([
  { when: "the pull request's review", given: { reviews: [] }, changes: {}, conclusion: "success", isLifted: true },
  { when: "the group's checks", given: {}, changes: { checks: [] }, conclusion: "success", isLifted: true },
  { when: "nothing, where all passes", given: {}, changes: {}, conclusion: "success", isLifted: false },
  {
    when: "not what the group is made of",
    given: {},
    changes: { addsOnly: false },
    conclusion: "failure",
    isLifted: false,
  },
])("A53 break-glass lifts $when", ({ given, changes, conclusion, isLifted }) => {
  const verdict = verdictOn({ ...given, exceptions: [granted] }, changes)?.verdict;
  expect(verdict).toMatchObject({ conclusion });
  expect(verdict?.exception ?? null).toEqual(isLifted ? granted : null);
});
