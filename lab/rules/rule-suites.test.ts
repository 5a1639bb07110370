import { afterAll, beforeAll, expect, test } from "vitest";
import { createScene, type Scene } from "../testing/scene.ts";

let scene: Scene;
const repo = "/repos/acme/shop";

beforeAll(async () => {
  scene = await createScene();
  const body = {
    name: "main",
    target: "branch",
    enforcement: "active",
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules: [{ type: "non_fast_forward" }],
    bypass_actors: [{ actor_id: 4, actor_type: "RepositoryRole", bypass_mode: "always" }],
  };
  expect((await scene.olga.client.post(`${repo}/rulesets`, body)).status).toBe(201);
});
afterAll(() => scene.close());

interface Suite {
  before_sha: string;
  after_sha: string;
  result: string;
}

async function suites(query = ""): Promise<Suite[]> {
  return (await scene.olga.client.get<Suite[]>(`${repo}/rulesets/rule-suites${query}`)).body;
}

// https://docs.github.com/en/rest/repos/rule-suites#list-repository-rule-suites
test("pushes to a branch with rules → a suite each, newest first; a force push by who may is a bypass", async () => {
  const { git, commit } = scene.work;
  await git("checkout", "--quiet", "-B", "main", "origin/main");
  const before = await git("rev-parse", "HEAD");
  const first = await commit({ "a.txt": "a" }, "A");
  await git("push", "--quiet", "origin", "HEAD:main");
  await git("reset", "--quiet", "--hard", before);
  const second = await commit({ "b.txt": "b" }, "B");
  await git("push", "--quiet", "--force", "origin", "HEAD:main");
  await git("push", "--quiet", "--force", "origin", "HEAD:elsewhere");
  const told = [
    { before_sha: first, after_sha: second, result: "bypass", ref: "refs/heads/main", actor_name: scene.ada.login },
    { before_sha: before, after_sha: first, result: "pass", ref: "refs/heads/main", actor_name: scene.ada.login },
  ];
  expect(await suites()).toMatchObject(told);
  expect(await suites("?ref=refs/heads/main&rule_suite_result=bypass")).toMatchObject([told[0]]);
  expect(await suites("?ref=elsewhere")).toEqual([]);
});

test("an app with administration: read, and who is no administrator → 403", async () => {
  for (const client of [scene.bot, scene.ada.client])
    expect((await client.get(`${repo}/rulesets/rule-suites`)).status).toBe(403);
});
