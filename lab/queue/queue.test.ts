import { afterAll, beforeAll, expect, test } from "vitest";
import { createQueueScene, type QueueScene } from "../testing/queue-scene.ts";
import { clone } from "../testing/workspace.ts";

let scene: QueueScene;
const repo = "/repos/acme/shop";

beforeAll(async () => {
  scene = await createQueueScene();
});
afterAll(() => scene.close());

const merged = async (number: number) => (await scene.ada.client.get(`${repo}/pulls/${number}`)).body;

// https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue#successful-ci
test("two entries → groups stacked on each other; when both pass, the second lands with the first in it", async () => {
  await scene.configure({ min_entries_to_merge: 2 });
  const base = scene.tip();
  const [one, two] = [await scene.ready("one"), await scene.ready("two")];
  await scene.heard();
  expect((await scene.enqueue(one.number)).status).toBe(204);
  expect(await scene.heard()).toEqual([
    `merge_group.checks_requested #${one.number}`,
    `pull_request.enqueued #${one.number}`,
  ]);
  await scene.enqueue(two.number);
  const [first, second] = await scene.queue();
  expect(first).toMatchObject({ position: 1, state: "AWAITING_CHECKS", base_sha: base, enqueuer: "ada" });
  expect(second).toMatchObject({ base_sha: first?.head_sha, number: two.number });
  expect(second?.head_ref).toBe(`refs/heads/gh-readonly-queue/main/pr-${two.number}-${first?.head_sha}`);
  const parents = (await scene.repository.git.commit(second?.head_sha ?? ""))?.parents;
  expect(parents).toEqual([first?.head_sha, two.sha]);
  await scene.heard();
  await scene.report(first?.head_sha, "success");
  expect(scene.tip()).toBe(base);
  await scene.report(second?.head_sha, "success");
  expect(scene.tip()).toBe(second?.head_sha);
  expect(await merged(one.number)).toMatchObject({ merged: true, merge_commit_sha: first?.head_sha });
  expect(await merged(two.number)).toMatchObject({
    merged: true,
    merge_commit_sha: second?.head_sha,
    merged_by: { login: "github-merge-queue[bot]", type: "Bot" },
  });
  expect(await scene.heard()).toEqual([
    `merge_group.destroyed merged #${one.number}`,
    `merge_group.destroyed merged #${two.number}`,
    `pull_request.closed #${one.number}`,
    `pull_request.closed #${two.number}`,
    `pull_request.dequeued MERGE #${one.number}`,
    `pull_request.dequeued MERGE #${two.number}`,
  ]);
  expect(await scene.queue()).toEqual([]);
  expect([...scene.repository.git.refs.keys()].filter((ref) => ref.includes("gh-readonly-queue"))).toEqual([]);
});

test("its branches → pushed by the queue's bot, asked of apps that check; the merge is an activity of its own", async () => {
  const { received } = scene.receiver;
  const about = (event: string) =>
    received.filter(
      ({ event: name, payload }) => name === event && JSON.stringify(payload).includes("gh-readonly-queue"),
    );
  const sender = { login: "github-merge-queue[bot]" };
  expect(about("create")[0]?.payload).toMatchObject({ ref_type: "branch", sender });
  expect(about("push")[0]?.payload).toMatchObject({ created: true, sender, pusher: { name: sender.login } });
  expect(about("delete")).toHaveLength(2);
  expect(about("check_suite").some(({ action }) => action === "requested")).toBe(true);
  const [last] = (await scene.ada.client.get<object[]>(`${repo}/activity?ref=main`)).body;
  expect(last).toMatchObject({ activity_type: "merge_queue_merge", after: scene.tip(), actor: sender });
});

