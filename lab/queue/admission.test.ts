import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createQueueScene, type QueueScene } from "../testing/queue-scene.ts";

let scene: QueueScene;
const repo = "/repos/acme/shop";
const through = "Changes must be made through the merge queue";

beforeAll(async () => {
  scene = await createQueueScene();
});
afterAll(() => scene.close());
beforeEach(() => scene.configure());

type Refusal = { message: string };
type Result = { status: string; details: { message: string; uuid?: string; sha?: string } };

const bypass = [{ actor_id: null, actor_type: "OrganizationAdmin", bypass_mode: "always" }];

test("the merge endpoint → refused, but to who may bypass the rule", async () => {
  await scene.configure({}, { bypass });
  const { number } = await scene.ready("endpoint");
  const path = `${repo}/pulls/${number}`;
  const refused = await scene.ben.client.put<Refusal>(`${path}/merge`, {});
  expect([refused.status, refused.body.message]).toEqual([405, `Repository rule violations found\n\n${through}\n\n`]);
  expect((await scene.ben.client.get(path)).body).toMatchObject({ mergeable_state: "clean" });
  expect((await scene.olga.client.put(`${path}/merge`, {})).status).toBe(200);
});

test("a strict required check and a branch behind its base → no matter, for the queue brings it up to date", async () => {
  const { number } = await scene.ready("behind");
  await scene.configure({}, { bypass });
  const other = await scene.ready("ahead");
  await scene.olga.client.put(`${repo}/pulls/${other.number}/merge`, {});
  expect((await scene.ada.client.get(`${repo}/pulls/${number}`)).body).toMatchObject({ mergeable_state: "clean" });
  expect((await scene.enqueue(number)).status).toBe(204);
  const [entry] = await scene.queue();
  expect(entry).toMatchObject({ base_sha: scene.tip() });
  await scene.report(entry?.head_sha, "success");
  expect(scene.tip()).toBe(entry?.head_sha);
});

test("a push to the branch, by git or REST → refused; so are the queue's own branches", async () => {
  const { work, ben } = scene;
  await work.git("fetch", "--quiet", "origin");
  await work.git("checkout", "--quiet", "-B", "direct", "origin/main");
  const sha = await work.commit({ "direct.txt": "1\n" });
  await expect(work.git("push", "--quiet", "origin", "direct:main")).rejects.toThrow(through);
  await work.git("push", "--quiet", "origin", "direct");
  const answer = await ben.client.patch<Refusal>(`${repo}/git/refs/heads/main`, { sha });
  expect(answer.status).toBe(422);
  expect(answer.body.message).toContain(`Repository rule violations found\n\n- ${through}\n`);
  const own = work.git("push", "--quiet", "origin", "direct:gh-readonly-queue/main/pr-1-0");
  await expect(own).rejects.toThrow("not authorized to push to this branch");
});

// https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue#about-merge-queues: who, and when
test("a pull request that lacks something → not taken", async () => {
  const parameters = {
    required_approving_review_count: 1,
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_review_thread_resolution: false,
  };
  const review = { type: "pull_request", parameters };
  await scene.configure({}, { rules: [review] });
  const { number, sha } = await scene.open("lacking", { "lacking.txt": "1\n" });
  const approve = () => scene.ben.client.post(`${repo}/pulls/${number}/reviews`, { event: "APPROVE" });
  const refusals: (readonly [() => Promise<unknown>, string])[] = [
    [async () => {}, 'Required status check "gate" is expected.'],
    [() => scene.report(sha, "failure"), 'Required status check "gate" is failing.'],
    [() => scene.report(sha, "success"), "At least 1 approving review is required"],
    [approve, ""],
  ];
  for (const [change, message] of refusals) {
    await change();
    const answer = await scene.enqueue(number);
    expect(answer.status).toBe(message === "" ? 204 : 422);
    expect(answer.message).toContain(message);
  }
  expect((await scene.enqueue(number)).message).toBe("Pull request is already in the queue");
  await scene.heard();
  await scene.ben.client.post(`${repo}/pulls/${number}/reviews`, { event: "REQUEST_CHANGES", body: "No" });
  expect(await scene.queue()).toEqual([]);
  expect(await scene.heard()).toEqual([
    `merge_group.destroyed dequeued #${number}`,
    `pull_request.dequeued BRANCH_PROTECTIONS #${number}`,
  ]);
});

