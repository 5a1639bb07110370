import { afterAll, beforeAll, expect, test } from "vitest";
import { createScene, type Scene } from "../testing/scene.ts";
import { markdown } from "./markdown.ts";

let scene: Scene;

beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.close());

async function show(path: string, login = ""): Promise<{ status: number; text: string }> {
  const response = await fetch(scene.lab.url + path, { headers: { cookie: `lab_login=${login}` } });
  return { status: response.status, text: await response.text() };
}

function press(path: string, login: string, fields: Record<string, string>, origin = scene.lab.url): Promise<Response> {
  const headers = { cookie: `lab_login=${login}`, origin };
  return fetch(scene.lab.url + path, {
    method: "POST",
    redirect: "manual",
    headers,
    body: new URLSearchParams(fields),
  });
}

test.for<[string, string, string]>([
  ["a script", "<script>alert(1)</script>", "&lt;script&gt;"],
  ["a handler", '<img src=x onerror="alert(1)">', "&lt;img"],
  ["a script's address", "[a](javascript:alert(1))", "<p>a</p>"],
  ["an image from elsewhere", "![a](https://elsewhere.example/a.png)", "<em>a</em>"],
  ["a hidden note", "a <!-- note --> b", "<p>a  b</p>"],
  ["details", "<details><summary>s</summary>t</details>", "<details><summary>s</summary>t</details>"],
  ["a tag with attributes", '<details onclick="x">', "&lt;details"],
  ["a table", "|a|\n|-|\n|b|", "<td>b</td>"],
])("Markdown with %s → cannot run or fetch anything", ([, text, expected]) => {
  const shown = String(markdown(text));
  expect(shown).toContain(expected);
  expect(shown).not.toMatch(/<script|<img|javascript:|note/);
});

test("a pull request's pages → what people said, what apps reported, on the lines", async () => {
  const { open, bot, ada, ben } = scene;
  const { number, sha } = await open("pages", { "src/pay.ts": "export const price = 2;\nexport const a = 1;\n" });
  await ada.client.patch(`/repos/acme/shop/pulls/${number}`, { title: "Price <b>rise</b>" });
  await ben.client.post(`/repos/acme/shop/issues/${number}/comments`, { body: "Why **so** much?" });
  const annotation = {
    path: "src/pay.ts",
    start_line: 2,
    end_line: 2,
    annotation_level: "failure",
    message: "No `a`.",
  };
  const output = { title: "One finding", summary: "| a |\n|-|\n| b |", annotations: [annotation] };
  const run = { name: "gate", head_sha: sha, status: "completed", conclusion: "failure", output };
  const { id } = (await bot.post("/repos/acme/shop/check-runs", run)).body;
  const base = `/acme/shop/pull/${number}`;
  const conversation = (await show(base)).text;
  expect(conversation).toContain("Price &lt;b&gt;rise&lt;/b&gt;");
  expect(conversation).toContain("Why <strong>so</strong> much?");
  expect(conversation).toContain("One finding");
  expect((await show(`${base}/files`)).text).toMatch(/export const a = 1;[\s\S]*No <code>a<\/code>/);
  expect((await show(`${base}/checks`)).text).toContain("<td>b</td>");
  expect((await show(`${base}/commits`)).text).toContain("Work on pages");
  expect((await show(`/acme/shop/runs/${id}`)).text).toContain("One finding");
});

test("buttons → act as the person chosen, by the rules everybody has", async () => {
  const { open, ada } = scene;
  const { number } = await open("buttons", { "buttons.txt": "1\n" });
  const base = `/acme/shop/pull/${number}`;
  const own = await press(`${base}/write`, "ada", { what: "APPROVE" });
  expect(decodeURIComponent(own.headers.get("location") ?? "")).toContain("Can not approve your own pull request");
  await press(`${base}/write`, "ben", { what: "APPROVE", body: "Fine" });
  expect((await press(`${base}/write`, "ben", { what: "comment", body: "x" }, "http://elsewhere.example")).status).toBe(
    404,
  );
  expect((await show(base, "eve")).text).not.toContain("Merge pull request</button>");
  expect((await show(base, "ben")).text).toContain("Merge pull request</button>");
  await press(`${base}/merge`, "ben", { merge_method: "squash" });
  expect((await ada.client.get(`/repos/acme/shop/pulls/${number}`)).body).toMatchObject({ merged: true, comments: 0 });
  expect((await show(base)).text).toContain("Pull request merged and closed");
});

test.for([
  ["/", 200],
  ["/acme", 200],
  ["/ada", 200],
  ["/acme/shop", 200],
  ["/acme/shop/pulls", 200],
  ["/acme/shop/issues", 200],
  ["/acme/shop/blob/main/src/pay.ts", 200],
  ["/acme/shop/tree/main/src", 200],
  ["/acme/nothing", 404],
  ["/acme/shop/pull/999", 404],
  [`/acme/shop/commit/${"0".repeat(40)}`, 404],
  ["/api/v3/nothing", 404],
] as const)("%s → %i", async ([path, status]) => {
  expect((await show(path)).status).toBe(status);
});

test("a branch with a merge queue → into it and out of it by buttons, and a page that lists it", async () => {
  const { open, olga, ben, repository } = scene;
  const { number } = await open("queued", { "queued.txt": "1\n" });
  const parameters = {
    merge_method: "MERGE",
    grouping_strategy: "ALLGREEN",
    max_entries_to_build: 5,
    min_entries_to_merge: 2,
    max_entries_to_merge: 5,
    min_entries_to_merge_wait_minutes: 5,
    check_response_timeout_minutes: 60,
  };
  const conditions = { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } };
  const body = { name: "queue", enforcement: "active", conditions, rules: [{ type: "merge_queue", parameters }] };
  await olga.client.post("/repos/acme/shop/rulesets", body);
  const base = `/acme/shop/pull/${number}`;
  const offered = (await show(base, "ben")).text;
  expect(offered).toContain("Add to merge queue</button>");
  expect(offered).not.toContain("Merge pull request</button>");
  expect((await show(base, "eve")).text).not.toContain("Add to merge queue</button>");
  await press(`${base}/enqueue`, "ben", {});
  expect((await show(base, "ben")).text).toMatch(/Number 1 in the[\s\S]*Remove from queue<\/button>/);
  expect((await show("/acme/shop/queue/main")).text).toMatch(/Add queued[\s\S]*Required checks have passed/);
  expect((await show("/acme/shop/pulls")).text).toContain("/acme/shop/queue/main");
  await press(`${base}/dequeue`, "ben", {});
  expect((await show("/acme/shop/queue/main")).text).toContain("Nothing is queued.");
  expect((await show(base)).text).toContain("removed this from the merge queue by request");
  repository.rulesets.length = 0;
  expect((await show("/acme/shop/queue/main")).status).toBe(404);
  expect((await ben.client.put(`/repos/acme/shop/pulls/${number}/merge`, {})).status).toBe(200);
});

test("a private repository → seen by its people only", async () => {
  await scene.lab.seed.repository("acme/quiet", { private: true });
  expect((await show("/acme/quiet", "eve")).status).toBe(404);
  expect((await show("/", "eve")).text).not.toContain("acme/quiet");
  expect((await show("/acme/quiet", "ada")).status).toBe(200);
});
