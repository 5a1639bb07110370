import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { MergeGroup } from "../../src/pipeline/merge-groups.ts";
import type { JobHandlers } from "../../src/pipeline/queue.ts";
import { openQueue } from "../../src/storage/jobs.ts";
import { mergeGroupMemory } from "../../src/storage/merge-group-memory.ts";
import { openTestDatabase, silent, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const repository = { installationId: 7, repositoryId: 9_007_199_254_740_991, owner: "acme", name: "api" };
const group: MergeGroup = {
  headSha: "a",
  headRef: "refs/heads/gh-readonly-queue/main/pr-7-b",
  baseRef: "main",
  baseSha: "b",
  number: 7,
};
const ref = { ...repository, headSha: "a" };
const early = new Date("2026-01-01T00:00:00.123Z");

test("a group is seen when it was first told; what it came to and what was written stays until it is forgotten", async () => {
  const memory = mergeGroupMemory(database.db);
  expect([await memory.find(ref), await memory.lastReport(ref)]).toEqual([null, null]);
  await memory.keep(repository, group, early);
  await memory.keep(repository, group, new Date());
  expect(await memory.find(ref)).toEqual({ ...group, seenAt: early, conclusion: null });
  const changes = [];
  for (const conclusion of ["pending", "pending", "success"] as const)
    changes.push(await memory.keepConclusion(ref, conclusion));
  expect(changes).toEqual([true, false, true]);
  const report = {
    headSha: "a",
    checkRunId: repository.repositoryId,
    checkRunDigest: "d",
    commentId: null,
    commentDigest: null,
  };
  await memory.keepReport(ref, report);
  await memory.keep(repository, group, new Date());
  expect(await memory.find(ref)).toEqual({ ...group, seenAt: early, conclusion: "success" });
  expect(await memory.lastReport(ref)).toEqual(report);
  await memory.forget(ref);
  expect([await memory.find(ref), await memory.lastReport(ref)]).toEqual([null, null]);
  expect(await memory.keepConclusion(ref, "success")).toBe(false);
});

test("groups are found by pull request, by what they stand on and by their base, in their repository only", async () => {
  const memory = mergeGroupMemory(database.db);
  await memory.keep(repository, group, early);
  await memory.keep(repository, { ...group, headSha: "c", baseSha: "a", number: 8 }, new Date());
  await memory.keep({ ...repository, repositoryId: 1 }, { ...group, headSha: "d" }, early);
  expect(await memory.headsOf(repository, { number: 8 })).toEqual(["c"]);
  expect(await memory.headsOf(repository, { baseSha: "a" })).toEqual(["c"]);
  expect(await memory.headsOf(repository, { baseRef: "main" })).toEqual(["a", "c"]);
  expect(await memory.headsOf(repository, { baseRef: "dev" })).toEqual([]);
});

const never = () => Promise.reject(new Error("not expected"));
const handlers = (given: Partial<JobHandlers>): JobHandlers =>
  new Proxy(given, { get: (own, name) => own[name as keyof JobHandlers] ?? never }) as JobHandlers;

test("jobs of one group are coalesced, and may run again at a time; a last try that failed is given up, with its reason", async () => {
  const queue = await openQueue(database.db, database.connection, silent);
  const judged: string[] = [];
  for (const headSha of ["x", "x", "y"]) await queue.enqueueGroup({ ...repository, headSha });
  await queue.enqueueGroup({ ...repository, headSha: "z" });
  await sql`update pgboss.job set retry_limit = 0 where name = 'merge-groups'`.execute(database.db);
  const given: string[] = [];
  await queue.work(
    handlers({
      async judgeGroup({ headSha }) {
        if (headSha === "z") throw new Error("no such luck");
        judged.push(headSha);
        return judged.filter((one) => one === "y").length === 1 && headSha === "y" ? new Date() : null;
      },
      giveUpGroup: async ({ headSha }, reason) => void given.push(`${headSha}: ${reason}`),
    }),
  );
  await vi.waitFor(() => expect(judged.toSorted()).toEqual(["x", "y", "y"]), { timeout: 30_000, interval: 50 });
  await vi.waitFor(() => expect(given).toEqual(["z: no such luck"]), { timeout: 30_000, interval: 50 });
  await queue.stop();
});
