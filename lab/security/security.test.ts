import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient } from "../testing/client.ts";
import { createScene, type Scene } from "../testing/scene.ts";

let scene: Scene;
let pull: { number: number; sha: string };
const repo = "/repos/acme/shop";

beforeAll(async () => {
  scene = await createScene();
  pull = await scene.open("risky", { "src/db.ts": "query(input);\n", "key.txt": "AKIA\n" });
});
afterAll(() => scene.close());

// What each page lists for a feature that is off.
test.for([
  { path: "/code-scanning/alerts", status: 403 },
  { path: "/code-scanning/analyses", status: 403 },
  { path: "/secret-scanning/alerts", status: 404 },
  { path: "/dependency-graph/compare/main...risky", status: 403 },
])("$path of a feature that is off → $status", async ({ path, status }) => {
  expect((await scene.bot.get(repo + path)).status).toBe(status);
});

type Alert = { number: number; state: string };

test("analyses of a pull request → alerts found, fixed, found again, dismissed", async () => {
  const { bot, ben, olga, lab, receiver } = scene;
  await olga.client.patch(`${repo}/_lab/security`, { code_scanning: true });
  expect((await bot.get(`${repo}/code-scanning/alerts`)).status).toBe(404);
  const result = { rule: "js/sql-injection", severity: "error", security_severity: "high", path: "src/db.ts" };
  const ref = `refs/pull/${pull.number}/merge`;
  const analyse = (results: unknown[]) =>
    olga.client.post(`${repo}/_lab/code-scanning/analyses`, { ref, commit_sha: pull.sha, results });
  const states = async (query: string) =>
    (await bot.get<Alert[]>(`${repo}/code-scanning/alerts?${query}`)).body.map(({ state }) => state);
  await analyse([result]);
  expect(await states(`pr=${pull.number}&state=open&tool_name=CodeQL`)).toEqual(["open"]);
  expect(await states(`ref=${ref}`)).toEqual(["open"]);
  expect(await states("")).toEqual([]);
  expect(await states(`pr=${pull.number}&tool_name=Semgrep`)).toEqual([]);
  await analyse([]);
  expect(await states(`pr=${pull.number}`)).toEqual(["fixed"]);
  await analyse([result]);
  const dismissal = { state: "dismissed", dismissed_reason: "false positive", dismissed_comment: "Not reached" };
  expect((await ben.client.patch(`${repo}/code-scanning/alerts/1`, dismissal)).body).toMatchObject(dismissal);
  expect(await states(`pr=${pull.number}&state=open`)).toEqual([]);
  expect((await bot.get(`${repo}/code-scanning/alerts/1/instances`)).body).toMatchObject([{ ref }]);
  const analyses = await bot.get<unknown[]>(`${repo}/code-scanning/analyses?ref=${ref}`);
  expect(analyses.body).toHaveLength(3);
  expect((await bot.get<unknown[]>(`${repo}/code-scanning/analyses?ref=refs/heads/main`)).body).toEqual([]);
  await lab.webhooks.settled();
  const actions = ["created", "fixed", "reopened", "closed_by_user"];
  expect(receiver.of("code_scanning_alert").map(({ action }) => action)).toEqual(actions);
});

test("a secret → an alert with its place, resolved by an administrator", async () => {
  const { bot, ben, olga } = scene;
  const secret = { secret_type: "aws_access_key_id", path: "key.txt", commit_sha: pull.sha, start_line: 1 };
  const { number } = (await olga.client.post<Alert>(`${repo}/_lab/secret-scanning/alerts`, secret)).body;
  const path = `${repo}/secret-scanning/alerts`;
  expect((await bot.get(`${path}?state=open`)).body).toMatchObject([{ number, secret_type: "aws_access_key_id" }]);
  expect((await bot.get(`${path}/${number}/locations`)).body).toMatchObject([
    { type: "commit", details: { path: "key.txt", commit_sha: pull.sha } },
  ]);
  expect((await ben.client.get(path)).status).toBe(403);
  expect((await olga.client.patch(`${path}/${number}`, { state: "resolved" })).status).toBe(422);
  await olga.client.patch(`${path}/${number}`, { state: "resolved", resolution: "revoked" });
  expect((await bot.get(`${path}?state=open`)).body).toEqual([]);
});

test("dependency changes → of the very commits they were set for", async () => {
  const { bot, olga } = scene;
  const vulnerability = { severity: "high", advisory_ghsa_id: "GHSA-1", advisory_summary: "Bad", advisory_url: "x" };
  const change = { name: "left-pad", version: "1.0.0", license: "WTFPL", vulnerabilities: [vulnerability] };
  await olga.client.put(`${repo}/_lab/dependency-changes`, { head: "risky", changes: [change] });
  const compare = (basehead: string) => bot.get(`${repo}/dependency-graph/compare/${basehead}`);
  expect((await compare("main...risky")).body).toMatchObject([{ change_type: "added", ...change }]);
  expect((await compare("risky...main")).body).toEqual([]);
  expect((await compare("main...nowhere")).status).toBe(404);
});

test.for([
  { path: "/code-scanning/alerts", permission: "security_events" },
  { path: "/secret-scanning/alerts", permission: "secret_scanning_alerts" },
])("$path without $permission → 403", async ({ path }) => {
  const client = createClient(scene.lab, await scene.token({ contents: "read" }));
  expect((await client.get(repo + path)).status).toBe(403);
});

test("every webhook sent here → as GitHub describes it", async () => {
  await scene.lab.webhooks.settled();
  expect([...new Set(scene.receiver.problems())]).toEqual([]);
});
