import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createLab, type Lab } from "../lab.ts";
import { createClient } from "../testing/client.ts";
import type { Fault } from "./faults.ts";

let lab: Lab;
const path = "/repos/ada/notes";

beforeAll(async () => {
  lab = await createLab();
  lab.seed.user("ada", { token: "adas" });
  await lab.seed.repository("ada/notes");
});
afterEach(() => lab.faults.clear());
afterAll(() => lab.close());

async function statuses(...paths: string[]): Promise<number[]> {
  const client = createClient(lab, "adas");
  const list: number[] = [];
  for (const one of paths) list.push((await client.get(one)).status);
  return list;
}

test.for<{ when: string; fault: Fault; expected: number[] }>([
  { when: "a server error, always", fault: { kind: "server-error" }, expected: [500, 500, 500] },
  { when: "a server error, once", fault: { kind: "server-error", times: 1 }, expected: [500, 200, 200] },
  { when: "the second call", fault: { kind: "server-error", skip: 1, times: 1 }, expected: [200, 500, 200] },
  { when: "a secondary limit", fault: { kind: "secondary-limit", times: 1 }, expected: [403, 200, 200] },
  { when: "a token refused", fault: { kind: "unauthorized", times: 1 }, expected: [401, 200, 200] },
  { when: "a resource hidden", fault: { kind: "not-found", times: 1 }, expected: [404, 200, 200] },
  { when: "a permission taken", fault: { kind: "forbidden", times: 1 }, expected: [403, 200, 200] },
  { when: "another method", fault: { kind: "server-error", method: "POST" }, expected: [200, 200, 200] },
  { when: "another path", fault: { kind: "server-error", path: /\/labels$/ }, expected: [200, 200, 500] },
  { when: "a route", fault: { kind: "server-error", route: "get /repos/:owner/:repo" }, expected: [500, 500, 200] },
  { when: "apps alone", fault: { kind: "server-error", by: "app" }, expected: [200, 200, 200] },
  { when: "only latency", fault: { latency: 5 }, expected: [200, 200, 200] },
])("$when → $expected", async ({ fault, expected }) => {
  lab.faults.add(fault);
  expect(await statuses(path, path, `${path}/labels`)).toEqual(expected);
});

// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
test("a secondary limit → GitHub's sentence and when to come back", async () => {
  lab.faults.add({ kind: "secondary-limit" });
  const { body, headers } = await createClient(lab, "adas").get(path);
  expect(body.message).toContain("secondary rate limit");
  expect(headers.get("retry-after")).toBe("60");
});

test("a cut body → the connection breaks before the promised length", async () => {
  lab.faults.add({ kind: "cut-body" });
  const response = await fetch(lab.apiUrl + path);
  expect(Number(response.headers.get("content-length"))).toBeGreaterThan(1000);
  await expect(response.text()).rejects.toThrow();
});

test("a lost answer → done all the same", async () => {
  const client = createClient(lab, "adas");
  await client.post("/_lab/faults", { kind: "lost-answer", times: 1, method: "POST" });
  expect((await client.post(`${path}/issues`, { title: "Once" })).status).toBe(502);
  expect((await client.get(`${path}/issues`)).body).toHaveLength(1);
});

test("the request log → method, route, status, quota; the lab's own knobs are not in it", async () => {
  const client = createClient(lab, "adas");
  await client.delete("/_lab/requests");
  const etag = (await client.get(path)).headers.get("etag") ?? "";
  await client.get(path, undefined, { "if-none-match": etag });
  await client.get(`${path}/pulls/99`);
  const { body } = await client.get("/_lab/requests");
  expect(body).toMatchObject([
    { method: "GET", route: "get /repos/:owner/:repo", status: 200, cost: 1, by: "user" },
    { status: 304, cost: 0 },
    { route: "get /repos/:owner/:repo/pulls/:number{[0-9]+}", status: 404, cost: 1 },
  ]);
});
