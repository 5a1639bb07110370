import { expect, test } from "vitest";
import type { Payload } from "../../src/github/events/payload.ts";
import { type Answers, common, deliver, head, pull, ref, seen, sender } from "../support/routing.ts";

const openPulls = { "GET /repos/acme/api/pulls": [{ number: 7 }, { number: 8 }] };
const everywhere = {
  "GET /installation/repositories": {
    total_count: 2,
    repositories: [
      { id: 9, name: "api", owner: { login: "acme" } },
      { id: 10, name: "old", owner: { login: "acme" }, archived: true },
    ],
  },
  ...openPulls,
};
const own = { app: { id: 1001 }, head_sha: head, external_id: "pull-request:9:7" };
const other = { app: { id: 15368 }, head_sha: head, pull_requests: [{ number: 7, base: { repo: { id: 9 } } }] };
const both = ["#7 sweep", "#8 sweep"];

const table: { when: string; event: string; payload: Payload; answers?: Answers; expected: string[] }[] = [
  {
    when: "a person opens one",
    event: "pull_request",
    payload: { action: "opened", pull_request: pull },
    expected: ["#7 person"],
  },
  {
    when: "a bot pushes",
    event: "pull_request",
    payload: {
      action: "synchronize",
      before: head,
      after: head,
      pull_request: pull,
      sender: { id: 2, login: "renovate[bot]", type: "Bot" },
    },
    expected: ["#7 bot"],
  },
  {
    when: "A18 another base",
    event: "pull_request",
    payload: { action: "edited", pull_request: pull },
    expected: ["#7 person"],
  },
  ...["labeled", "unlabeled", "converted_to_draft", "ready_for_review", "reopened", "edited", "auto_merge_enabled"].map(
    (action) => ({
      when: `A52 ${action}`,
      event: "pull_request",
      payload: { action, pull_request: pull },
      expected: ["#7 person"],
    }),
  ),
  { when: "closed", event: "pull_request", payload: { action: "closed", pull_request: pull }, expected: [] },
  {
    when: "a review",
    event: "pull_request_review",
    payload: { action: "submitted", pull_request: pull },
    expected: ["#7 person"],
  },
  {
    when: "A40 a review is dismissed",
    event: "pull_request_review",
    payload: { action: "dismissed", pull_request: pull },
    expected: ["#7 person"],
  },
  {
    when: "A30 a check ends",
    event: "check_run",
    payload: { action: "completed", check_run: other },
    expected: ["#7 person"],
  },
  {
    when: "a check of another repository's pull request",
    event: "check_run",
    payload: {
      action: "completed",
      check_run: { ...other, pull_requests: [{ number: 7, base: { repo: { id: 4 } } }] },
    },
    expected: [],
  },
  { when: "our own check ends", event: "check_run", payload: { action: "completed", check_run: own }, expected: [] },
  {
    when: "the button on our check",
    event: "check_run",
    payload: { action: "rerequested", check_run: own },
    expected: ["#7 person"],
  },
  {
    when: "the button on another's check",
    event: "check_run",
    payload: { action: "rerequested", check_run: other },
    expected: ["#7 person"],
  },
  {
    when: "a check without an app",
    event: "check_run",
    payload: { action: "completed", check_run: { ...other, app: null } },
    expected: ["#7 person"],
  },
  {
    when: "a suite ends",
    event: "check_suite",
    payload: { action: "completed", check_suite: other },
    expected: ["#7 person"],
  },
  {
    when: "an alert on a pull request",
    event: "code_scanning_alert",
    payload: { ref: "refs/pull/7/merge" },
    expected: ["#7 person"],
  },
  { when: "an alert on a branch", event: "code_scanning_alert", payload: { ref: "refs/heads/main" }, expected: [] },
  {
    when: "A20 the policy is pushed",
    event: "push",
    payload: { ref: "refs/heads/main", commits: [{ modified: [".github/mergewarden.yml"] }] },
    answers: openPulls,
    expected: both,
  },
  {
    when: "anything else is pushed",
    event: "push",
    payload: { ref: "refs/heads/main", commits: [{ modified: ["a.ts"] }] },
    expected: [],
  },
  {
    when: "a policy on another branch",
    event: "push",
    payload: { ref: "refs/heads/x", commits: [{ modified: [".github/mergewarden.yml"] }] },
    expected: [],
  },
  { when: "a tag", event: "push", payload: { ref: "refs/tags/v1", commits: [] }, expected: [] },
  {
    when: "A42 somebody joins a team",
    event: "membership",
    payload: { action: "added", repository: null },
    answers: everywhere,
    expected: both,
  },
  {
    when: "A45 a ruleset changes",
    event: "repository_ruleset",
    payload: { action: "edited" },
    answers: openPulls,
    expected: both,
  },
  {
    when: "A45 an organisation's ruleset changes",
    event: "repository_ruleset",
    payload: { action: "edited", repository: null },
    answers: everywhere,
    expected: both,
  },
  {
    when: "A49 more permissions",
    event: "installation",
    payload: { action: "new_permissions_accepted", repository: null },
    answers: everywhere,
    expected: both,
  },
  { when: "A49 the app goes", event: "installation", payload: { action: "deleted", repository: null }, expected: [] },
  {
    when: "a repository is added",
    event: "installation_repositories",
    payload: { repositories_added: [{ id: 9, full_name: "acme/api" }] },
    answers: openPulls,
    expected: both,
  },
  ...["renamed", "transferred", "unarchived"].map((action) => ({
    when: `A48 a repository is ${action}`,
    event: "repository",
    payload: { action },
    answers: openPulls,
    expected: both,
  })),
  {
    when: "A48 a repository is archived, so nothing can be merged",
    event: "repository",
    payload: { action: "archived" },
    expected: [],
  },
  {
    when: "no installation",
    event: "pull_request",
    payload: { action: "opened", pull_request: pull, installation: null },
    expected: [],
  },
];

