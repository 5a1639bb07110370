import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient } from "../testing/client.ts";
import { createScene, type Scene } from "../testing/scene.ts";

let scene: Scene;
let pull: { number: number; sha: string };
const repo = "/repos/acme/shop";

beforeAll(async () => {
  scene = await createScene();
  pull = await scene.open("talk", { "a.txt": "1\n" });
});
afterAll(() => scene.close());

type Numbered = { number: number };
type Comment = { id: number; body: string };

test("an issue → opened, edited, closed, told with what changed", async () => {
  const { ada, ben, eve, lab, receiver } = scene;
  const made = await eve.client.post<Numbered>(`${repo}/issues`, { title: "Prices", body: "Wrong", labels: ["bug"] });
  // https://docs.github.com/en/rest/issues/issues#create-an-issue: labels of those without push access are dropped.
  expect(made.body).toMatchObject({ title: "Prices", user: { login: "eve" }, labels: [], author_association: "NONE" });
  const path = `${repo}/issues/${made.body.number}`;
  expect((await ada.client.patch(path, { title: "Prices are wrong" })).status).toBe(200);
  expect((await ben.client.patch(path, { state: "closed", state_reason: "not_planned" })).body).toMatchObject({
    state: "closed",
    state_reason: "not_planned",
    closed_by: { login: "ben" },
  });
  expect((await ada.client.get<Numbered[]>(`${repo}/issues?state=closed`)).body).toHaveLength(1);
  const open = (await ada.client.get<(Numbered & { pull_request?: unknown })[]>(`${repo}/issues`)).body;
  expect(open.find(({ number }) => number === pull.number)?.pull_request).toBeDefined();
  await lab.webhooks.settled();
  expect(receiver.of("issues").map(({ action }) => action)).toEqual(["opened", "edited", "closed"]);
  expect(receiver.of("issues", "edited")[0]?.payload.changes).toEqual({ title: { from: "Prices" } });
});

test("issues are switched off → 410", async () => {
  const { ada, olga } = scene;
  await olga.client.patch(repo, { has_issues: false });
  expect((await ada.client.post(`${repo}/issues`, { title: "Nobody reads it" })).status).toBe(410);
  await olga.client.patch(repo, { has_issues: true });
});

test("a comment on a pull request → created, edited, deleted; by whom and through which app", async () => {
  const { ada, ben, eve, bot, lab, receiver } = scene;
  const path = `${repo}/issues/${pull.number}/comments`;
  const first = (await eve.client.post<Comment>(path, { body: "Hello" })).body;
  expect(first).toMatchObject({ user: { login: "eve" }, performed_via_github_app: null, author_association: "NONE" });
  const second = (await bot.post<Comment>(path, { body: "Summary" })).body;
  expect(second).toMatchObject({
    user: { login: "gate[bot]", type: "Bot" },
    performed_via_github_app: { slug: "gate" },
  });
  expect((await eve.client.patch(`${repo}/issues/comments/${second.id}`, { body: "Ha" })).status).toBe(403);
  expect((await bot.patch(`${repo}/issues/comments/${first.id}`, { body: "Ha" })).status).toBe(403);
  expect((await bot.patch(`${repo}/issues/comments/${second.id}`, { body: "New" })).body).toMatchObject({
    body: "New",
  });
  expect((await ben.client.delete(`${repo}/issues/comments/${first.id}`)).status).toBe(204);
  expect((await ada.client.get<Comment[]>(path)).body.map(({ body }) => body)).toEqual(["New"]);
  expect((await ada.client.get(`${repo}/issues/comments/${first.id}`)).status).toBe(404);
  await lab.webhooks.settled();
  const told = receiver.of("issue_comment").map(({ action, payload }) => [action, payload.sender, payload.issue]);
  const onPull = expect.objectContaining({ number: pull.number, pull_request: expect.anything() });
  const by = (login: string) => expect.objectContaining({ login });
  expect(told).toEqual([
    ["created", by("eve"), onPull],
    ["created", by("gate[bot]"), onPull],
    ["edited", by("gate[bot]"), onPull],
    ["deleted", by("ben"), onPull],
  ]);
});

test.for([
  { when: "a blank comment", body: " \n", status: 422 },
  { when: "a comment of 65,537 characters", body: "x".repeat(65_537), status: 422 },
])("$when → $status", async ({ body, status }) => {
  const path = `${repo}/issues/${pull.number}/comments`;
  expect((await scene.ada.client.post(path, { body })).status).toBe(status);
});

