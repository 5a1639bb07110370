import { expect, test } from "vitest";
import type { Payload } from "../../../src/github/events/payload.ts";
import { common, deliver, pull, ref, seen, sender } from "../../support/routing.ts";

const [before, after] = ["b".repeat(40), "c".repeat(40)];
const { number: _, ...repository } = ref;
const pushedAt = "2026-11-23T12:00:00.000Z";

function push(branch: string): Payload {
  const told = { ...common.repository, pushed_at: Date.parse(pushedAt) / 1000 };
  return { ...common, repository: told, ref: branch, before, after, commits: [{ modified: ["a.ts"] }] };
}

function update(branch: string) {
  return { kind: "update", repository, branch, before, after, pusher: sender, pushedAt };
}

test.for<[string, string, string | null, object[]]>([
  ["the default branch", "refs/heads/main", null, [update("main")]],
  ["a topic branch, and no policy names branches", "refs/heads/topic", "controls: {}", []],
  ["a branch that a policy may name", "refs/heads/release/1", "branches: [release/*]", [update("release/1")]],
  ["a merge queue's own branch", "refs/heads/gh-readonly-queue/main/pr-1-b", "branches: ['**']", []],
  ["a tag", "refs/tags/main", "branches: ['**']", []],
])("A46 %s is pushed to", async ([, branch, policy, expected]) => {
  if (policy !== null) await seen.policies.keepGood(ref, { source: "", text: policy, blobSha: "1" });
  await deliver("push", push(branch));
  expect(seen.landed).toEqual(expected);
});

test("A44 a pull request is closed → looked into, whatever the delivery says of a merge", async () => {
  await deliver("pull_request", { ...common, action: "closed", pull_request: pull });
  expect(seen.landed).toEqual([{ kind: "pull-request", pullRequest: ref }]);
});

test.for<[string, object, object]>([
  ["suspend", { suspended_at: pushedAt }, { kind: "suspended", at: new Date(pushedAt) }],
  ["unsuspend", { updated_at: pushedAt }, { kind: "back", at: new Date(pushedAt) }],
  ["deleted", {}, { kind: "uninstalled", at: new Date("2026-11-23T12:00:00Z") }],
])("A49 installation %s → the gap is told of", async ([action, times, expected]) => {
  const installation = { id: 5, account: { id: 3 }, ...times };
  const repositories = { "GET /installation/repositories": { total_count: 0, repositories: [] } };
  await deliver("installation", { action, installation, sender }, repositories);
  expect(seen.gaps).toEqual([{ tenant: 3, installationId: 5, ...expected }]);
});

const heads = {
  "GET /repos/acme/api/git/ref/heads%2Fmaster": { object: { sha: before } },
  "GET /repos/acme/api/git/ref/heads%2Fmain": { object: { sha: after } },
  "GET /repos/acme/api/pulls": [],
};

test("A46 another branch becomes the default one → held against the one before", async () => {
  const changes = { default_branch: { from: "master" } };
  await deliver("repository", { ...common, action: "edited", changes }, heads);
  expect(seen.landed).toEqual([{ ...update("main"), pushedAt: null }]);
});
