import { expect, test } from "vitest";
import { judgeApproval, judgeRequest } from "../../src/commands/break-glass.ts";
import type { Asking } from "../../src/commands/standing.ts";
import type { Actor, FactsInput } from "../../src/domain/facts.ts";
import type { Known } from "../../src/pipeline/commands.ts";
import type { BreakGlassRequest } from "../../src/pipeline/exceptions.ts";
import { ada, bob, commit, eve, facts, HEAD, NOW, OLD_HEAD, olga, omar, pullRequest, robot } from "../support/facts.ts";

const policy = { request: "senior", approve: "officer", approvals: 2, "valid-hours": 4, "review-within-hours": 24 };
const now = new Date(NOW);
const later = new Date("2026-11-23T16:00:00Z");

function asking(by: Actor, given: Partial<FactsInput> = {}, changes: Partial<Asking> = {}): Asking {
  return { id: 60, by, facts: facts(given), effective: { "break-glass": policy }, isOpen: true, now, ...changes };
}

const asked: BreakGlassRequest = {
  id: 50,
  headSha: HEAD,
  baseRef: "main",
  incident: "INC-1",
  reason: "payments are down",
  requestedBy: bob,
  requestedAt: now,
  approvals: [],
  grant: null,
};
const once: BreakGlassRequest = { ...asked, approvals: [{ by: olga, at: now, reason: null }] };
const granted: BreakGlassRequest = { ...once, grant: { at: now, expiresAt: later } };

function known(...requests: BreakGlassRequest[]): Known {
  return { kinds: new Set(), requests, recentRequests: 0, obligation: null };
}

const request = { name: "break-glass", incident: "INC-1", reason: "payments are down" } as const;
const approve = { name: "break-glass approve", reason: null } as const;
const noBreakGlass = { effective: { "break-glass": null } };

test("who may request → a request for this head and this base, with what is still needed", () => {
  const { reaction, answer, followUp, grant } = judgeRequest(request, asking(bob), known());
  expect([reaction, followUp]).toEqual(["+1", "judge"]);
  const { incident, reason } = request;
  expect(grant).toEqual({ what: "request", headSha: HEAD, baseRef: "main", incident, reason });
  expect(answer).toBe(
    "bob asks for break-glass for INC-1, for the head `aaaaaaa` alone: a push voids it. Needed: 2 approvals by people of the " +
      "role officer who neither ask nor contributed, each by `/mergewarden break-glass approve`. It then holds for 4 hours.",
  );
});

test.for<[string, Asking, Known, RegExp]>([
  [
    "without a break-glass in the policy",
    asking(bob, {}, noBreakGlass),
    known(),
    /^The policy in force has no break-glass/,
  ],
  ["on a closed pull request", asking(bob, {}, { isOpen: false }), known(), /^This pull request is closed/],
  ["by somebody outside the role", asking(eve), known(), /^eve is not in the role senior\.$/],
  ["A53 by a bot", asking(robot, { roles: { senior: [robot] } }), known(), /is not in the role senior/],
  [
    "where the role cannot be read",
    asking(bob, { roles: { senior: { unavailable: "403" } } }),
    known(),
    /could not be read .*: 403/,
  ],
  [
    "where it is asked for already",
    asking(bob),
    known(once),
    /^bob asked for break-glass for INC-1, .* 1 of 2 approvals .*\(olga\)\./,
  ],
])("a request %s → nothing, and why", ([, given, before, answer]) => {
  expect(judgeRequest(request, given, before)).toMatchObject({ reaction: "-1", grant: null, followUp: "nothing" });
  expect(judgeRequest(request, given, before).answer).toMatch(answer);
});

test.for<[string, BreakGlassRequest]>([
  ["for another head", { ...granted, headSha: OLD_HEAD }],
  ["for another base", { ...granted, baseRef: "release" }],
  ["that expired", { ...granted, grant: { at: now, expiresAt: now } }],
])("a request behind one %s → a new one", ([, before]) => {
  expect(judgeRequest(request, asking(bob), known(before)).grant).toMatchObject({ what: "request" });
});

test.for([
  [2, false],
  [3, true],
] as const)(
  "A53 a request behind %i others by the same person in 30 days → taken, and told: %s",
  ([before, isTold]) => {
    const { grant, answer, evidence } = judgeRequest(request, asking(bob), { ...known(), recentRequests: before });
    expect(grant).not.toBeNull();
    expect(answer.includes("This is request 4 by bob within 30 days, more than 3.")).toBe(isTold);
    expect(evidence).toMatchObject({ requests_in_30_days: before + 1, quota_exceeded: isTold });
  },
);