// https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
test.for([
  { when: "pull_requests:write on a pull request", permissions: { pull_requests: "write" }, on: "pull", status: 201 },
  { when: "issues:write on a pull request", permissions: { issues: "write" }, on: "pull", status: 201 },
  { when: "pull_requests:write on an issue", permissions: { pull_requests: "write" }, on: "issue", status: 403 },
  { when: "issues:read on an issue", permissions: { issues: "read" }, on: "issue", status: 403 },
] as const)("an app with $when → $status", async ({ permissions, on, status }) => {
  const issue = (await scene.ada.client.post<Numbered>(`${repo}/issues`, { title: "x" })).body;
  const number = on === "pull" ? pull.number : issue.number;
  const client = createClient(scene.lab, await scene.token(permissions));
  expect((await client.post(`${repo}/issues/${number}/comments`, { body: "x" })).status).toBe(status);
});

test("reactions → one of a kind per person", async () => {
  const { ada, ben, eve } = scene;
  const path = `${repo}/issues/${pull.number}/comments`;
  const { id } = (await ada.client.post<Comment>(path, { body: "Ship it" })).body;
  const reactions = `${repo}/issues/comments/${id}/reactions`;
  const made = await ben.client.post<Comment>(reactions, { content: "eyes" });
  expect(made.status).toBe(201);
  expect((await ben.client.post(reactions, { content: "eyes" })).status).toBe(200);
  expect((await ben.client.post(reactions, { content: "shrug" })).status).toBe(422);
  expect((await ada.client.get(`${repo}/issues/comments/${id}`)).body).toMatchObject({
    reactions: { total_count: 1, eyes: 1 },
  });
  expect((await eve.client.delete(`${reactions}/${made.body.id}`)).status).toBe(403);
  expect((await ben.client.delete(`${reactions}/${made.body.id}`)).status).toBe(204);
  expect((await ada.client.get(reactions)).body).toEqual([]);
});

test("labels on a pull request → pull_request.labeled and unlabeled; unknown ones are made", async () => {
  const { ada, eve, lab, receiver } = scene;
  const path = `${repo}/issues/${pull.number}/labels`;
  expect((await eve.client.post(path, { labels: ["bug"] })).status).toBe(403);
  const put = await ada.client.post<{ name: string }[]>(path, { labels: ["bug", "urgent"] });
  expect(put.body.map(({ name }) => name)).toEqual(["bug", "urgent"]);
  await ada.client.delete(`${path}/bug`);
  await ada.client.put(path, { labels: ["Question"] });
  expect((await ada.client.get(`${repo}/pulls/${pull.number}`)).body).toMatchObject({ labels: [{ name: "question" }] });
  expect((await ada.client.delete(path)).status).toBe(204);
  await ada.client.patch(`${repo}/labels/urgent`, { new_name: "hurry", color: "ff0000" });
  await ada.client.delete(`${repo}/labels/hurry`);
  await lab.webhooks.settled();
  const told = (action: string) =>
    receiver.of("pull_request", action).map(({ payload }) => (payload.label as { name: string }).name);
  expect(told("labeled")).toEqual(["bug", "urgent", "question"]);
  expect(told("unlabeled")).toEqual(["bug", "urgent", "question"]);
  expect(receiver.of("label").map(({ action }) => action)).toEqual(["created", "edited", "deleted"]);
});

test("the timeline → commits, comments, reviews, labels, a dismissal, a forced push, the merge, in order", async () => {
  const { ada, ben, olga, open, work } = scene;
  const { number, sha } = await open("story", { "story.txt": "1\n" });
  await ben.client.post(`${repo}/issues/${number}/comments`, { body: "Hm" });
  const review = await ben.client.post<Comment>(`${repo}/pulls/${number}/reviews`, {
    event: "APPROVE",
    commit_id: sha,
  });
  await ada.client.post(`${repo}/issues/${number}/labels`, { labels: ["bug"] });
  const dismissal = { message: "Look again" };
  await olga.client.put(`${repo}/pulls/${number}/reviews/${review.body.id}/dismissals`, dismissal);
  await work.git("commit", "--amend", "--quiet", "--message", "Another");
  await work.git("push", "--quiet", "--force", "origin", "story");
  await ben.client.put(`${repo}/pulls/${number}/merge`, {});
  const timeline = (await ada.client.get<{ event: string }[]>(`${repo}/issues/${number}/timeline`)).body;
  expect(timeline.map(({ event }) => event)).toEqual([
    "committed",
    "commented",
    "reviewed",
    "labeled",
    "review_dismissed",
    "head_ref_force_pushed",
    "merged",
    "closed",
  ]);
  expect(timeline[4]).toMatchObject({
    actor: { login: "olga" },
    dismissed_review: { state: "approved", review_id: review.body.id, dismissal_message: "Look again" },
  });
  const events = (await ada.client.get<{ event: string }[]>(`${repo}/issues/${number}/events`)).body;
  expect(events.map(({ event }) => event)).not.toContain("commented");
});

test("every webhook sent here → as GitHub describes it", async () => {
  await scene.lab.webhooks.settled();
  expect([...new Set(scene.receiver.problems())]).toEqual([]);
});
