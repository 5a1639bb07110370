import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, createClient } from "../testing/client.ts";
import { createScene, type Scene } from "../testing/scene.ts";

let scene: Scene;
let actions: Client;
let head: { number: number; sha: string };
const runs = "/repos/acme/shop/check-runs";

beforeAll(async () => {
  scene = await createScene();
  actions = createClient(scene.lab, scene.lab.seed.githubActions("acme").token);
  head = await scene.open("checks", { "a.txt": "1\n" });
});
afterAll(() => scene.close());

type Run = { id: number; status: string; conclusion: string | null; app: { slug: string }; name: string };
type Runs = { total_count: number; check_runs: Run[] };

// https://docs.github.com/en/rest/checks/runs#create-a-check-run: only GitHub Apps write check runs.
test.for([
  { when: "a person with write access", who: () => scene.ben.client, status: 403 },
  { when: "an owner of the organization", who: () => scene.olga.client, status: 403 },
  { when: "an outsider", who: () => scene.eve.client, status: 403 },
  { when: "nobody", who: () => createClient(scene.lab, null), status: 401 },
  {
    when: "the app without checks:write",
    who: async () => createClient(scene.lab, await scene.token({ checks: "read" })),
    status: 403,
  },
  { when: "the app", who: () => scene.bot, status: 201 },
])("$when creates a check run → $status", async ({ who, status }) => {
  const client = await who();
  expect((await client.post(runs, { name: "unit", head_sha: head.sha })).status).toBe(status);
});

// https://docs.github.com/en/rest/checks/runs#update-a-check-run
test("another app updates a check run → 403; its own app → done, annotations appended", async () => {
  const { id } = (await scene.bot.post<Run>(runs, { name: "gate", head_sha: head.sha, status: "in_progress" })).body;
  expect((await actions.patch(`${runs}/${id}`, { conclusion: "success" })).status).toBe(403);
  const annotation = { path: "a.txt", start_line: 1, end_line: 1, annotation_level: "failure", message: "No." };
  const output = { title: "Blocked", summary: "**Why**", annotations: [annotation] };
  await scene.bot.patch(`${runs}/${id}`, { output });
  const done = await scene.bot.patch<Run>(`${runs}/${id}`, { conclusion: "failure", output });
  expect(done.body).toMatchObject({ status: "completed", conclusion: "failure", output: { annotations_count: 2 } });
  expect(done.body.app.slug).toBe("gate");
  const annotations = await scene.bot.get<unknown[]>(`${runs}/${id}/annotations?per_page=1`);
  expect(annotations.body).toMatchObject([{ path: "a.txt", title: null, annotation_level: "failure" }]);
  expect(annotations.headers.get("link")).toContain('rel="next"');
});

test.for([
  { when: "no name", body: { name: undefined } },
  { when: "completed without a conclusion", body: { status: "completed" } },
  { when: "a conclusion of nobody's", body: { conclusion: "fine" } },
  { when: "only GitHub sets stale", body: { conclusion: "stale" } },
  { when: "a commit that is not there", body: { head_sha: "0".repeat(40) } },
  { when: "an output without a title", body: { output: { summary: "x" } } },
  { when: "a summary too long", body: { output: { title: "x", summary: "x".repeat(65_536) } } },
  {
    when: "51 annotations",
    body: {
      output: {
        title: "x",
        summary: "x",
        annotations: Array.from({ length: 51 }, () => ({
          path: "a.txt",
          start_line: 1,
          end_line: 1,
          annotation_level: "notice",
          message: "x",
        })),
      },
    },
  },
  { when: "four buttons", body: { actions: Array(4).fill({ label: "a", description: "b", identifier: "c" }) } },
])("$when → 422", async ({ body }) => {
  expect((await scene.bot.post(runs, { name: "x", head_sha: head.sha, ...body })).status).toBe(422);
});

// https://docs.github.com/en/rest/checks/runs#list-check-runs-for-a-git-reference
test("runs of a commit → the latest of each name, or all; by app and name", async () => {
  const { sha } = await scene.open("listed", { "a.txt": "2\n" });
  for (const conclusion of ["failure", "success"]) {
    await scene.bot.post(runs, { name: "lint", head_sha: sha, conclusion });
  }
  await actions.post(runs, { name: "lint", head_sha: sha });
  const list = async (query: string) =>
    (await scene.ada.client.get<Runs>(`/repos/acme/shop/commits/listed/check-runs?${query}`)).body;
  expect((await list("")).check_runs.map(({ conclusion }) => conclusion)).toEqual([null, "success"]);
  expect((await list("filter=all")).total_count).toBe(3);
  expect((await list("app_id=15368")).check_runs).toMatchObject([{ app: { slug: "github-actions" } }]);
  expect((await list("check_name=other")).total_count).toBe(0);
  const suites = await scene.ada.client.get<{
    check_suites: { id: number; conclusion: string; app: { slug: string } }[];
  }>(`/repos/acme/shop/commits/${sha}/check-suites`);
  const own = suites.body.check_suites.find(({ app }) => app.slug === "gate");
  expect(own?.conclusion).toBe("success");
  const inSuite = await scene.bot.get<Runs>(`/repos/acme/shop/check-suites/${own?.id}/check-runs?filter=all`);
  expect(inSuite.body.total_count).toBe(2);
});