test.for(table)("$when ($event) → $expected", async ({ event, payload, answers, expected }) => {
  await deliver(event, { ...common, ...payload }, answers);
  expect(seen.queued).toEqual(expected);
});

test("checks of a fork name no pull request → found by the head that was seen", async () => {
  await seen.memory.seenAt({ ...ref, number: 12 }, head, new Date());
  await deliver("check_run", { ...common, action: "completed", check_run: { ...other, pull_requests: [] } });
  await deliver("status", { ...common, sha: head });
  expect(seen.queued).toEqual(["#12 person", "#12 person"]);
});

test("a base moves → its pull requests, only where a control follows it", async () => {
  const push = { ...common, ref: "refs/heads/release", commits: [{ modified: ["a.ts"] }] };
  await deliver("push", push);
  await seen.policies.keepGood(ref, { source: "", text: "controls: { up-to-date: {} }", blobSha: "1" });
  await deliver("push", push, openPulls);
  expect(seen.queued).toEqual(both);
});

test("A07 whoever pushes is remembered, at the opening too", async () => {
  const zeros = "0".repeat(40);
  await deliver("pull_request", { ...common, action: "opened", pull_request: pull });
  const eve = { id: 2, login: "eve", type: "User" };
  const push = { action: "synchronize", before: head, after: "c".repeat(40), pull_request: pull, sender: eve };
  await deliver("pull_request", { ...common, ...push });
  await deliver("pull_request", { ...common, action: "labeled", pull_request: pull, sender: { ...eve, id: 3 } });
  expect(await seen.memory.pushes(ref)).toEqual({
    pushes: [
      { before: zeros, after: head, pusher: sender },
      { before: head, after: "c".repeat(40), pusher: eve },
    ],
    complete: true,
  });
});

test("merged → landed, and those with the same head are judged again", async () => {
  await seen.memory.seenAt({ ...ref, number: 8 }, head, new Date());
  await deliver("pull_request", { ...common, action: "closed", pull_request: { ...pull, merged: true } });
  expect(seen.queued).toEqual(["#8 bot"]);
  expect(seen.landed).toEqual([{ kind: "pull-request", pullRequest: ref }]);
});

test("A51 a second pull request gets the same head → the first is judged again, and names it", async () => {
  await seen.memory.seenAt({ ...ref, number: 8 }, head, new Date());
  await deliver("pull_request", { ...common, action: "opened", pull_request: pull });
  expect(seen.queued).toEqual(["#7 person", "#8 bot"]);
});

test("a check of a bot's pull request ends → it waits behind people's, until one of them pushes to it", async () => {
  const robot = { id: 9, login: "robot[bot]", type: "Bot" };
  await deliver("pull_request", { ...common, action: "opened", pull_request: pull, sender: robot });
  await deliver("check_run", { ...common, action: "completed", check_run: other });
  const push = { action: "synchronize", before: head, after: "c".repeat(40), pull_request: pull };
  await deliver("pull_request", { ...common, ...push });
  await deliver("check_run", { ...common, action: "completed", check_run: other });
  expect(seen.queued).toEqual(["#7 bot", "#7 bot", "#7 person", "#7 person"]);
});

test("the button → the check run is written again, even if it says the same", async () => {
  const report = { headSha: head, checkRunId: 4, checkRunDigest: "success x", commentId: null, commentDigest: null };
  await seen.reports.keep(ref, report);
  await deliver("check_run", { ...common, action: "rerequested", check_run: own });
  expect(await seen.reports.last(ref)).toEqual({ ...report, checkRunDigest: null });
});

test("A45 rules change → read at once in that repository, with the next sweep in an organisation", async () => {
  await deliver("branch_protection_rule", { ...common, action: "deleted" }, openPulls);
  await deliver("repository_ruleset", { ...common, action: "edited", repository: null }, everywhere);
  expect(seen.rules).toEqual(["read api", "forgotten 5"]);
});
