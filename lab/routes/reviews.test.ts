import { afterAll, beforeAll, expect, test } from "vitest";
import { createScene, type Scene } from "../testing/scene.ts";

let scene: Scene;

beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.close());

type Review = { id: number; state: string; commit_id: string };

test("reviews → in order, each on the commit it saw; dismissal kept in list and timeline", async () => {
  const { open, work, ben, olga, ada, lab, receiver } = scene;
  const { number, sha } = await open("reviewed", { "r.txt": "1\n" });
  const path = `/repos/acme/shop/pulls/${number}/reviews`;
  const approval = (await ben.client.post<Review>(path, { event: "APPROVE" })).body;
  const next = await work.commit({ "r.txt": "2\n" });
  await work.git("push", "--quiet", "origin", "reviewed");
  await olga.client.post(path, { event: "REQUEST_CHANGES", body: "No." });
  await olga.client.post(path, { event: "COMMENT", body: "Old", commit_id: sha });
  const list = (await ada.client.get<Review[]>(path)).body;
  expect(list.map(({ state, commit_id }) => [state, commit_id])).toEqual([
    ["APPROVED", sha],
    ["CHANGES_REQUESTED", next],
    ["COMMENTED", sha],
  ]);
  const dismissal = `${path}/${approval.id}/dismissals`;
  expect((await ada.client.put(dismissal, { message: "Changed since" })).body).toMatchObject({ state: "DISMISSED" });
  expect((await ada.client.put(dismissal, { message: "Again" })).status).toBe(422);
  await lab.webhooks.settled();
  expect(receiver.of("pull_request_review", "dismissed")[0]?.payload).toMatchObject({
    review: { id: approval.id, state: "dismissed" },
  });
  expect(scene.repository.pulls.get(number)?.issue.timeline.at(-1)).toMatchObject({
    event: "review_dismissed",
    fields: { dismissed_review: { state: "approved", review_id: approval.id, dismissal_message: "Changed since" } },
  });
});

// https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests/about-pull-request-reviews
test.for([
  ["an author approves", "ada", 422, { event: "APPROVE" }],
  ["an author asks for changes", "ada", 422, { event: "REQUEST_CHANGES", body: "x" }],
  ["an author comments", "ada", 200, { event: "COMMENT", body: "x" }],
  ["anybody who can read a public repository approves", "eve", 200, { event: "APPROVE" }],
  ["changes are asked for without a word", "ben", 422, { event: "REQUEST_CHANGES" }],
] as const)("%s (%s) → %i", async ([, login, status, body]) => {
  const { open, lab } = scene;
  const { number } = await open(`by-${login}-${body.event.toLowerCase()}-${status}`, {
    "x.txt": `${login} ${status} ${body.event}\n`,
  });
  const { client } = scene[login];
  expect((await client.post(`/repos/acme/shop/pulls/${number}/reviews`, body)).status).toBe(status);
  await lab.webhooks.settled();
});

test("only those who may push → dismiss", async () => {
  const { open, ben, eve } = scene;
  const { number } = await open("keep", { "k.txt": "1\n" });
  const path = `/repos/acme/shop/pulls/${number}/reviews`;
  const { id } = (await ben.client.post<Review>(path, { event: "APPROVE" })).body;
  expect((await eve.client.put(`${path}/${id}/dismissals`, { message: "x" })).status).toBe(403);
});

test("requested reviewers → asked, told, and gone once they reviewed", async () => {
  const { open, ben, ada, lab, receiver } = scene;
  const { number } = await open("asked", { "q.txt": "1\n" });
  const path = `/repos/acme/shop/pulls/${number}`;
  await ada.client.post(`${path}/requested_reviewers`, { reviewers: ["ben"], team_reviewers: ["developers"] });
  expect((await ada.client.get(path)).body).toMatchObject({
    requested_reviewers: [{ login: "ben" }],
    requested_teams: [{ slug: "developers" }],
  });
  expect((await ada.client.post(`${path}/requested_reviewers`, { reviewers: ["ada"] })).status).toBe(422);
  await ben.client.post(`${path}/reviews`, { event: "APPROVE" });
  expect((await ada.client.get(path)).body).toMatchObject({ requested_reviewers: [] });
  await lab.webhooks.settled();
  expect(receiver.of("pull_request", "review_requested")[0]?.payload).toMatchObject({
    requested_reviewer: { login: "ben" },
  });
});

test("every webhook sent here → as GitHub describes it", async () => {
  await scene.lab.webhooks.settled();
  expect([...new Set(scene.receiver.problems())]).toEqual([]);
});
