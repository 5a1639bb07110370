import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { signAppJwt } from "../testing/app-token.ts";
import { type Client, createClient } from "../testing/client.ts";
import { createScene, type Scene } from "../testing/scene.ts";

let scene: Scene;
let stranger: Client;
const repo = "/repos/acme/shop";

beforeAll(async () => {
  scene = await createScene();
  const { lab } = scene;
  const options = { owner: "acme", permissions: { checks: "write", statuses: "write" }, events: [] } as const;
  const { app, privateKey } = lab.seed.app("stranger", { ...options, events: [] });
  const { id } = lab.seed.install(app, "acme");
  const path = `/app/installations/${id}/access_tokens`;
  const { token } = (await createClient(lab, signAppJwt(app.id, privateKey)).post<{ token: string }>(path, {})).body;
  stranger = createClient(lab, token);
});
afterAll(() => scene.close());
beforeEach(() => {
  scene.repository.rulesets.length = 0;
  scene.repository.protections.clear();
});

async function protect(rules: object[], bypass: object[] = []): Promise<void> {
  const conditions = { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } };
  const body = { name: "main", target: "branch", enforcement: "active", conditions, rules, bypass_actors: bypass };
  expect((await scene.olga.client.post(`${repo}/rulesets`, body)).status).toBe(201);
}

function requiredChecks(context: string, appId?: number): object {
  const check = { context, ...(appId && { integration_id: appId }) };
  return {
    type: "required_status_checks",
    parameters: { required_status_checks: [check], strict_required_status_checks_policy: false },
  };
}

function report(client: Client, sha: string, conclusion: string | null, name = "gate") {
  const state = conclusion ? { status: "completed", conclusion } : { status: "in_progress" };
  return client.post(`${repo}/check-runs`, { name, head_sha: sha, ...state });
}

let count = 0;

/** A fresh pull request and its merge by Ben. */
async function attempt(prepare: (sha: string, number: number) => Promise<unknown>): Promise<[number, string]> {
  count += 1;
  const { number, sha } = await scene.open(`rule-${count}`, { [`rule-${count}.txt`]: "x\n" });
  await prepare(sha, number);
  const { status, body } = await scene.ben.client.put<{ message: string }>(`${repo}/pulls/${number}/merge`, {});
  await scene.work.git("fetch", "--quiet", "origin");
  return [status, body.message];
}

const expected = 'Repository rule violations found\n\nRequired status check "gate" is expected.\n\n';

// https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches#require-status-checks-before-merging
test.for<[string, number, (sha: string) => Promise<unknown>]>([
  ["nobody reported", 405, async () => {}],
  ["it is running", 405, (sha) => report(scene.bot, sha, null)],
  ["it failed", 405, (sha) => report(scene.bot, sha, "failure")],
  ["it was cancelled", 405, (sha) => report(scene.bot, sha, "cancelled")],
  ["it passed", 200, (sha) => report(scene.bot, sha, "success")],
  ["it was neutral", 200, (sha) => report(scene.bot, sha, "neutral")],
  ["it was skipped", 200, (sha) => report(scene.bot, sha, "skipped")],
  [
    "it failed after it passed",
    405,
    async (sha) => {
      await report(scene.bot, sha, "success");
      await report(scene.bot, sha, "failure");
    },
  ],
  ["another app reported that name", 405, (sha) => report(stranger, sha, "success")],
  [
    "a person set a status of that name",
    405,
    (sha) => scene.ben.client.post(`${repo}/statuses/${sha}`, { state: "success", context: "gate" }),
  ],
])("a required check pinned to the app, %s → %i", async ([, status, prepare]) => {
  await protect([requiredChecks("gate", scene.app.id)]);
  const [got, message] = await attempt(prepare);
  expect(got, message).toBe(status);
});

test("a required check nobody acceptable reported → GitHub's words; unpinned, anybody's will do", async () => {
  await protect([requiredChecks("gate", scene.app.id)]);
  expect(await attempt((sha) => report(stranger, sha, "success"))).toEqual([405, expected]);
  scene.repository.rulesets.length = 0;
  await protect([requiredChecks("gate")]);
  expect((await attempt((sha) => report(stranger, sha, "success")))[0]).toBe(200);
});