test("the timeline → into the queue and out of it; why is on the page, not in REST", async () => {
  const { number } = await scene.ready("timeline");
  await scene.enqueue(number);
  await scene.ada.client.delete(`${repo}/_lab/pulls/${number}/queue`);
  const path = `${repo}/issues/${number}/timeline`;
  const list = (await scene.ada.client.get<{ event: string; actor: object }[]>(path)).body;
  const events = list.filter(({ event }) => event.includes("queue"));
  expect(events).toMatchObject([
    { event: "added_to_merge_queue", actor: { login: "ada" } },
    { event: "removed_from_merge_queue", actor: { login: "ada" }, commit_id: null },
  ]);
  expect(JSON.stringify(events)).not.toContain("request");
});

// https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue#failing-ci
test("the first fails → thrown out; the second is built anew without it", async () => {
  await scene.configure();
  const base = scene.tip();
  const [one, two] = [await scene.ready("bad"), await scene.ready("good")];
  await scene.enqueue(one.number);
  await scene.enqueue(two.number);
  const [first, second] = await scene.queue();
  await scene.heard();
  await scene.report(second?.head_sha, "success");
  await scene.report(first?.head_sha, "failure");
  expect(await scene.heard()).toEqual([
    `merge_group.checks_requested #${two.number}`,
    `merge_group.destroyed dequeued #${one.number}`,
    `merge_group.destroyed invalidated #${two.number}`,
    `pull_request.dequeued CI_FAILURE #${one.number}`,
  ]);
  const [rebuilt] = await scene.queue();
  expect(rebuilt).toMatchObject({ number: two.number, position: 1, state: "AWAITING_CHECKS", base_sha: base });
  expect(rebuilt?.head_sha).not.toBe(second?.head_sha);
  await scene.report(rebuilt?.head_sha, "success");
  expect(await merged(two.number)).toMatchObject({ merged: true });
  expect(await merged(one.number)).toMatchObject({ merged: false, state: "open" });
});

test("only the last of a group must pass → one that failed lands with it", async () => {
  await scene.configure({ grouping_strategy: "HEADGREEN", min_entries_to_merge: 2 });
  const [one, two] = [await scene.ready("flaky"), await scene.ready("solid")];
  await scene.enqueue(one.number);
  await scene.enqueue(two.number);
  const [first, second] = await scene.queue();
  await scene.report(first?.head_sha, "failure");
  expect((await scene.queue())[0]).toMatchObject({ number: one.number, state: "UNMERGEABLE" });
  await scene.report(second?.head_sha, "success");
  expect(await merged(one.number)).toMatchObject({ merged: true, merge_commit_sha: first?.head_sha });
});

// https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets#require-merge-queue: status check timeout
test("no report in time → thrown out; a check of another app is none", async () => {
  await scene.configure({ check_response_timeout_minutes: 10 });
  const { number } = await scene.ready("slow");
  await scene.enqueue(number);
  const [entry] = await scene.queue();
  await scene.ben.client.post(`${repo}/statuses/${entry?.head_sha}`, { state: "success", context: "gate" });
  await scene.lab.clock.forward(9);
  expect((await scene.queue())[0]).toMatchObject({ state: "AWAITING_CHECKS" });
  await scene.heard();
  await scene.ada.client.post("/_lab/clock", { minutes: 1 });
  expect(await scene.heard()).toEqual([
    `merge_group.destroyed dequeued #${number}`,
    `pull_request.dequeued CI_TIMEOUT #${number}`,
  ]);
});

test("fewer than the least to merge → merged when the time to wait is over", async () => {
  await scene.configure({ min_entries_to_merge: 3, min_entries_to_merge_wait_minutes: 5 });
  const { number } = await scene.ready("alone");
  await scene.enqueue(number);
  await scene.report((await scene.queue())[0]?.head_sha, "success");
  expect((await scene.queue())[0]).toMatchObject({ state: "MERGEABLE" });
  await scene.lab.clock.forward(5);
  expect(await merged(number)).toMatchObject({ merged: true });
});

