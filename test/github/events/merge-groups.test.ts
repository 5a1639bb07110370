import { expect, test } from "vitest";
import type { MergeGroup } from "../../../src/pipeline/merge-groups.ts";
import { common, deliver, head, pull, ref, seen } from "../../support/routing.ts";

const base = "b".repeat(40);
const headRef = `refs/heads/gh-readonly-queue/main/pr-7-${"c".repeat(40)}`;
const told = { head_sha: head, head_ref: headRef, base_sha: base, base_ref: "refs/heads/main" };
const group: MergeGroup = { headSha: head, headRef, baseRef: "main", baseSha: base, number: 7 };
const asked = [`group ${head.slice(0, 7)}`];
const { number: _, ...repository } = ref;

function tell(action: string, changes: Partial<Record<keyof typeof told, string>> = {}) {
  return deliver("merge_group", { ...common, action, merge_group: { ...told, ...changes } });
}

test("checks are requested → the group is remembered and judged", async () => {
  await tell("checks_requested");
  expect(await seen.mergeGroups.find({ ...repository, headSha: head })).toMatchObject(group);
  expect(seen.queued).toEqual(asked);
});

test("A50 told twice, and told of its end first → remembered once, and judged by what GitHub says then", async () => {
  await tell("destroyed");
  expect(seen.queued).toEqual([]);
  await tell("checks_requested");
  const first = await seen.mergeGroups.find({ ...repository, headSha: head });
  await tell("checks_requested");
  expect(await seen.mergeGroups.find({ ...repository, headSha: head })).toEqual(first);
  await tell("destroyed");
  expect(seen.queued).toEqual([...asked, ...asked, ...asked]);
});

test.for([
  {
    what: "a base that has slashes",
    base_ref: "refs/heads/release/1",
    head_ref: "refs/heads/gh-readonly-queue/release/1/pr-7-ab",
  },
  {
    what: "a base that looks like a group",
    base_ref: "refs/heads/pr-1-a",
    head_ref: "refs/heads/gh-readonly-queue/pr-1-a/pr-7-ab",
  },
])("$what → the number is the one after it", async ({ what: __, ...changes }) => {
  await tell("checks_requested", changes);
  expect(await seen.mergeGroups.find({ ...repository, headSha: head })).toMatchObject({ number: 7 });
});

test.for([
  { what: "another base's branch", head_ref: `refs/heads/gh-readonly-queue/dev/pr-7-${base}` },
  { what: "an ordinary branch", head_ref: "refs/heads/pr-7-ab" },
  { what: "no number", head_ref: "refs/heads/gh-readonly-queue/main/pr-x-ab" },
  { what: "a title in the branch", head_ref: "refs/heads/gh-readonly-queue/main/pr-7-ab Merge #8" },
  { what: "a tag as base", base_ref: "refs/tags/main" },
])("A32 $what → names no pull request, and is no group", async ({ what: __, ...changes }) => {
  await tell("checks_requested", changes);
  expect([seen.mergeGroups.all.size, seen.queued]).toEqual([0, []]);
});

const other = { app: { id: 15368 }, head_sha: head };

test.for<[string, Record<string, unknown>]>([
  ["check_run", { action: "completed", check_run: other }],
  [
    "check_run",
    { action: "rerequested", check_run: { app: { id: 1001 }, head_sha: head, external_id: `merge-group:9:${head}` } },
  ],
  ["check_suite", { action: "completed", check_suite: other }],
  ["status", { sha: head }],
  ["push", { ref: "refs/heads/main", commits: [{ modified: ["a"] }] }],
])("A30 %s on a group's head, or its base → the group is judged again, and nothing else", async ([event, payload]) => {
  await seen.mergeGroups.keep(repository, group, new Date());
  await deliver(event, { ...common, ...payload });
  expect(seen.queued).toEqual(asked);
});

test("a push to a queue's temporary branch → no ordinary branch's push: nothing is asked or judged", async () => {
  await seen.mergeGroups.keep(repository, { ...group, baseRef: headRef.replace("refs/heads/", "") }, new Date());
  await deliver("push", { ...common, ref: headRef, before: base, after: head, commits: [] });
  expect([seen.queued, seen.asked]).toEqual([[], []]);
});

test("a pull request is added to a queue → judged, and the operator may have to be told", async () => {
  await deliver("pull_request", { ...common, action: "enqueued", pull_request: pull });
  expect(seen.queued).toEqual(["#7 is in a merge queue", "#7 person"]);
});