// https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/troubleshooting-required-status-checks
test("a check run and a status of one name → both must pass", async () => {
  await protect([requiredChecks("gate")]);
  const status = (sha: string, state: string) => scene.bot.post(`${repo}/statuses/${sha}`, { state, context: "gate" });
  const both = (state: string) =>
    attempt(async (sha) => {
      await report(scene.bot, sha, "success");
      await status(sha, state);
    });
  expect((await both("failure"))[0]).toBe(405);
  expect((await both("success"))[0]).toBe(200);
});

test("a status on the test merge commit → decides over the head's", async () => {
  await protect([requiredChecks("gate")]);
  const on = (merge: string) =>
    attempt(async (sha, number) => {
      const pull = (await scene.ben.client.get<{ merge_commit_sha: string }>(`${repo}/pulls/${number}`)).body;
      await report(scene.bot, sha, "success");
      await report(scene.bot, pull.merge_commit_sha, merge);
    });
  expect((await on("failure"))[0]).toBe(405);
  expect((await on("success"))[0]).toBe(200);
});

const pullRule = (count: number, more: object = {}) => ({
  type: "pull_request",
  parameters: {
    required_approving_review_count: count,
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_review_thread_resolution: false,
    ...more,
  },
});

function review(client: Client, number: number, event: string) {
  return client.post(`${repo}/pulls/${number}/reviews`, { event, body: "x" });
}

// https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches#require-pull-request-reviews-before-merging
test.for<[string, number, (number: number) => Promise<unknown>]>([
  ["nobody approved", 405, async () => {}],
  ["somebody without write access approved", 405, (number) => review(scene.eve.client, number, "APPROVE")],
  ["a colleague approved", 200, (number) => review(scene.olga.client, number, "APPROVE")],
  [
    "a colleague approved, then commented",
    200,
    async (number) => {
      await review(scene.olga.client, number, "APPROVE");
      await review(scene.olga.client, number, "COMMENT");
    },
  ],
  [
    "one approved, another asked for changes",
    405,
    async (number) => {
      await review(scene.olga.client, number, "APPROVE");
      await review(scene.ben.client, number, "REQUEST_CHANGES");
    },
  ],
])("one approval required, %s → %i", async ([, status, prepare]) => {
  await protect([pullRule(1)]);
  const [got, message] = await attempt((_, number) => prepare(number));
  expect(got, message).toBe(status);
});

// https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
test("code owners → one owner of each file must approve, by the base's file", async () => {
  const { olga, ben, work } = scene;
  await work.git("checkout", "--quiet", "-B", "owners", "origin/main");
  await work.commit({ ".github/CODEOWNERS": "* @acme/developers\n/owned/ @olga # the owner\n" });
  await work.git("push", "--quiet", "origin", "owners:main");
  await protect([pullRule(1, { require_code_owner_review: true })]);
  const { number } = await scene.open("codeowners", { "owned/a.txt": "x\n", ".github/CODEOWNERS": null });
  await review(ben.client, number, "APPROVE");
  const merge = () => ben.client.put<{ message: string }>(`${repo}/pulls/${number}/merge`, {});
  expect((await merge()).body.message).toContain("Waiting on code owner review from @olga.");
  await review(olga.client, number, "APPROVE");
  expect((await merge()).status).toBe(200);
  await work.git("fetch", "--quiet", "origin");
});

test.for([
  [true, "x", "DISMISSED"],
  [true, null, "APPROVED"],
  [false, "x", "APPROVED"],
] as const)("stale reviews dismissed: %s, a push that changes %s → %s", async ([dismiss, change, state]) => {
  await protect([pullRule(1, { dismiss_stale_reviews_on_push: dismiss })]);
  const { number } = await scene.open(`stale-${dismiss}-${change}`, { [`stale-${dismiss}-${change}.txt`]: "1\n" });
  await review(scene.ben.client, number, "APPROVE");
  if (change) await scene.work.commit({ "stale.txt": change });
  else await scene.work.git("commit", "--quiet", "--amend", "--message", "Reworded");
  await scene.work.git("push", "--quiet", "--force", "origin", "HEAD");
  const list = (await scene.ada.client.get<{ state: string }[]>(`${repo}/pulls/${number}/reviews`)).body;
  expect(list.map((one) => one.state)).toEqual([state]);
  // The page of a pull request says that who pushed dismissed the stale review.
  const timeline = (
    await scene.ada.client.get<{ event: string; actor: { login: string } }[]>(`${repo}/issues/${number}/timeline`)
  ).body;
  const dismissals = timeline.filter(({ event }) => event === "review_dismissed").map(({ actor }) => actor.login);
  expect(dismissals).toEqual(state === "DISMISSED" ? ["ada"] : []);
});

