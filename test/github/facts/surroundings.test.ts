import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient } from "../../../lab/testing/client.ts";
import type { FactName, Facts } from "../../../src/domain/facts.ts";
import { createGate, type Gate } from "../../support/gate.ts";

let gate: Gate;
let number = 0;
let sha = "";
beforeAll(async () => {
  gate = await createGate();
  ({ number, sha } = await gate.scene.open("topic", { "a.ts": "export {};\n" }));
});
afterAll(() => gate.scene.close());

function only(...names: FactName[]): Promise<Facts> {
  return gate.facts(number, { isThorough: false, needs: new Set(names) });
}

test("checks of several makers → newest of each, with workflow; the gate's own is left out", async () => {
  const { lab, ada, ben } = gate.scene;
  const { token } = lab.seed.githubActions("acme");
  const actions = createClient(lab, token);
  const run = {
    name: "CI",
    path: ".github/workflows/ci.yml",
    event: "pull_request",
    head_sha: sha,
    head_branch: "topic",
  };
  const jobs = [{ name: "unit", conclusion: "failure" }];
  await actions.post("/repos/acme/shop/_lab/workflow-runs", { ...run, jobs });
  await actions.post("/repos/acme/shop/_lab/workflow-runs", {
    ...run,
    jobs: [{ name: "unit", conclusion: "success" }],
  });
  for (const state of ["pending", "success"]) {
    await ada.client.post(`/repos/acme/shop/statuses/${sha}`, { state, context: "unit" });
  }
  await ben.client.post(`/repos/acme/shop/statuses/${sha}`, { state: "error", context: "unit" });
  await gate.evaluator.evaluate(gate.ref(number));
  const { checks } = await only("checks");
  if (!Array.isArray(checks)) throw new Error(checks.unavailable);
  const told = checks.map(({ name, kind, app, creator, workflow, event, conclusion, headSha }) => ({
    name,
    kind,
    by: app !== null && "slug" in app ? app.slug : creator !== null && "login" in creator ? creator.login : null,
    workflow,
    event,
    conclusion,
    headSha,
  }));
  const fromActions = {
    name: "unit",
    kind: "check-run",
    by: "github-actions",
    workflow: run.path,
    event: "pull_request",
    headSha: sha,
  };
  const status = { name: "unit", kind: "status", workflow: null, event: null, headSha: sha };
  expect(told).toEqual([
    { ...fromActions, conclusion: "failure" },
    { ...fromActions, conclusion: "success" },
    { ...status, by: "ada", conclusion: "success" },
    { ...status, by: "ben", conclusion: "error" },
  ]);
});

test("roles by users, teams and permissions; one that cannot be read takes no other with it", async () => {
  const roles = {
    people: { users: ["ben", "nobody-at-all"], teams: [], permissions: [] },
    team: { users: [], teams: ["developers"], permissions: [] },
    admins: { users: [], teams: [], permissions: ["admin"] },
    missing: { users: ["ben"], teams: ["no-such-team"], permissions: [] },
  };
  const facts = await gate.facts(number, { isThorough: false, needs: new Set(["roles"]), roles });
  const { roles: found } = facts as { roles: Record<string, { login: string }[]> };
  const logins = (name: string) => found[name]?.map(({ login }) => login);
  expect([logins("people"), logins("team"), logins("admins")]).toEqual([["ben"], ["ada", "ben"], ["olga"]]);
  expect(found.missing).toEqual({
    unavailable: expect.stringContaining("GitHub answered 404 to GET /orgs/acme/teams/no-such-team"),
  });
});

test("A43 a senior of a team within the team that is named → is in the role", async () => {
  const { lab, eve } = gate.scene;
  lab.seed.team("acme", "payments", { members: ["eve"], parent: "developers", privacy: "closed" });
  const roles = { senior: { users: [], teams: ["developers"], permissions: [] } };
  const facts = await gate.facts(number, { isThorough: false, needs: new Set(["roles"]), roles });
  const person = { id: eve.account.id, login: "eve", type: "User" };
  expect(facts.roles).toMatchObject({ senior: expect.arrayContaining([person]) });
});

