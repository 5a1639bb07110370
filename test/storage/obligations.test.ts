import { afterAll, beforeAll, expect, test } from "vitest";
import type { LandingException, Obligations } from "../../src/pipeline/obligations.ts";
import { keepReview, obligations } from "../../src/storage/obligations.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let stored: Obligations;
beforeAll(async () => {
  database = await openTestDatabase();
  stored = obligations(database.db);
});
afterAll(() => database.close());

const now = new Date("2026-11-23T12:10:00.000Z");
const later = new Date("2026-11-23T12:15:00.000Z");
const cyd = { id: 3, login: "cyd", type: "User" } as const;
let counter = 0;
function exception(given: Partial<LandingException> = {}): LandingException {
  counter += 1;
  return {
    key: `DIRECT_PUSH/1/main/${counter}`,
    code: "DIRECT_PUSH",
    tenant: 9_000_000_000,
    repository: { installationId: 5, repositoryId: 1, owner: "acme", name: "api" },
    pullRequest: null,
    branch: "main",
    before: `before-${counter}`,
    after: `after-${counter}`,
    commits: [`commit-${counter}`],
    removed: [],
    landedAt: new Date("2026-11-23T12:00:00.000Z"),
    mode: "enforce",
    barred: [cyd, { ...cyd, id: 4, login: "dan" }],
    reviewHours: 24,
    ...given,
  };
}

test("opened once: the second time returns the first", async () => {
  const given = exception();
  const first = await stored.open(given, now);
  const { reviewHours: _, commits: __, removed: ___, ...about } = given;
  const due = new Date("2026-11-24T12:00:00.000Z");
  expect(first).toEqual({
    ...about,
    openedAt: now,
    dueAt: due,
    state: "open",
    thread: null,
    resolvedAt: null,
    decisions: [],
  });
  expect(await stored.open({ ...given, barred: [] }, later)).toEqual(first);
});

test("observe mode records, and nobody owes anything", async () => {
  const { key, state } = await stored.open(exception({ mode: "observe" }), now);
  expect(state).toBe("recorded");
  expect((await stored.pending()).map((one) => one.key)).not.toContain(key);
});

test("commits are explained on the branch they reached alone", async () => {
  const { branch, commits } = exception();
  await stored.open(exception({ commits: [...commits, "more"] }), now);
  expect(await stored.explained(1, branch, [...commits, "other"])).toEqual(new Set(commits));
  expect(await stored.explained(1, "release", commits)).toEqual(new Set());
  expect(await stored.explained(2, branch, commits)).toEqual(new Set());
  expect(await stored.explained(1, branch, [])).toEqual(new Set());
});

test("one at a time sets out to open the issue, until it is there", async () => {
  const { key } = await stored.open(exception(), now);
  expect(await Promise.all([stored.claim(key, now), stored.claim(key, now)])).toContain(false);
  expect(await stored.claim(key, new Date(now.getTime() + 299_000))).toBe(false);
  expect(await stored.claim(key, later)).toBe(true);
  await stored.keepThread(key, 40);
  expect(await stored.claim(key, new Date(later.getTime() + 600_000))).toBe(false);
  expect(await stored.onThread(1, 40)).toMatchObject({ key });
  expect(await stored.onThread(2, 40)).toBeNull();
});

test("what is resolved stays resolved, whatever the clock says next", async () => {
  const { key } = await stored.open(exception(), now);
  const decision = { commentId: 77, officer: cyd, decision: "approve", decidedAt: later } as const;
  await keepReview(database.db, { key, decision, state: "resolved" });
  await stored.setState(key, "overdue", later);
  expect(await stored.find(key)).toMatchObject({ state: "resolved", resolvedAt: later, decisions: [decision] });
  expect((await stored.pending()).map((one) => one.key)).not.toContain(key);
});
