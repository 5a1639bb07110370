import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, request as httpRequest, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { Readable } from "node:stream";
import examples from "@octokit/webhooks-examples" with { type: "json" };
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createIntake, type Intake, type IntakeOutcome } from "../../src/github/intake.ts";
import type { Acceptance, Delivery } from "../../src/pipeline/delivery.ts";

const secret = "the current secret, long enough";
const previous = "the previous secret, long enough";
const path = "/api/github/webhooks";
const mebibyte = 1024 * 1024;

let server: Server;
let address: string;
let accepted: Delivery[] = [];
let outcomes: IntakeOutcome[] = [];
let lines: string[] = [];
let accept: (delivery: Delivery) => Promise<Acceptance>;
let intake: Intake;
const rejections: unknown[] = [];
process.on("unhandledRejection", (reason) => rejections.push(reason));

beforeAll(async () => {
  server = createServer((request, response) => {
    void intake(request, response).then((handled) => {
      if (!handled) response.writeHead(404).end();
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(() => {
  accepted = [];
  outcomes = [];
  lines = [];
  accept = (delivery) => {
    accepted.push(delivery);
    return Promise.resolve("queued");
  };
  intake = createIntake({
    secrets: [secret, previous],
    store: { accept: (delivery) => accept(delivery) },
    log: pino({ level: "trace" }, { write: (line: string) => void lines.push(line) }),
    onOutcome: (outcome) => outcomes.push(outcome),
    storeTimeout: 500,
  });
});
afterEach(() => {
  expect(rejections).toEqual([]);
});

function sign(body: string | Uint8Array, key = secret): string {
  return `sha256=${createHmac("sha256", key).update(body).digest("hex")}`;
}
function headersFor(body: string | Uint8Array, changes: Record<string, string | null> = {}): Record<string, string> {
  const headers: Record<string, string | null> = {
    "content-type": "application/json",
    "x-github-event": "ping",
    "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
    "x-hub-signature-256": sign(body),
    "x-github-hook-id": "7",
    "x-forwarded-for": "10.1.2.3",
    ...changes,
  };
  return Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null));
}
async function post(
  body: string | Uint8Array<ArrayBuffer>,
  changes: Record<string, string | null> = {},
): Promise<number> {
  const response = await fetch(address + path, { method: "POST", body, headers: headersFor(body, changes) });
  await response.text();
  return response.status;
}

const recorded = examples as unknown as { name: string; examples: object[] }[];
const payloads = recorded.flatMap(({ name, examples: given }) => given.map((payload) => ({ name, payload })));

test(`every recorded payload, signed → 202, byte for byte; wrongly signed → 401`, async () => {
  expect(payloads.length).toBeGreaterThan(300);
  for (const { name, payload } of payloads) {
    const body = JSON.stringify(payload);
    expect(await post(body, { "x-github-event": name }), name).toBe(202);
    expect(accepted.at(-1)).toMatchObject({ event: name, body: Buffer.from(body) });
    expect(await post(body, { "x-github-event": name, "x-hub-signature-256": sign(body, "wrong") }), name).toBe(401);
  }
  expect(accepted).toHaveLength(payloads.length);
});

test.for<[string, string | Uint8Array<ArrayBuffer>, Record<string, string | null>, number]>([
  ["all is right", "{}", {}, 202],
  ["signed with the previous secret", "{}", { "x-hub-signature-256": sign("{}", previous) }, 202],
  ["the content type has parameters", "{}", { "content-type": "Application/JSON; charset=utf-8" }, 202],
  ["the event is one that nobody knows", "{}", { "x-github-event": "brand_new" }, 202],
  ["there is no signature", "{}", { "x-hub-signature-256": null }, 401],
  ["the signature is empty", "{}", { "x-hub-signature-256": "" }, 401],
  ["the signature is SHA-1", "{}", { "x-hub-signature-256": `sha1=${"a".repeat(40)}` }, 401],
  ["the signature is too short", "{}", { "x-hub-signature-256": sign("{}").slice(0, -1) }, 401],
  ["the signature is another body's", "{}", { "x-hub-signature-256": sign("{ }") }, 401],
  ["the signature is that of an empty secret", "{}", { "x-hub-signature-256": sign("{}", "") }, 401],
  ["wrongly signed and no JSON", "{", { "x-hub-signature-256": sign("}") }, 401],
  ["there is no delivery id", "{}", { "x-github-delivery": null }, 400],
  ["the delivery id is hostile", "{}", { "x-github-delivery": "a'; drop table" }, 400],
  ["the delivery id is too long", "{}", { "x-github-delivery": "a".repeat(101) }, 400],
  ["there is no event", "{}", { "x-github-event": null }, 400],
  ["the event is hostile", "{}", { "x-github-event": "../ping" }, 400],
  ["the body is empty", "", {}, 400],
  ["the body is cut", '{"a":', {}, 400],
  ["the body is a list", "[]", {}, 400],
  ["the body is a word", '"x"', {}, 400],
  ["the body is null", "null", {}, 400],
  ["the body is no UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), {}, 400],
  ["the body is nested without end", "[".repeat(200_000), {}, 400],
  ["there is no content type", new Uint8Array([0x7b, 0x7d]), { "content-type": null }, 415],
  ["the content type is a form's", "payload=%7B%7D", { "content-type": "application/x-www-form-urlencoded" }, 415],
  ["the content type only begins alike", "{}", { "content-type": "application/jsonp" }, 415],
])("%s → status", async ([, body, changes, expected]) => {
  expect(await post(body, changes)).toBe(expected);
  expect(accepted).toHaveLength(expected === 202 ? 1 : 0);
});

test("random bytes, signed → 400, whatever they are", async () => {
  for (let length = 1; length <= 200; length++) {
    const body = crypto.getRandomValues(new Uint8Array(length));
    // No JSON document begins with a byte beyond ASCII.
    body[0] = (body[0] ?? 0) | 0x80;
    expect(await post(body)).toBe(400);
  }
});

test.for<[string, boolean]>([
  ["with its length declared", true],
  ["in chunks", false],
])("a signed body of 30 MB %s → 413, and the next request is answered", async ([, declared]) => {
  const body = Buffer.alloc(30 * 1000 * 1000, 0x20);
  const headers = headersFor(body, declared ? { "content-length": String(body.length) } : {});
  const sent = httpRequest(address + path, { method: "POST", headers });
  Readable.from(chunksOf(body)).pipe(sent);
  const [response] = await once(sent, "response");
  response.resume();
  expect(response.statusCode).toBe(413);
  expect(await post("{}")).toBe(202);
});

function* chunksOf(body: Buffer) {
  for (let start = 0; start < body.length; start += 64 * 1024) yield body.subarray(start, start + 64 * 1024);
}

test("25 MiB to the byte → 202, one more → 413", async () => {
  const body = Buffer.alloc(25 * mebibyte, 0x20);
  body.write("{");
  body.write("}", body.length - 1);
  expect(await post(body)).toBe(202);
  expect(await post(Buffer.concat([body, Buffer.from(" ")]))).toBe(413);
});

test("senders that stall with all the memory there is for bodies → given up, and the next request is answered", async () => {
  intake = createIntake({
    secrets: [secret],
    store: { accept },
    log: pino({ level: "silent" }),
    onOutcome: (outcome) => outcomes.push(outcome),
    maxBytes: 1000,
    bodyTimeout: 300,
  });
  const headers = Object.entries(headersFor("")).map(([name, value]) => `${name}: ${value}\r\n`);
  const stalled = Array.from({ length: 9 }, () => connect((server.address() as AddressInfo).port, "127.0.0.1"));
  for (const socket of stalled) {
    socket.on("error", () => undefined);
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: x\r\n${headers.join("")}content-length: 1000\r\n\r\n${"x".repeat(999)}`,
    );
    socket.resume();
  }
  await Promise.all(stalled.map((socket) => once(socket, "close")));
  expect(outcomes).toEqual(Array(9).fill("aborted"));
  expect(await post("{}")).toBe(202);
});

test("bodies that are being stored take memory, too: of more than there is → 503", async () => {
  const store = Promise.withResolvers<Acceptance>();
  accept = (delivery) => {
    accepted.push(delivery);
    return store.promise;
  };
  const log = pino({ level: "silent" });
  intake = createIntake({ secrets: [secret], store: { accept }, log, maxBytes: 1000, storeTimeout: 50_000 });
  const body = `{"a":"${"x".repeat(992)}"}`;
  const first = Array.from({ length: 8 }, () => post(body));
  await expect.poll(() => accepted.length).toBe(8);
  expect(await post(body)).toBe(503);
  store.resolve("queued");
  expect(await Promise.all(first)).toEqual(Array(8).fill(202));
  expect(await post(body)).toBe(202);
});

test("a sender that never ends is cut off", async () => {
  const endless = connect((server.address() as AddressInfo).port, "127.0.0.1");
  const headers = Object.entries(headersFor("")).map(([name, value]) => `${name}: ${value}\r\n`);
  endless.on("error", () => undefined);
  endless.write(`POST ${path} HTTP/1.1\r\nhost: x\r\n${headers.join("")}transfer-encoding: chunked\r\n\r\n`);
  const chunk = Buffer.concat([Buffer.from("100000\r\n"), Buffer.alloc(mebibyte), Buffer.from("\r\n")]);
  const writing = setInterval(
    () => endless.writable && endless.writableLength < 8 * mebibyte && endless.write(chunk),
    1,
  );
  await new Promise((resolve) => endless.once("close", resolve));
  clearInterval(writing);
  expect(outcomes).toEqual(["too-large"]);
});

test("bodies that are never finished cannot take all memory: the next sender is told to come again", async () => {
  intake = createIntake({ secrets: [secret], store: { accept }, log: pino({ level: "silent" }), maxBytes: 1000 });
  const headers = headersFor("{}", { "content-length": "999" });
  const unfinished = Array.from({ length: 8 }, () => httpRequest(address + path, { method: "POST", headers }));
  for (const sent of unfinished) sent.on("error", () => undefined).write(Buffer.alloc(998));
  await expect.poll(() => post(JSON.stringify({ a: "x".repeat(100) }))).toBe(503);
  for (const sent of unfinished) sent.destroy();
  await expect.poll(() => post(JSON.stringify({ a: "x".repeat(100) }))).toBe(202);
});

test("a sender that goes away halfway → nothing is stored", async () => {
  const sent = httpRequest(address + path, { method: "POST", headers: headersFor("{}", { "content-length": "99" }) });
  sent.on("error", () => undefined);
  sent.write("{}");
  await new Promise((resolve) => setTimeout(resolve, 50));
  sent.destroy();
  await expect.poll(() => outcomes).toEqual(["aborted"]);
  expect(accepted).toEqual([]);
});

test.for<[string, () => Promise<Acceptance>, number]>([
  ["the delivery is known", () => Promise.resolve("known"), 202],
  ["another body is known by its id", () => Promise.resolve("conflict"), 202],
  ["the database is down", () => Promise.reject(new Error("connect ECONNREFUSED")), 503],
  ["the database does not answer", () => new Promise(() => {}), 503],
  [
    "the store throws at once",
    () => {
      throw new Error("broken");
    },
    503,
  ],
])("%s → status", async ([, answer, expected]) => {
  accept = answer;
  expect(await post("{}")).toBe(expected);
});

test("another body under a known id raises an alarm; no log line holds a signature or a body", async () => {
  accept = () => Promise.resolve("conflict");
  await post('{"marker":"only in the body"}');
  expect(lines.join("")).toContain("ALARM");
  expect(lines.join("")).not.toMatch(/sha256=|only in the body|secret/);
});

test("the headers of what nobody signed are not logged as they come", async () => {
  const event = `a://${":".repeat(10_000)}`;
  await post("{}", { "x-github-event": event, "x-hub-signature-256": null });
  await post("{}", { "x-github-event": event });
  expect(outcomes).toEqual(["unsigned", "malformed"]);
  expect(lines.join("")).not.toContain(":::");
});

test("what is kept of the headers: GitHub's, no signature", async () => {
  await post("{}");
  const { headers } = accepted[0] ?? {};
  expect(headers).toMatchObject({ "x-github-hook-id": "7", "content-type": "application/json" });
  expect(Object.keys(headers ?? {}).filter((name) => /signature|forwarded/.test(name))).toEqual([]);
});

test.for<[string, string, number]>([
  ["GET", path, 405],
  ["POST", "/api/github/webhooks/", 404],
  ["POST", "/", 404],
  ["POST", `${path}?x=1`, 401],
])("%s %s", async ([method, target, expected]) => {
  const body = method === "POST" ? { body: "{}", headers: { "content-type": "application/json" } } : {};
  expect((await fetch(address + target, { method, ...body })).status).toBe(expected);
});