test("no write access, no admin for the front, another head, no queue there → refused", async () => {
  const { number } = await scene.ready("who");
  expect((await scene.enqueue(number, { by: scene.eve })).status).toBe(403);
  expect((await scene.enqueue(number, { body: { jump: true } })).status).toBe(403);
  expect((await scene.enqueue(number, { body: { expected_head_sha: scene.tip() } })).message).toMatch(/was modified/);
  expect((await scene.bot.put(`${repo}/_lab/pulls/${number}/queue`, {})).status).toBe(403);
  expect((await scene.ada.client.delete(`${repo}/_lab/pulls/${number}/queue`)).status).toBe(422);
  scene.repository.rulesets.length = 0;
  expect((await scene.enqueue(number)).message).toBe("Merge queue is not enabled for this branch");
});

// https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue#jumping-to-the-top-of-the-queue
test("to the front of the queue → all behind it are built anew", async () => {
  const [one, two] = [await scene.ready("patient"), await scene.ready("urgent")];
  await scene.enqueue(one.number);
  await scene.heard();
  await scene.enqueue(two.number, { by: scene.olga, body: { jump: true } });
  const [first, second] = await scene.queue();
  expect([first?.number, second?.number]).toEqual([two.number, one.number]);
  expect(second?.base_sha).toBe(first?.head_sha);
  expect(await scene.heard()).toContain(`merge_group.destroyed invalidated #${one.number}`);
  for (const { number } of [one, two]) await scene.ada.client.delete(`${repo}/_lab/pulls/${number}/queue`);
});

// https://docs.github.com/en/rest/pulls/pulls#merge-a-pull-request-asynchronously
test("merging in the background → into the queue; with a queue, how is not the caller's to say", async () => {
  const { number, sha } = await scene.ready("background");
  const path = `${repo}/pulls/${number}/merge-async`;
  const ask = async (body: object) => (await scene.bot.put<Result>(path, body)).body;
  const outcome = async (body: object) => {
    const { status, details } = await ask(body);
    expect(status).toBe("pending");
    return (await scene.bot.get<Result>(`${path}/${details.uuid}`)).body;
  };
  expect((await scene.bot.put(path, { merge_action: "merge_queue", merge_method: "squash" })).status).toBe(422);
  expect(await outcome({ merge_method: "squash" })).toMatchObject({ status: "failed" });
  expect(await outcome({ merge_action: "direct_merge" })).toMatchObject({
    status: "failed",
    details: { message: expect.stringContaining(through) },
  });
  expect(await outcome({ sha: scene.tip() })).toMatchObject({ status: "failed" });
  expect(await outcome({ sha })).toMatchObject({ status: "enqueued" });
  expect(await ask({})).toMatchObject({ status: "enqueued" });
  const [entry] = await scene.queue();
  expect(entry).toMatchObject({ number, enqueuer: "gate[bot]" });
  await scene.report(entry?.head_sha, "success");
  expect(await ask({})).toMatchObject({ status: "merged", details: { sha: entry?.head_sha } });
  expect((await scene.bot.get(`${path}/unknown`)).status).toBe(404);
});

test("merging in the background without a queue → merged; a closed one or a draft → 400", async () => {
  scene.repository.rulesets.length = 0;
  const { number } = await scene.ready("unqueued");
  const path = `${repo}/pulls/${number}`;
  for (const change of [{ draft: true }, { draft: false, state: "closed" }]) {
    await scene.ada.client.patch(path, change);
    expect((await scene.bot.put<Result>(`${path}/merge-async`, {})).status).toBe(400);
  }
  await scene.ada.client.patch(path, { state: "open" });
  const { uuid } = (await scene.bot.put<Result>(`${path}/merge-async`, {})).body.details;
  const result = (await scene.bot.get<Result>(`${path}/merge-async/${uuid}`)).body;
  expect(result).toMatchObject({ status: "merged", details: { sha: scene.tip() } });
});

// https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets#require-merge-queue: not for organizations' rulesets
test("the rule in a person's repository, in an organization's ruleset, with a wrong number → refused", async () => {
  const { lab, ada, olga, repository } = scene;
  await lab.seed.repository("ada/notes");
  const [rule] = repository.rulesets[0]?.rules ?? [];
  const body = { name: "queue", enforcement: "active", rules: [rule] };
  expect((await ada.client.post("/repos/ada/notes/rulesets", body)).status).toBe(422);
  expect((await olga.client.post("/orgs/acme/rulesets", body)).status).toBe(422);
  const wrong = { ...rule, parameters: { ...rule?.parameters, check_response_timeout_minutes: 361 } };
  expect((await olga.client.post(`${repo}/rulesets`, { ...body, rules: [wrong] })).status).toBe(422);
});

test("every webhook sent here → as GitHub describes it", async () => {
  await scene.lab.webhooks.settled();
  expect([...new Set(scene.receiver.problems())]).toEqual([]);
});
