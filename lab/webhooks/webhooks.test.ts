import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createLab, type Lab } from "../lab.ts";
import { signAppJwt } from "../testing/app-token.ts";
import { type Client, createClient } from "../testing/client.ts";
import { createReceiver, type Receiver } from "../testing/receiver.ts";

let lab: Lab;
let receiver: Receiver;
let ada: Client;
let jwt: Client;

beforeAll(async () => {
  lab = await createLab();
  receiver = await createReceiver("s3cret");
  ada = createClient(lab, lab.seed.user("ada").token);
  await lab.seed.repository("ada/notes");
  const webhook = { webhookUrl: receiver.url, webhookSecret: "s3cret" };
  const options = { owner: "ada", permissions: { issues: "read" }, events: ["issues"], ...webhook } as const;
  const { app, privateKey } = lab.seed.app("listener", { ...options, events: ["issues"] });
  lab.seed.install(app, "ada");
  jwt = createClient(lab, signAppJwt(app.id, privateKey));
});
afterEach(() => {
  lab.webhooks.calm();
  receiver.answer.status = 202;
  receiver.answer.delay = 0;
});
afterAll(async () => {
  await lab.close();
  await receiver.close();
});

async function openIssue(title: string): Promise<void> {
  await ada.post("/repos/ada/notes/issues", { title });
}

const titles = (from: number) =>
  receiver.received.slice(from).map(({ payload }) => (payload.issue as { title: string }).title);

type Item = { id: number; guid: string; status: string; status_code: number; redelivery: boolean; event: string };

// https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers
test("a delivery → GitHub's headers, signed twice", async () => {
  await openIssue("Headers");
  await lab.webhooks.settled();
  const [{ headers } = { headers: {} }] = receiver.of("issues", "opened");
  expect(headers).toMatchObject({
    "content-type": "application/json",
    "x-github-event": "issues",
    "x-github-hook-installation-target-type": "integration",
    "x-github-delivery": expect.stringMatching(/^[0-9a-f-]{36}$/),
    "x-hub-signature": expect.stringMatching(/^sha1=[0-9a-f]{40}$/),
    "x-hub-signature-256": expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
    "user-agent": expect.stringMatching(/^GitHub-Hookshot\/[0-9a-f]{7}$/),
  });
  expect(receiver.problems()).toEqual([]);
});

// https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries: no automatic redelivery.
test("a failed delivery → logged, not sent again by itself; redelivered under the same guid", async () => {
  receiver.answer.status = 500;
  const before = receiver.received.length;
  await openIssue("Fails");
  await lab.webhooks.settled();
  expect(titles(before)).toEqual(["Fails"]);
  const failures = await jwt.get<Item[]>("/app/hook/deliveries?status=failure");
  const [failed] = failures.body;
  expect(failed).toMatchObject({ status: "Invalid HTTP Response: 500", status_code: 500, redelivery: false });
  receiver.answer.status = 202;
  expect((await jwt.post(`/app/hook/deliveries/${failed?.id}/attempts`)).status).toBe(202);
  await lab.webhooks.settled();
  expect(titles(before)).toEqual(["Fails", "Fails"]);
  const [latest] = (await jwt.get<Item[]>("/app/hook/deliveries?per_page=1")).body;
  expect(latest).toMatchObject({ guid: failed?.guid, redelivery: true, status: "OK" });
  const detail = await jwt.get(`/app/hook/deliveries/${latest?.id}`);
  expect(detail.body).toMatchObject({ request: { payload: { action: "opened" } }, response: { headers: {} } });
});

test("no answer in time → timed out; nobody there → failed", async () => {
  lab.webhooks.timeout = 20;
  receiver.answer.delay = 200;
  await openIssue("Slow");
  await lab.webhooks.settled();
  expect(lab.webhooks.log.at(-1)).toMatchObject({ status: "timed out" });
  lab.webhooks.timeout = 10_000;
  receiver.answer.delay = 0;
  await jwt.patch("/app/hook/config", { url: "http://127.0.0.1:9/" });
  await openIssue("Nobody");
  await lab.webhooks.settled();
  expect(lab.webhooks.log.at(-1)).toMatchObject({ status: "failed to connect to host" });
  expect((await jwt.patch("/app/hook/config", { url: receiver.url })).body).toMatchObject({ content_type: "json" });
});

test("the log → pages by cursor, newest first, which new deliveries do not shift", async () => {
  for (const title of ["1", "2", "3"]) await openIssue(title);
  await lab.webhooks.settled();
  const first = await jwt.get<Item[]>("/app/hook/deliveries?per_page=2");
  await openIssue("4");
  await lab.webhooks.settled();
  const next = /<[^>]*\/api\/v3([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
  const second = await jwt.get<Item[]>(next);
  const ids = [...first.body, ...second.body].map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
  expect(ids).toHaveLength(4);
  expect((await jwt.get("/app/hook/deliveries?cursor=x")).status).toBe(400);
  expect((await ada.get("/app/hook/deliveries")).status).toBe(401);
});

test.for([
  { kind: "drop", sent: 0, logged: 0 },
  { kind: "fail", sent: 0, logged: 1 },
  { kind: "duplicate", sent: 2, logged: 2 },
  { kind: "delay", sent: 1, logged: 1 },
])("$kind, once → $sent sent, $logged logged; then all is well", async ({ kind, sent, logged }) => {
  await ada.post("/_lab/webhooks/disturbances", { kind, times: 1, event: "issues", delay: 10 });
  const before = { received: receiver.received.length, log: lab.webhooks.log.length };
  await openIssue("Disturbed");
  await lab.webhooks.settled();
  expect(receiver.received.length - before.received).toBe(sent);
  expect(lab.webhooks.log.length - before.log).toBe(logged);
  await openIssue("Calm");
  await lab.webhooks.settled();
  expect(receiver.received.length - before.received).toBe(sent + 1);
});

test("held deliveries → go out in another order", async () => {
  const before = receiver.received.length;
  lab.webhooks.hold();
  for (const title of ["a", "b", "c", "d"]) await openIssue(title);
  await lab.webhooks.settled();
  expect(titles(before)).toEqual([]);
  await ada.post("/_lab/webhooks/release", { order: "shuffled" });
  await lab.webhooks.settled();
  expect(titles(before).sort()).toEqual(["a", "b", "c", "d"]);
});

// https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap
test("a payload over 25 MB → not delivered, not logged", async () => {
  const before = lab.webhooks.log.length;
  await ada.post("/repos/ada/notes/issues", { title: "Big", body: "x".repeat(26 * 1024 * 1024) });
  await lab.webhooks.settled();
  expect(lab.webhooks.log.length).toBe(before);
});