test("the first of two approvals → kept, nothing is granted", () => {
  const { answer, grant, followUp } = judgeApproval({ ...approve, reason: "read" }, asking(olga), known(asked));
  expect(grant).toEqual({ what: "approval", request: 50, reason: "read", grant: null });
  expect(answer).toBe(
    "olga approves break-glass for INC-1: 1 of 2 approvals by the role officer. It does not hold yet.",
  );
  expect(followUp).toBe("judge");
});

test("the second → granted for the policy's hours", () => {
  const { answer, grant } = judgeApproval(approve, asking(omar), known(once));
  expect(grant).toMatchObject({ grant: { at: now, expiresAt: later } });
  expect(answer).toMatch(/: 2 of 2 .* granted for `aaaaaaa` until 2026-11-23 16:00 UTC; a push voids it\.$/);
});

test("A53 an earlier approver who is no officer any more, or contributed → not counted", () => {
  const left = asking(omar, { roles: { senior: [bob], officer: [omar] } });
  const wrote = asking(omar, { commits: [commit({ author: olga })] });
  for (const given of [left, wrote]) {
    expect(judgeApproval(approve, given, known(once)).grant).toMatchObject({ what: "approval", grant: null });
  }
});

test("one more than needed → kept, the grant stays", () => {
  const three = asking(eve, { roles: { senior: [bob], officer: [olga, omar, eve] } });
  const both = { ...granted, approvals: [...granted.approvals, { by: omar, at: now, reason: null }] };
  expect(judgeApproval(approve, three, known(both)).grant).toMatchObject({ what: "approval", grant: null });
});

const seniorOfficer = { roles: { senior: [olga], officer: [olga, omar] } };
const toMain = pullRequest({ base: { ref: "release", sha: HEAD } });
test.for<[string, Asking, Known, RegExp]>([
  ["without a break-glass in the policy", asking(olga, {}, noBreakGlass), known(asked), /no break-glass/],
  ["on a closed pull request", asking(olga, {}, { isOpen: false }), known(asked), /closed/],
  ["where nobody asked", asking(olga), known(), /^Nobody asked for break-glass here\.$/],
  [
    "after a push",
    asking(olga),
    known({ ...asked, headSha: OLD_HEAD }),
    /for `bbbbbbb`: a push voided it\. .* asks again\.$/,
  ],
  ["after the base was changed", asking(olga, { pullRequest: toMain }), known(asked), /for another base branch/],
  ["after it expired", asking(omar, {}, { now: later }), known(granted), /expired at 2026-11-23 16:00 UTC\./],
  [
    "A53 that was written before the request",
    asking(olga, {}, { id: 49 }),
    known(asked),
    /^This was written before the request/,
  ],
  ["A53 by who asked", asking(olga, seniorOfficer), known({ ...asked, requestedBy: olga }), /who asks cannot approve/],
  ["A53 by a contributor", asking(olga, { commits: [commit({ author: olga })] }), known(asked), /^olga contributed/],
  ["A53 by a pusher", asking(olga, { pushers: { actors: [olga], complete: true } }), known(asked), /^olga contributed/],
  ["A53 by the author", asking(ada, { roles: { officer: [ada] } }), known(asked), /^ada contributed/],
  ["A53 by the same person twice", asking(olga), known(once), /^olga approved already; 1 of 2 /],
  ["A53 by a bot", asking(robot, { roles: { officer: [robot] } }), known(asked), /not in the role officer/],
  ["by somebody outside the role", asking(eve), known(asked), /^eve is not in the role officer\.$/],
  [
    "where nobody knows who contributed",
    asking(olga, { commits: { unavailable: "500" } }),
    known(asked),
    /^It could not be told who/,
  ],
])("an approval %s → nothing, and why", ([, given, before, answer]) => {
  expect(judgeApproval(approve, given, before)).toMatchObject({ reaction: "-1", grant: null, followUp: "nothing" });
  expect(judgeApproval(approve, given, before).answer).toMatch(answer);
});

test("an approval that names a commit is for no other", () => {
  const named = (reason: string) => judgeApproval({ ...approve, reason }, asking(olga), known(asked));
  expect(named("aaaaaaa looks right").grant).not.toBeNull();
  expect(named("bbbbbbb looks right")).toMatchObject({ grant: null, answer: "The head is `aaaaaaa`, not `bbbbbbb`." });
});
