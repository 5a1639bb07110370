import { afterAll, beforeAll, expect, test } from "vitest";
import { createScene, type Scene } from "../testing/scene.ts";

let scene: Scene;
const repo = "/repos/acme/shop";

beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.close());

type Refusal = { message: string };

async function pushToMain(file: string): Promise<void> {
  const { work } = scene;
  await work.git("checkout", "--quiet", "-B", "main", "origin/main");
  await work.commit({ [file]: "x\n" });
  await work.git("push", "--quiet", "origin", "main");
}

// https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/proposing-changes-to-your-work-with-pull-requests/about-pull-requests#draft-pull-requests
test("a draft → cannot be merged until it is ready", async () => {
  const { work, ada, ben, lab, receiver } = scene;
  await work.git("checkout", "--quiet", "-B", "draft", "origin/main");
  await work.commit({ "draft.txt": "1\n" });
  await work.git("push", "--quiet", "origin", "draft");
  const body = { title: "Draft", head: "draft", base: "main", draft: true };
  const pull = (await ada.client.post(`${repo}/pulls`, body)).body;
  expect(pull).toMatchObject({ draft: true, mergeable_state: "draft" });
  const merge = () => ben.client.put<Refusal>(`${repo}/pulls/${pull.number}/merge`, {});
  expect((await merge()).body.message).toBe("Pull Request is still a draft");
  await ada.client.patch(`${repo}/pulls/${pull.number}`, { draft: false });
  await lab.webhooks.settled();
  expect(receiver.of("pull_request", "ready_for_review")).toHaveLength(1);
  expect((await merge()).status).toBe(200);
  await work.git("fetch", "--quiet", "origin");
});

// https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches#require-status-checks-before-merging: strict
test("a strict required check, a base that moved → behind, until the branch is updated", async () => {
  const { open, olga, ben, bot, ada, app, repository } = scene;
  const parameters = {
    required_status_checks: [{ context: "gate", integration_id: app.id }],
    strict_required_status_checks_policy: true,
  };
  const conditions = { ref_name: { include: ["refs/heads/main"], exclude: [] } };
  const rules = [{ type: "required_status_checks", parameters }];
  const { number, sha } = await open("strict", { "strict.txt": "1\n" });
  await pushToMain("moved.txt");
  await olga.client.post(`${repo}/rulesets`, { name: "strict", enforcement: "active", conditions, rules });
  const pass = (head: string) =>
    bot.post(`${repo}/check-runs`, { name: "gate", head_sha: head, status: "completed", conclusion: "success" });
  await pass(sha);
  const path = `${repo}/pulls/${number}`;
  expect((await ben.client.get(path)).body).toMatchObject({ mergeable: true, mergeable_state: "behind" });
  expect((await ben.client.put(`${path}/merge`, {})).status).toBe(405);
  expect((await ada.client.put(`${path}/update-branch`, { expected_head_sha: sha })).status).toBe(202);
  expect((await ada.client.put(`${path}/update-branch`, {})).status).toBe(422);
  const { head } = (await ben.client.get<{ head: { sha: string } }>(path)).body;
  expect((await ben.client.put(`${path}/merge`, {})).status).toBe(405);
  await pass(head.sha);
  expect((await ben.client.put(`${path}/merge`, {})).status).toBe(200);
  repository.rulesets.length = 0;
  await scene.work.git("fetch", "--quiet", "origin");
});

// https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches#require-pull-request-reviews-before-merging: last push
test("the last push must be approved by somebody else → the pusher's approval does not count", async () => {
  const { open, olga, ben, lab, repository } = scene;
  const parameters = {
    required_approving_review_count: 1,
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: true,
    required_review_thread_resolution: false,
  };
  const conditions = { ref_name: { include: ["~ALL"], exclude: ["refs/heads/pushed*"] } };
  const rules = [{ type: "pull_request", parameters }];
  const { number } = await open("pushed", { "pushed.txt": "1\n" });
  const content = Buffer.from("2\n").toString("base64");
  await olga.client.post(`${repo}/rulesets`, { name: "last", enforcement: "active", conditions, rules });
  await ben.client.put(`${repo}/contents/more.txt`, { message: "More", content, branch: "pushed" });
  const approve = (client: typeof ben.client) => client.post(`${repo}/pulls/${number}/reviews`, { event: "APPROVE" });
  const merge = () => ben.client.put(`${repo}/pulls/${number}/merge`, {});
  await approve(ben.client);
  expect((await merge()).status).toBe(405);
  await approve(olga.client);
  expect((await merge()).status).toBe(200);
  repository.rulesets.length = 0;
  await lab.webhooks.settled();
  await scene.work.git("fetch", "--quiet", "origin");
});

test.for([
  ["merge", "allow_merge_commit", "Merge commits are not allowed on this repository."],
  ["squash", "allow_squash_merge", "Squash merges are not allowed on this repository."],
  ["rebase", "allow_rebase_merge", "Rebase merges are not allowed on this repository."],
] as const)("%s when the repository has %s off → %s", async ([method, setting, message]) => {
  const { open, olga, ben } = scene;
  const { number } = await open(`off-${method}`, { [`off-${method}.txt`]: "1\n" });
  await olga.client.patch(repo, { [setting]: false });
  const answer = await ben.client.put<Refusal>(`${repo}/pulls/${number}/merge`, { merge_method: method });
  expect([answer.status, answer.body.message]).toEqual([405, message]);
  await olga.client.patch(repo, { [setting]: true });
});

// https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/incorporating-changes-from-a-pull-request/about-pull-request-merges#indirect-merges
test("the head pushed straight to the base → merged by its pusher", async () => {
  const { open, ada, work } = scene;
  const { number, sha } = await open("indirect", { "indirect.txt": "1\n" });
  await work.git("push", "--quiet", "origin", "indirect:main");
  const pull = (await ada.client.get(`${repo}/pulls/${number}`)).body;
  expect(pull).toMatchObject({ merged: true, merge_commit_sha: sha, merged_by: { login: "ada" }, commits: 1 });
});

test("a repository that deletes merged branches → the head is gone", async () => {
  const { open, olga, ben, repository } = scene;
  await olga.client.patch(repo, { delete_branch_on_merge: true });
  const { number } = await open("tidy", { "tidy.txt": "1\n" });
  await ben.client.put(`${repo}/pulls/${number}/merge`, {});
  expect(repository.git.refs.has("refs/heads/tidy")).toBe(false);
  expect((await ben.client.get(`${repo}/pulls/${number}`)).body).toMatchObject({ merged: true, state: "closed" });
});

test("every webhook sent here → as GitHub describes it", async () => {
  await scene.lab.webhooks.settled();
  expect([...new Set(scene.receiver.problems())]).toEqual([]);
});