// The same page: build concurrency, for example.
test("more entries than may be built at once → the next is built when one has its result", async () => {
  await scene.configure({ max_entries_to_build: 1, min_entries_to_merge: 2 });
  const [one, two] = [await scene.ready("built"), await scene.ready("waits")];
  await scene.enqueue(one.number);
  await scene.enqueue(two.number);
  expect((await scene.queue()).map(({ state }) => state)).toEqual(["AWAITING_CHECKS", "QUEUED"]);
  await scene.report((await scene.queue())[0]?.head_sha, "success");
  expect((await scene.queue()).map(({ state }) => state)).toEqual(["MERGEABLE", "AWAITING_CHECKS"]);
  await scene.report((await scene.queue())[1]?.head_sha, "success");
  expect(await merged(two.number)).toMatchObject({ merged: true });
});

test("more that passed than may land at once → the first ones in one step, the rest after the time to wait", async () => {
  await scene.configure({ min_entries_to_merge: 2, max_entries_to_merge: 2 });
  const pulls = [await scene.ready("batch1"), await scene.ready("batch2"), await scene.ready("batch3")];
  for (const { number } of pulls) await scene.enqueue(number);
  const entries = await scene.queue();
  const pushes = () => scene.receiver.of("push").filter(({ payload }) => payload.ref === "refs/heads/main").length;
  await scene.heard();
  const before = pushes();
  for (const { head_sha } of entries.toReversed()) await scene.report(head_sha, "success");
  expect(scene.tip()).toBe(entries[1]?.head_sha);
  expect(await scene.queue()).toMatchObject([{ number: pulls[2]?.number, head_sha: entries[2]?.head_sha }]);
  await scene.lab.clock.forward(5);
  expect(scene.tip()).toBe(entries[2]?.head_sha);
  await scene.heard();
  expect(pushes() - before).toBe(2);
});

test("a fork's pull request → built from the fork's commits; a push to the fork takes it out", async () => {
  await scene.configure();
  const { lab, eve, ada } = scene;
  await eve.client.post(`${repo}/forks`, {});
  const own = await clone(lab, "eve/shop", eve);
  await own.git("checkout", "--quiet", "-b", "gift");
  const sha = await own.commit({ "gift.txt": "1\n" });
  await own.git("push", "--quiet", "origin", "gift");
  const body = { title: "Gift", head: "eve:gift", base: "main" };
  const { number } = (await eve.client.post<{ number: number }>(`${repo}/pulls`, body)).body;
  await scene.report(sha, "success");
  await scene.enqueue(number);
  const [entry] = await scene.queue();
  const path = `${repo}/compare/${entry?.base_sha}...${entry?.head_sha}`;
  expect((await ada.client.get(path)).body).toMatchObject({ files: [{ filename: "gift.txt" }], total_commits: 2 });
  await own.commit({ "gift.txt": "2\n" });
  await own.git("push", "--quiet", "origin", "gift");
  expect(await scene.queue()).toEqual([]);
  await own.remove();
});

test("a check reported whose answer is lost → counts all the same; the merged branch is deleted where it should be", async () => {
  await scene.olga.client.patch(repo, { delete_branch_on_merge: true });
  const { number } = await scene.ready("lost");
  await scene.enqueue(number);
  const [entry] = await scene.queue();
  scene.lab.faults.add({ kind: "lost-answer", method: "POST", times: 1 });
  await scene.report(entry?.head_sha, "success");
  expect(await merged(number)).toMatchObject({ merged: true });
  expect(scene.repository.git.refs.has("refs/heads/lost")).toBe(false);
});

test.for([
  ["SQUASH", 1],
  ["REBASE", 1],
] as const)("%s → the group's head has %i parent and lands as it is", async ([method, parents]) => {
  await scene.configure({ merge_method: method });
  const { number } = await scene.ready(method.toLowerCase());
  await scene.enqueue(number);
  const [entry] = await scene.queue();
  expect((await scene.repository.git.commit(entry?.head_sha ?? ""))?.parents).toHaveLength(parents);
  await scene.report(entry?.head_sha, "success");
  expect(scene.tip()).toBe(entry?.head_sha);
});

test("every webhook sent here → as GitHub describes it", async () => {
  await scene.lab.webhooks.settled();
  expect([...new Set(scene.receiver.problems())]).toEqual([]);
});
