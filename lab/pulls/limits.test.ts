import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createScene, type Scene } from "../testing/scene.ts";

let scene: Scene;
let number: number;

/** A branch of 260 commits whose first adds 3,100 files, as `git fast-import` takes it. */
function wideHistory(parent: string): string {
  const commit = (mark: number, from: string, changes: string) =>
    `commit refs/heads/wide\nmark :${mark}\ncommitter ada <ada@example.com> ${1_700_000_000 + mark} +0000\ndata 2\nC\nfrom ${from}\n${changes}\n`;
  const file = (path: string, text: string) => `M 644 inline ${path}\ndata ${text.length}\n${text}\n`;
  const many = Array.from({ length: 3100 }, (_, i) => file(`many/${String(i).padStart(4, "0")}.txt`, "x\n")).join("");
  let stream = commit(1, parent, many);
  for (let mark = 2; mark <= 260; mark += 1) stream += commit(mark, `:${mark - 1}`, file("counter.txt", `${mark}\n`));
  return stream;
}

beforeAll(async () => {
  scene = await createScene();
  const { work, ada } = scene;
  const stream = join(work.directory, ".git", "wide.stream");
  await writeFile(stream, wideHistory(await work.git("rev-parse", "origin/main")));
  await work.git("-c", `alias.import=!git fast-import --quiet < ${stream}`, "import");
  await rm(stream);
  await work.git("push", "--quiet", "origin", "wide");
  const body = { title: "Wide", head: "wide", base: "main" };
  number = Number((await ada.client.post("/repos/acme/shop/pulls", body)).body.number);
});
afterAll(() => scene.close());

async function pages(path: string): Promise<unknown[]> {
  const all: unknown[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await scene.ben.client.get<unknown[]>(`${path}?per_page=100&page=${page}`);
    all.push(...answer.body);
    if (!answer.headers.get("link")?.includes('rel="next"')) return all;
  }
}

// https://docs.github.com/en/rest/pulls/pulls: 3,000 files, 250 commits; the counts tell the truth.
test("more files and commits than the lists hold → cut, while the pull request counts all", async () => {
  const path = `/repos/acme/shop/pulls/${number}`;
  expect((await scene.ben.client.get(path)).body).toMatchObject({ changed_files: 3101, commits: 260 });
  expect(await pages(`${path}/files`)).toHaveLength(3000);
  expect(await pages(`${path}/commits`)).toHaveLength(250);
  const compare = await scene.ben.client.get<{ files: unknown[]; commits: unknown[] }>(
    "/repos/acme/shop/compare/main...wide",
  );
  expect([compare.body.files.length, compare.body.commits.length]).toEqual([300, 250]);
});

test("more reviews than a page holds → all, in order", async () => {
  const path = `/repos/acme/shop/pulls/${number}/reviews`;
  for (let i = 0; i < 120; i += 1) await scene.ben.client.post(path, { event: "COMMENT", body: String(i) });
  const bodies = (await pages(path)).map((review) => (review as { body: string }).body);
  expect(bodies).toEqual(Array.from({ length: 120 }, (_, i) => String(i)));
});
