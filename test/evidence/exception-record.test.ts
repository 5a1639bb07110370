import { expect, test } from "vitest";
import type { Actor } from "../../src/domain/facts.ts";
import { canonicalBytes, sha256 } from "../../src/evidence/canonical.ts";
import { decidedRecord, lateRecord, openedRecord, resolvedRecord } from "../../src/evidence/exception-record.ts";
import { type Gap, gapRecord } from "../../src/evidence/gap-record.ts";
import { actorMark, committed } from "../../src/evidence/personal.ts";
import type { LandingException, Obligation } from "../../src/pipeline/obligations.ts";

const [ada, bob, cyd] = ["ada", "bob", "cyd"].map((login, index) => ({ id: index + 1, login, type: "User" })) as [
  Actor,
  Actor,
  Actor,
];
const landedAt = new Date("2026-11-23T12:00:00.000Z");
const dueAt = new Date("2026-11-24T12:00:00.000Z");
const exception: LandingException = {
  key: "DIRECT_PUSH/1/main/b",
  code: "DIRECT_PUSH",
  tenant: 9,
  repository: { installationId: 5, repositoryId: 1, owner: "acme", name: "api" },
  pullRequest: null,
  branch: "main",
  before: "a",
  after: "b",
  commits: ["d", "c"],
  removed: [],
  landedAt,
  mode: "enforce",
  barred: [cyd],
  reviewHours: 24,
};
const { reviewHours: _, commits: __, removed: ___, ...about } = exception;
const obligation: Obligation = {
  ...about,
  openedAt: landedAt,
  dueAt,
  state: "open",
  thread: 8,
  resolvedAt: null,
  decisions: [],
};

test("opened: what landed, by digest, and when its review is due; in observe mode it never is", () => {
  const { kind, key, body } = openedRecord(exception, dueAt);
  expect([kind, key]).toEqual(["exception.opened", "exception.opened/DIRECT_PUSH/1/main/b"]);
  expect(body).toMatchObject({
    repo: { id: 1, name: "acme/api" },
    ref: "refs/heads/main",
    landing: { before: "a", after: "b", landed_at: "2026-11-23T12:00:00.000Z" },
    commits: { all: 2, digest: sha256(new TextEncoder().encode("c\nd")) },
    due_at: "2026-11-24T12:00:00.000Z",
  });
  expect(openedRecord({ ...exception, mode: "observe" }, dueAt).body).toMatchObject({ mode: "observe", due_at: null });
});

test("decided: who and on what, why as a commitment that goes with the officer", () => {
  const decision = { commentId: 4, officer: bob, decision: "approve", decidedAt: dueAt } as const;
  const { body, documents } = decidedRecord(obligation, decision, "a secret reason");
  expect(body).toMatchObject({ officer: actorMark(bob), landed: "b", decision: "approve", comment: 4 });
  expect(body.reason).toEqual(committed("a secret reason", bob));
  expect(documents).toEqual([]);
});

test("overdue, escalated and resolved are each one record of an exception; late stays late", () => {
  const late = new Date(dueAt.getTime() + 1);
  expect(lateRecord("exception.overdue", obligation, late).key).toBe("exception.overdue/DIRECT_PUSH/1/main/b");
  expect(resolvedRecord(obligation, [ada, bob], late).body).toMatchObject({ outcome: "remediated", late: true });
  expect(resolvedRecord(obligation, [ada, bob], dueAt).body).toMatchObject({
    late: false,
    officers: [actorMark(ada), actorMark(bob)],
  });
});

test("a hostile branch name is canonical JSON all the same", () => {
  expect(() => canonicalBytes(openedRecord({ ...exception, branch: "\ud800</script>" }, dueAt).body)).not.toThrow();
});

const gap: Gap = { kind: "suspended", tenant: 9, installationId: 5, at: landedAt };
const open = { installation: 5, why: "suspended", from: "2026-11-23T12:00:00.000Z", to: null } as const;

test.for<[string, Gap, Parameters<typeof gapRecord>[1], object | null]>([
  ["suspended", gap, null, { kind: "gap.opened", body: open }],
  ["uninstalled", { ...gap, kind: "uninstalled" }, null, { kind: "gap.opened", body: { why: "uninstalled" } }],
  [
    "back",
    { ...gap, kind: "back", at: dueAt },
    open,
    { kind: "gap.closed", body: { ...open, to: dueAt.toISOString() } },
  ],
  ["back, and it was not gone", { ...gap, kind: "back" }, { ...open, to: dueAt.toISOString() }, null],
  ["installed for the first time", { ...gap, kind: "back" }, null, null],
])("A49 the app is %s", ([, given, last, expected]) => {
  const record = gapRecord(given, last);
  if (expected === null) expect(record).toBeNull();
  else expect(record).toMatchObject(expected);
});
