import { afterAll, beforeAll, expect, test } from "vitest";
import type { RepositoryRef } from "../../src/pipeline/ports.ts";
import type { BranchPosture } from "../../src/pipeline/posture.ts";
import { postureMemory } from "../../src/storage/posture-memory.ts";
import { redeliveryMemory } from "../../src/storage/redelivery-memory.ts";
import { sweepMemory } from "../../src/storage/sweep-memory.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

let repositoryId = 9_007_199_254_000_000;
/** A repository that nothing is known of, whose id needs 64 bits. */
function repository(): RepositoryRef {
  repositoryId += 1;
  return { installationId: 7, repositoryId, owner: "acme", name: "api" };
}
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
const state = (number: number, changes = {}) => {
  return { number, headSha: "a", baseRef: "main", baseSha: "b", updatedAt: at(1), ...changes };
};

test.for<[string, object | null, number[]]>([
  ["never judged", null, [1]],
  ["judged as it is", {}, []],
  ["judged, but not settled", { isSettled: false }, [1]],
  ["judged with another head", { headSha: "x" }, [1]],
  ["judged for another base", { baseRef: "x" }, [1]],
  ["judged before the base moved", { baseSha: "x" }, [1]],
  ["judged before it changed", { updatedAt: at(0) }, [1]],
  ["judged after the list was read", { updatedAt: at(2), headSha: "x" }, []],
])("an open pull request, %s → to be judged: %j", async ([, judged, expected]) => {
  const memory = sweepMemory(database.db);
  const ref = repository();
  await memory.keepOpen(ref, [state(2), state(1)]);
  await memory.keepJudged({ ...ref, number: 2 }, { ...state(2), isSettled: true });
  if (judged !== null) await memory.keepJudged({ ...ref, number: 1 }, { ...state(1), isSettled: true, ...judged });
  expect(await memory.unjudged(ref)).toEqual(expected);
  expect(await memory.open(ref)).toEqual([1, 2]);
  await memory.keepOpen(ref, []);
  expect([await memory.open(ref), await memory.unjudged(ref)]).toEqual([[], []]);
});

test("what is kept of a repository is kept bit by bit, and rules are forgotten by installation", async () => {
  const memory = sweepMemory(database.db);
  const [ref, other] = [repository(), { ...repository(), installationId: 8 }];
  const nothing = { sweptAt: null, fullAt: null, rulesAt: null, etag: null, mergedUntil: null };
  expect(await memory.swept(ref)).toEqual(nothing);
  await memory.keepSwept(ref, { etag: 'W/"1"' });
  await memory.keepSwept(ref, { sweptAt: at(1), rulesAt: at(2) });
  await memory.keepSwept(other, { rulesAt: at(2) });
  expect(await memory.swept(ref)).toEqual({ ...nothing, etag: 'W/"1"', sweptAt: at(1), rulesAt: at(2) });
  expect(await memory.sweptAt([ref.repositoryId, other.repositoryId])).toEqual(new Map([[ref.repositoryId, at(1)]]));
  await memory.forgetRules(7);
  expect((await memory.swept(ref)).rulesAt).toBeNull();
  expect((await memory.swept(other)).rulesAt).toEqual(at(2));
});

test("A46 tips that moved, came or went are told, once; the first sight of a repository is no move", async () => {
  const memory = sweepMemory(database.db);
  const ref = repository();
  const tips = (list: Record<string, string>) => memory.keepTips(ref, new Map(Object.entries(list)));
  expect(await tips({ main: "1", old: "1" })).toEqual([]);
  expect(await tips({ main: "2", release: "1" })).toEqual([
    { branch: "main", before: "1", after: "2" },
    { branch: "old", before: "1", after: null },
    { branch: "release", before: null, after: "1" },
  ]);
  expect(await tips({ main: "2", release: "1" })).toEqual([]);
});

test("failed deliveries: asked for when due, with the newest attempt, until they arrive or are too old", async () => {
  const memory = redeliveryMemory(database.db);
  const failed = (guid: string, attemptId: string, minute = 0) => ({ guid, attemptId, failedAt: at(minute) });
  await memory.keepFailed([failed("a", "1"), failed("b", "12345678901234567890", 1)]);
  await memory.keepFailed([failed("a", "2", 5)]);
  expect(await memory.due(at(1), 10)).toEqual([
    { ...failed("a", "2"), asked: 0 },
    { ...failed("b", "12345678901234567890", 1), asked: 0 },
  ]);
  expect(await memory.due(at(1), 1)).toHaveLength(1);
  await memory.keepAsked("a", at(10));
  await memory.keepAsked("b", null);
  expect(await memory.due(at(9), 10)).toEqual([]);
  expect(await memory.due(at(10), 10)).toEqual([{ ...failed("a", "2"), asked: 1 }]);
  await memory.forget(["b"]);
  expect(await memory.expire(at(1))).toBe(1);
  expect(await memory.due(at(1000), 10)).toEqual([]);
  expect(await memory.readUntil()).toBeNull();
  for (const minute of [1, 2]) await memory.keepReadUntil(at(minute));
  expect(await memory.readUntil()).toEqual(at(2));
});

test("A45 how a branch was protected is kept with its times; what was read late changes nothing", async () => {
  const memory = postureMemory(database.db);
  const { repositoryId: id } = repository();
  const subject = `protection/${id}/release/1`;
  const strong: BranchPosture = { check: "gate", required: true, pinned: true, pull_request: true, bypass: [] };
  const weak = { ...strong, required: false };
  expect(await memory.last(subject)).toBeNull();
  expect(await memory.keep(subject, strong, at(1))).toBe(true);
  expect(await memory.keep(subject, { ...strong }, at(3))).toBe(false);
  expect(await memory.last(subject)).toEqual({ state: strong, since: at(1), seenAt: at(3) });
  expect(await memory.requiredBranches(id)).toEqual([{ branch: "release/1", check: "gate" }]);
  expect(await memory.keep(subject, weak, at(2))).toBe(false);
  expect(await memory.keep(subject, weak, at(4))).toBe(true);
  expect(await memory.last(subject)).toEqual({ state: weak, since: at(4), seenAt: at(4) });
  expect(await memory.requiredBranches(id)).toEqual([]);
  expect(await memory.keep(subject, strong, at(5))).toBe(true);
  const rows = database.db.selectFrom("postures").select("since").where("subject", "=", subject).orderBy("since");
  expect(await rows.execute()).toEqual([1, 4, 5].map((minute) => ({ since: at(minute) })));
});
