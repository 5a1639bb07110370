import { expect, test } from "vitest";
import { GitHubError, RateLimited } from "../../src/github/errors.ts";
import { allPages } from "../../src/github/pages.ts";
import { translateError } from "../../src/github/translate-error.ts";
import { type Replies, replay } from "../support/replay.ts";

const repo = { owner: "acme", repo: "api" };
const labels = "GET /repos/acme/api/labels";
const sha = "a".repeat(40);
const blob = { sha, content: "aGk=", encoding: "base64", size: 2 };
const now = new Date("2026-11-23T12:00:00Z");

test("what did not change is asked for by its ETag, and answered from what is known", async () => {
  const tags: (string | null)[] = [];
  const { github } = replay({
    [labels]: (headers) => {
      tags.push(headers.get("if-none-match"));
      return tags.length === 1 ? { headers: { etag: 'W/"1"' }, body: [{ name: "bug" }] } : { status: 304 };
    },
  });
  await github.rest.issues.listLabelsForRepo(repo);
  const { data, status } = await github.rest.issues.listLabelsForRepo(repo);
  expect([data, status, tags]).toEqual([[{ name: "bug" }], 200, [null, 'W/"1"']]);
});

test("what a SHA names is asked for once, also by two at the same time", async () => {
  const { github, asked } = replay({ [`GET /repos/acme/api/git/blobs/${sha}`]: { body: blob } });
  const get = () => github.rest.git.getBlob({ ...repo, file_sha: sha });
  await Promise.all([get(), get()]);
  await get();
  expect(asked).toHaveLength(1);
});

test("a file that GitHub does not show is asked for again: it may be hidden for now", async () => {
  const missing = { status: 404, body: { message: "Not Found" } };
  const { github, asked } = replay({ [`GET /repos/acme/api/contents/p?ref=${sha}`]: missing });
  for (const path of ["p", "p"]) {
    await expect(github.rest.repos.getContent({ ...repo, path, ref: sha })).rejects.toThrow(GitHubError);
  }
  expect(asked).toHaveLength(2);
});

const answers: { when: string; replies: Replies[string]; error: RegExp | null }[] = [
  { when: "a 500, then an answer", replies: [{ status: 500, body: {} }, { body: [] }], error: null },
  { when: "a cut body, then an answer", replies: [{ body: '[{"name": "b' }, { body: [] }], error: null },
  {
    when: "a 500 twice",
    replies: [
      { status: 500, body: { message: "Oops" } },
      { status: 502, body: { message: "Oops" } },
    ],
    error: /answered 502 to GET \/repos\/acme\/api\/labels: Oops$/,
  },
  { when: "a cut body twice", replies: [{ body: "[" }, { body: "[" }], error: /cut short/ },
  { when: "an empty body", replies: { body: "" }, error: /cut short/ },
  {
    when: "HTML with status 200",
    replies: { headers: { "content-type": "text/html" }, body: "<p>" },
    error: /cut short or is no JSON/,
  },
  {
    when: "a 403",
    replies: [{ status: 403, body: { message: "Resource not accessible by integration" } }],
    error: /403 .*Resource not accessible/,
  },
];

test.for(answers)("$when → $error", async ({ replies, error }) => {
  const { github } = replay({ [labels]: replies });
  const asked = github.rest.issues.listLabelsForRepo(repo);
  if (error === null) expect((await asked).data).toEqual([]);
  else await expect(asked).rejects.toThrow(error);
});

test.for([
  {
    when: "a secondary limit that says how long",
    status: 403,
    headers: { "retry-after": "30" },
    until: "2026-11-23T12:00:30.000Z",
  },
  {
    when: "a secondary limit that does not",
    status: 403,
    message: "You have exceeded a secondary rate limit",
    headers: {},
    until: "2026-11-23T12:01:00.000Z",
  },
  {
    when: "the primary limit",
    status: 403,
    headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1795435500" },
    until: "2026-11-23T12:05:00.000Z",
  },
  { when: "429", status: 429, headers: {}, until: "2026-11-23T12:01:00.000Z" },
  { when: "a plain 403", status: 403, headers: { "x-ratelimit-remaining": "12" }, until: null },
  { when: "500", status: 500, headers: { "retry-after": "30" }, until: null },
])("$when → until $until", ({ status, message = "no", headers, until }) => {
  const error = Object.assign(new Error(message), { status, response: { headers } });
  const translated = translateError(error, "GET /x", now);
  expect(translated instanceof RateLimited ? translated.until.toISOString() : null).toBe(until);
  if (until === null) expect(translated).toMatchObject({ name: "GitHubError", status });
});

test("no answer at all → passing; a bug of our own → as it is", () => {
  const lost = Object.assign(new Error("connect ECONNREFUSED"), { status: 500 });
  expect(translateError(lost, "GET /x", now)).toMatchObject({ name: "GitHubError", status: null, isTransient: true });
  const bug = new TypeError("x is undefined");
  expect(translateError(bug, "GET /x", now)).toBe(bug);
});

/** Pages of a list with 100 items a page, as GitHub links them. */
function list(count: number, link: (page: number, last: number) => string) {
  const last = Math.max(1, Math.ceil(count / 100));
  return async (page: number) => ({
    headers: { link: last === 1 ? undefined : link(page, last) },
    data: Array.from({ length: Math.min(100, count - (page - 1) * 100) }, (_, index) => (page - 1) * 100 + index),
  });
}
const url = "<https://api.github.test/x?per_page=100&page=";
const toLast = (page: number, last: number) =>
  page === last
    ? `${url}1>; rel="first", ${url}${last - 1}>; rel="prev"`
    : `${url}${page + 1}>; rel="next", ${url}${last}>; rel="last"`;
const toNext = (page: number, last: number) =>
  page === last ? `${url}1>; rel="first"` : `${url}${page + 1}>; rel="next"`;

test.for([
  { count: 0, link: toLast },
  { count: 100, link: toLast },
  { count: 101, link: toLast },
  { count: 1234, link: toLast },
  { count: 1234, link: toNext },
])("$count items → all of them, in order", async ({ count, link }) => {
  expect(await allPages(list(count, link))).toEqual(Array.from({ length: count }, (_, index) => index));
});

test("a list that is too long to read → an error, not a part of it", async () => {
  await expect(allPages(list(10_001, toLast))).rejects.toThrow(/101 pages/);
});