test("rules of the branch, before and after a ruleset requires the gate", async () => {
  expect((await only("branchRules")).branchRules).toMatchObject({
    requiredChecks: [],
    requiresPullRequest: false,
    appId: gate.appId,
  });
  const id = await gate.requireGate();
  expect((await only("branchRules")).branchRules).toEqual({
    requiredChecks: [{ name: "mergewarden", appId: gate.appId }],
    requiresPullRequest: true,
    bypassActors: { unavailable: "GitHub tells it to those only who may change the ruleset" },
    appId: gate.appId,
  });
  await gate.scene.olga.client.delete(`/repos/acme/shop/rulesets/${id}`);
});

test("scanners are off → unavailable, each with the reason", async () => {
  const { codeScanning, secretScanning } = await only("codeScanning", "secretScanning");
  for (const fact of [...Object.values(codeScanning), ...Object.values(secretScanning)]) {
    expect(fact).toEqual({ unavailable: expect.stringMatching(/GitHub answered 40[34] to GET/) });
  }
});

test("scanners' data → with what is new in this pull request", async () => {
  const { olga } = gate.scene;
  const repo = "/repos/acme/shop";
  await olga.client.patch(`${repo}/_lab/security`, {
    code_scanning: true,
    secret_scanning: true,
    dependency_graph: true,
  });
  const { body: pull } = await olga.client.get<{ base: { sha: string } }>(`${repo}/pulls/${number}`);
  const known = { rule: "old", severity: "note", path: "src/pay.ts" };
  const fresh = { rule: "sql", security_severity: "critical", path: "a.ts", start_line: 1 };
  const upload = (ref: string, commit: string, results: unknown[]) =>
    olga.client.post(`${repo}/_lab/code-scanning/analyses`, { ref, commit_sha: commit, results });
  await upload("refs/heads/main", pull.base.sha, [known]);
  await upload(`refs/pull/${number}/head`, sha, [known, fresh]);
  await olga.client.post(`${repo}/_lab/secret-scanning/alerts`, {
    path: "src/pay.ts",
    commit_sha: pull.base.sha,
    secret_type: "old",
  });
  await olga.client.post(`${repo}/_lab/secret-scanning/alerts`, { path: "a.ts", commit_sha: sha, secret_type: "new" });
  const changes = [
    {
      name: "left-pad",
      version: "1.0.0",
      license: "MIT",
      vulnerabilities: [{ severity: "moderate", advisory_ghsa_id: "GHSA-1" }],
    },
  ];
  await olga.client.put(`${repo}/_lab/dependency-changes`, { head: sha, changes });
  const facts = await only("codeScanning", "secretScanning", "dependencyChanges");
  expect(facts.codeScanning).toMatchObject({
    analyses: [{ tool: "CodeQL", headSha: sha, error: "" }],
    alerts: expect.arrayContaining([
      expect.objectContaining({ rule: "old", severity: "low", new: false }),
      expect.objectContaining({ rule: "sql", severity: "critical", new: true, path: "a.ts", line: 1 }),
    ]),
  });
  expect(facts.secretScanning).toMatchObject({
    alerts: expect.arrayContaining([
      expect.objectContaining({ type: "old", new: false }),
      expect.objectContaining({ type: "new", new: true }),
    ]),
  });
  expect(facts.dependencyChanges).toMatchObject([
    {
      change: "added",
      name: "left-pad",
      version: "1.0.0",
      license: "MIT",
      vulnerabilities: [{ ghsa: "GHSA-1", severity: "medium" }],
    },
  ]);
});

test("the organisation's demand of a second factor", async () => {
  expect((await only("organization")).organization).toEqual({ twoFactorRequired: expect.any(Boolean) });
});