test.for<[string, boolean, object[]]>([
  ["nobody may bypass", false, []],
  ["administrators may", false, [{ actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" }]],
  ["writers may", true, [{ actor_id: 4, actor_type: "RepositoryRole", bypass_mode: "always" }]],
  [
    "writers may, through pull requests",
    false,
    [{ actor_id: 4, actor_type: "RepositoryRole", bypass_mode: "pull_request" }],
  ],
])("a push past a ruleset when %s → let through: %s", async ([, passes, bypass]) => {
  await protect([pullRule(1), { type: "non_fast_forward" }], bypass);
  const { work } = scene;
  await work.git("checkout", "--quiet", "-B", "direct", "origin/main");
  await work.commit({ [`direct-${bypass.length}.txt`]: JSON.stringify(bypass) });
  const push = work.git("push", "--quiet", "origin", "direct:main");
  if (passes) await push;
  else await expect(push).rejects.toThrow(/GH013: Repository rule violations found for refs\/heads\/main/);
  await work.git("fetch", "--quiet", "origin");
});

// https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches
test("branch protection → binds writers, and administrators only if it says so; no force push", async () => {
  const { olga, ben, work } = scene;
  const checks = { strict: false, contexts: [], checks: [{ context: "gate", app_id: scene.app.id }] };
  const body = {
    required_status_checks: checks,
    enforce_admins: false,
    required_pull_request_reviews: null,
    restrictions: null,
  };
  expect((await ben.client.put(`${repo}/branches/main/protection`, body)).status).toBe(403);
  expect((await olga.client.put(`${repo}/branches/main/protection`, body)).status).toBe(200);
  const { number } = await scene.open("protected", { "protected.txt": "x\n" });
  const merge = (client: Client) => client.put<{ message: string }>(`${repo}/pulls/${number}/merge`, {});
  expect((await merge(ben.client)).body.message).toBe('Required status check "gate" is expected.');
  await expect(work.git("push", "--quiet", "--force", "origin", "origin/main~1:main")).rejects.toThrow(/GH006|GH013/);
  await olga.client.put(`${repo}/branches/main/protection`, { ...body, enforce_admins: true });
  expect((await merge(olga.client)).status).toBe(405);
  await olga.client.put(`${repo}/branches/main/protection`, body);
  expect((await merge(olga.client)).status).toBe(200);
  await work.git("fetch", "--quiet", "origin");
});

test("rules of a branch → from repository and organization, evaluated ones left out, bypass actors for editors only", async () => {
  const { olga, ada, bot, lab } = scene;
  const conditions = {
    ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] },
    repository_name: { include: ["sh*"], exclude: [] },
  };
  const rules = [requiredChecks("gate", scene.app.id)];
  const bypass = [{ actor_id: 1, actor_type: "OrganizationAdmin", bypass_mode: "always" }];
  const body = { name: "all", target: "branch", enforcement: "active", conditions, rules, bypass_actors: bypass };
  const { id } = (await olga.client.post("/orgs/acme/rulesets", body)).body;
  await protect([{ type: "deletion" }]);
  const list = (await bot.get<{ type: string; ruleset_source_type: string }[]>(`${repo}/rules/branches/main`)).body;
  expect(list.map((rule) => `${rule.ruleset_source_type} ${rule.type}`)).toEqual([
    "Repository deletion",
    "Organization required_status_checks",
  ]);
  expect((await olga.client.get(`${repo}/rulesets/${id}`)).body).toMatchObject({ bypass_actors: bypass });
  expect((await ada.client.get(`${repo}/rulesets/${id}`)).body).not.toHaveProperty("bypass_actors");
  await olga.client.put(`/orgs/acme/rulesets/${id}`, { enforcement: "evaluate" });
  expect((await bot.get<unknown[]>(`${repo}/rules/branches/main`)).body).toHaveLength(1);
  expect((await bot.get<unknown[]>(`${repo}/rules/branches/other`)).body).toHaveLength(0);
  await lab.webhooks.settled();
  expect(scene.receiver.of("repository_ruleset", "edited").at(-1)?.payload).toMatchObject({
    changes: { enforcement: { from: "active" } },
  });
});

test("every webhook sent here → as GitHub describes it", async () => {
  await scene.lab.webhooks.settled();
  expect([...new Set(scene.receiver.problems())]).toEqual([]);
});