// https://docs.github.com/en/rest/checks/runs#rerequest-a-check-run: the suite is reset, the run is not updated.
test("rerequests and clicks on a button → told to the run's own app alone", async () => {
  const { sha } = await scene.open("again", { "a.txt": "6\n" });
  const action = { label: "Fix", description: "Fix it", identifier: "fix" };
  const made = { name: "again", head_sha: sha, conclusion: "failure", actions: [action] };
  const { id } = (await scene.bot.post<Run>(runs, made)).body;
  const foreign = (await actions.post<Run>(runs, { name: "ci", head_sha: head.sha, conclusion: "failure" })).body;
  expect((await scene.ben.client.post(`${runs}/${id}/rerequest`)).status).toBe(201);
  expect((await scene.ben.client.post(`${runs}/${foreign.id}/rerequest`)).status).toBe(201);
  const run = (await scene.bot.get<Run & { check_suite: { id: number } }>(`${runs}/${id}`)).body;
  expect(run).toMatchObject({ status: "completed", conclusion: "failure" });
  const suite = await scene.bot.get(`/repos/acme/shop/check-suites/${run.check_suite.id}`);
  expect(suite.body).toMatchObject({ status: "queued", conclusion: null });
  const click = `/repos/acme/shop/_lab/check-runs/${id}/requested-action`;
  expect((await scene.ben.client.post(click, { identifier: "fix" })).status).toBe(201);
  await scene.lab.webhooks.settled();
  const rerequested = scene.receiver.of("check_run", "rerequested");
  expect(rerequested.map(({ payload }) => payload)).toMatchObject([{ check_run: { id }, sender: { login: "ben" } }]);
  expect(scene.receiver.of("check_run", "requested_action")[0]?.payload).toMatchObject({
    requested_action: { identifier: "fix" },
  });
});

// https://docs.github.com/en/rest/guides/using-the-rest-api-to-interact-with-checks#about-check-suites
test("a push → every app that may write checks is asked to run", async () => {
  const { sha } = await scene.open("asked", { "a.txt": "3\n" });
  await scene.lab.webhooks.settled();
  const asked = scene.receiver.of("check_suite", "requested").map(({ payload }) => payload.check_suite);
  expect(asked).toContainEqual(expect.objectContaining({ head_sha: sha, head_branch: "asked", status: "queued" }));
});

test("a workflow run → a suite of its own, a check run per job, events as it goes", async () => {
  const { sha } = await scene.open("ci", { "a.txt": "4\n" });
  const start = { name: "CI", path: ".github/workflows/ci.yml", head_sha: sha, head_branch: "ci", actor: "ada" };
  const jobs = [{ name: "unit", conclusion: "success" }, { name: "lint" }];
  const { id } = (await actions.post<{ id: number }>("/repos/acme/shop/_lab/workflow-runs", { ...start, jobs })).body;
  const list = `/repos/acme/shop/actions/runs?head_sha=${sha}`;
  expect((await scene.ada.client.get(list)).body).toMatchObject({ workflow_runs: [{ id, status: "in_progress" }] });
  await actions.patch(`/repos/acme/shop/_lab/workflow-runs/${id}`, { jobs: [{ name: "lint", conclusion: "failure" }] });
  const run = await scene.ada.client.get<{ check_suite_id: number }>(`/repos/acme/shop/actions/runs/${id}`);
  expect(run.body).toMatchObject({ status: "completed", conclusion: "failure", event: "pull_request" });
  const bySuite = `/repos/acme/shop/actions/runs?check_suite_id=${run.body.check_suite_id}`;
  expect((await scene.ada.client.get(bySuite)).body).toMatchObject({ total_count: 1 });
  await scene.lab.webhooks.settled();
  expect(scene.receiver.of("workflow_run").map(({ action }) => action)).toEqual([
    "requested",
    "in_progress",
    "completed",
  ]);
});

// https://docs.github.com/en/rest/commits/statuses#get-the-combined-status-for-a-specific-reference
test("statuses → the newest of each context, combined", async () => {
  const { sha } = await scene.open("statuses", { "a.txt": "5\n" });
  const post = (state: string, context: string) =>
    scene.ben.client.post(`/repos/acme/shop/statuses/${sha}`, { state, context, description: "x" });
  const combined = async () =>
    (await scene.ada.client.get<{ state: string }>("/repos/acme/shop/commits/statuses/status")).body;
  expect(await combined()).toMatchObject({ state: "pending", total_count: 0 });
  await post("failure", "ci/a");
  await post("success", "ci/b");
  expect(await combined()).toMatchObject({ state: "failure", total_count: 2 });
  await post("success", "ci/a");
  expect(await combined()).toMatchObject({ state: "success", total_count: 2 });
  const all = await scene.ada.client.get<unknown[]>(`/repos/acme/shop/commits/${sha}/statuses`);
  expect(all.body).toHaveLength(3);
  expect((await post("fine", "ci/a")).status).toBe(422);
  const read = createClient(scene.lab, await scene.token({ statuses: "read" }));
  expect((await read.post(`/repos/acme/shop/statuses/${sha}`, { state: "success" })).status).toBe(403);
});

test("every webhook sent here → as GitHub describes it", async () => {
  await scene.lab.webhooks.settled();
  expect([...new Set(scene.receiver.problems())]).toEqual([]);
});
