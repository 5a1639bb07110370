import { afterAll, beforeAll, expect, test } from "vitest";
import type { PullRequestRef } from "../../src/pipeline/ports.ts";
import { policyMemory } from "../../src/storage/policy-memory.ts";
import { pullRequestMemory } from "../../src/storage/pull-request-memory.ts";
import { reportMemory } from "../../src/storage/report-memory.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const ada = { id: 1, login: "ada", type: "User" } as const;
const bob = { id: 2, login: "bob", type: "User" } as const;
const robot = { id: 3, login: "robot[bot]", type: "Bot" } as const;
const zero = "0".repeat(40);
const bigId = 9_007_199_254_740_991;

let number = 0;
/** A pull request that nothing is known of, in a repository whose id needs 64 bits. */
function pullRequest(): PullRequestRef {
  number += 1;
  return { installationId: 7, repositoryId: bigId, owner: "acme", name: "api", number };
}

test("a head is seen when it was first told, on each pull request of its own", async () => {
  const memory = pullRequestMemory(database.db);
  const [first, second] = [pullRequest(), pullRequest()];
  const early = new Date("2026-01-01T00:00:00.123Z");
  const late = new Date("2026-01-02T00:00:00Z");
  expect(await memory.seenAt(first, "a", early)).toEqual(early);
  expect(await memory.seenAt(first, "a", late)).toEqual(early);
  expect(await memory.seenAt(first, "b", late)).toEqual(late);
  expect(await memory.seenAt(second, "a", late)).toEqual(late);
  expect(await memory.numbersAt(first, "a")).toEqual([first.number, second.number]);
  expect(await memory.numbersAt({ ...first, repositoryId: 5 }, "a")).toEqual([]);
});

test("pushes stay in order, are told once, and by another person again", async () => {
  const memory = pullRequestMemory(database.db);
  const ref = pullRequest();
  const there = { before: "a", after: "b", pusher: ada };
  const back = { before: "b", after: "a", pusher: bob };
  for (const push of [there, back, there, { ...there, pusher: robot }]) await memory.keepPush(ref, push);
  expect(await memory.pushes(ref)).toEqual({ pushes: [there, back, { ...there, pusher: robot }], complete: false });
  await memory.keepPush(ref, { before: zero, after: "a", pusher: ada });
  expect((await memory.pushes(ref)).complete).toBe(true);
  expect(await memory.pushes(pullRequest())).toEqual({ pushes: [], complete: false });
});

test("A48 the repository is renamed and transferred → what is known of its pull requests stays, by its id", async () => {
  const [pulls, policies] = [pullRequestMemory(database.db), policyMemory(database.db)];
  const before = { ...pullRequest(), repositoryId: 48 };
  const after = { ...before, installationId: 8, owner: "initech", name: "backend" };
  const push = { before: zero, after: "a", pusher: ada };
  await pulls.keepPush(before, push);
  await pulls.keepContributors(before, [bob]);
  const policy = { source: "main", text: "version: 1", blobSha: "1" };
  await policies.keepGood(before, policy);
  expect(await pulls.pushes(after)).toEqual({ pushes: [push], complete: true });
  expect(await pulls.contributors(after)).toEqual([bob]);
  expect(await policies.lastGood(after)).toEqual(policy);
});

test("the set of contributors only grows; a login may change", async () => {
  const memory = pullRequestMemory(database.db);
  const ref = pullRequest();
  await memory.keepContributors(ref, [bob, ada, ada]);
  await memory.keepContributors(ref, []);
  await memory.keepContributors(ref, [robot, { ...ada, login: "ada-l" }]);
  expect(await memory.contributors(ref)).toEqual([{ ...ada, login: "ada-l" }, bob, robot]);
});

test("the last report is what was kept last", async () => {
  const memory = reportMemory(database.db);
  const ref = pullRequest();
  expect(await memory.last(ref)).toBeNull();
  const first = { headSha: "a", checkRunId: null, checkRunDigest: null, commentId: 5, commentDigest: "c" };
  await memory.keep(ref, first);
  expect(await memory.last(ref)).toEqual(first);
  const second = { headSha: "b", checkRunId: bigId, checkRunDigest: "d", commentId: null, commentDigest: null };
  await memory.keep(ref, second);
  expect(await memory.last(ref)).toEqual(second);
});

test("policies are kept by repository, floors by installation, and a floor can be forgotten", async () => {
  const memory = policyMemory(database.db);
  const repository = pullRequest();
  const file = { source: "acme/api:.github/mergewarden.yml", text: "version: 1\n", blobSha: "abc" };
  expect([await memory.lastGood(repository), await memory.lastFloor(7)]).toEqual([null, null]);
  await memory.keepGood(repository, { ...file, text: "old" });
  await memory.keepGood(repository, file);
  await memory.keepFloor(7, { ...file, text: "floor" });
  expect(await memory.lastGood(repository)).toEqual(file);
  expect(await memory.lastFloor(7)).toEqual({ ...file, text: "floor" });
  await memory.keepFloor(7, null);
  expect(await memory.lastFloor(7)).toBeNull();
});
