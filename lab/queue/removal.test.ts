import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createQueueScene, type QueueScene } from "../testing/queue-scene.ts";

let scene: QueueScene;
const repo = "/repos/acme/shop";

beforeAll(async () => {
  scene = await createQueueScene();
});
afterAll(() => scene.close());
beforeEach(() => scene.configure());

async function pushTo(branch: string, file: string): Promise<void> {
  const { work } = scene;
  await work.git("fetch", "--quiet", "origin");
  await work.git("checkout", "--quiet", "-B", branch, `origin/${branch}`);
  await work.commit({ [file]: "more\n" });
  await work.git("push", "--quiet", "origin", branch);
}

test.for<[string, (number: number, name: string) => Promise<unknown>]>([
  ["a push to it", (_, name) => pushTo(name, "more.txt")],
  ["somebody takes it out", (number) => scene.ada.client.delete(`${repo}/_lab/pulls/${number}/queue`)],
  ["it is closed", (number) => scene.ada.client.patch(`${repo}/pulls/${number}`, { state: "closed" })],
  ["it is made a draft", (number) => scene.ada.client.patch(`${repo}/pulls/${number}`, { draft: true })],
  ["its branch is deleted", (_, name) => scene.ada.client.delete(`${repo}/git/refs/heads/${name}`)],
])("%s → out of the queue; what is behind it is built anew", async ([what, happen]) => {
  const name = what.replaceAll(/[ ']/g, "_");
  const [one, two] = [await scene.ready(name), await scene.ready(`${name}2`)];
  await scene.enqueue(one.number);
  await scene.enqueue(two.number);
  await scene.heard();
  await happen(one.number, name);
  const heard = await scene.heard();
  expect(heard).toContain(`pull_request.dequeued MANUAL #${one.number}`);
  expect(heard).toContain(`merge_group.destroyed dequeued #${one.number}`);
  expect(heard).toContain(`merge_group.destroyed invalidated #${two.number}`);
  expect(heard).toContain(`merge_group.checks_requested #${two.number}`);
  expect(scene.receiver.of("pull_request", "dequeued").at(-1)?.payload.sender).toMatchObject({ login: "ada" });
  expect(await scene.queue()).toMatchObject([{ number: two.number, base_sha: scene.tip() }]);
  await scene.ada.client.delete(`${repo}/_lab/pulls/${two.number}/queue`);
});

test("a conflict with what is ahead → out of the queue, without a group", async () => {
  const [one, two] = [await scene.ready("same-a", "a\n"), await scene.ready("same-b", "b\n")];
  await scene.enqueue(one.number);
  await scene.heard();
  await scene.enqueue(two.number);
  expect(await scene.heard()).toEqual([
    `pull_request.dequeued MERGE_CONFLICT #${two.number}`,
    `pull_request.enqueued #${two.number}`,
  ]);
  await scene.ada.client.delete(`${repo}/_lab/pulls/${one.number}/queue`);
});

test("the base moved by a push of who may bypass the rule → the groups are built anew on it", async () => {
  await scene.configure({}, { bypass: [{ actor_id: 4, actor_type: "RepositoryRole", bypass_mode: "always" }] });
  const { number } = await scene.ready("overtaken");
  await scene.enqueue(number);
  await scene.heard();
  await pushTo("main", "hotfix.txt");
  expect(await scene.heard()).toEqual([
    `merge_group.checks_requested #${number}`,
    `merge_group.destroyed invalidated #${number}`,
  ]);
  const [after] = await scene.queue();
  expect(after).toMatchObject({ number, base_sha: scene.tip(), state: "AWAITING_CHECKS" });
  await scene.report(after?.head_sha, "success");
  expect(scene.tip()).toBe(after?.head_sha);
});

test("the same change in the queue again → another commit, so that old reports do not count", async () => {
  const { number } = await scene.ready("again");
  await scene.enqueue(number);
  const [first] = await scene.queue();
  await scene.report(first?.head_sha, "failure");
  expect(await scene.queue()).toEqual([]);
  await scene.enqueue(number);
  const [second] = await scene.queue();
  expect(second).toMatchObject({ state: "AWAITING_CHECKS", base_sha: first?.base_sha });
  expect(second?.head_sha).not.toBe(first?.head_sha);
  await scene.ada.client.delete(`${repo}/_lab/pulls/${number}/queue`);
});

test("the head lands by itself → out of the queue as merged already", async () => {
  await scene.configure({}, { bypass: [{ actor_id: 4, actor_type: "RepositoryRole", bypass_mode: "always" }] });
  const { number } = await scene.ready("itself");
  await scene.enqueue(number);
  await scene.heard();
  await scene.work.git("push", "--quiet", "origin", "itself:main");
  expect(await scene.heard()).toEqual([
    `merge_group.destroyed dequeued #${number}`,
    `pull_request.closed #${number}`,
    `pull_request.dequeued ALREADY_MERGED #${number}`,
  ]);
});

test("the rule is taken away → the queue is cleared", async () => {
  const { number } = await scene.ready("cleared");
  await scene.enqueue(number);
  await scene.heard();
  await scene.olga.client.delete(`${repo}/rulesets/${scene.repository.rulesets[0]?.id}`);
  expect(await scene.heard()).toContain(`pull_request.dequeued QUEUE_CLEARED #${number}`);
  expect(scene.repository.queues.get("main")?.entries).toEqual([]);
});

test("every webhook sent here → as GitHub describes it", async () => {
  await scene.lab.webhooks.settled();
  expect([...new Set(scene.receiver.problems())]).toEqual([]);
});
