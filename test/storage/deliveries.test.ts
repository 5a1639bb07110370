import { afterAll, beforeAll, expect, test } from "vitest";
import type { Delivery } from "../../src/pipeline/delivery.ts";
import { type Deliveries, deliveries, giveUpDelivery } from "../../src/storage/deliveries.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let queued: string[] = [];
let store: Deliveries;
beforeAll(async () => {
  database = await openTestDatabase();
  store = deliveries(database.db, (guid) => {
    if (guid === "unqueueable") return Promise.reject(new Error("no queue"));
    queued.push(guid);
    return Promise.resolve();
  });
});
afterAll(() => database.close());

function delivery(guid: string, text = '{"zen":"…"}'): Delivery {
  return { guid, event: "ping", headers: { "x-github-hook-id": "1" }, body: Buffer.from(text) };
}

test("a new delivery is stored byte for byte and queued", async () => {
  const given = { ...delivery("new"), body: Buffer.from([0x7b, 0x00, 0xff, 0x7d]) };
  expect(await store.accept(given)).toBe("queued");
  expect(await store.load("new")).toEqual(given);
  expect(queued).toContain("new");
  expect(await store.load("never")).toBeNull();
});

test.for<[string, (guid: string) => Promise<unknown>, string]>([
  ["pending", () => Promise.resolve(), "known"],
  ["processed", (guid) => store.done(guid), "known"],
  ["failed", (guid) => giveUpDelivery(database.db, guid, "GitHub is down"), "queued"],
  [
    "failed after it was processed",
    async (guid) => {
      await store.done(guid);
      await giveUpDelivery(database.db, guid, "late");
    },
    "known",
  ],
])("seen and %s → %s", async ([when, become, expected]) => {
  await store.accept(delivery(when));
  await become(when);
  queued = [];
  expect(await store.accept(delivery(when))).toBe(expected);
  expect(queued).toEqual(expected === "queued" ? [when] : []);
});

test("failed, queued again, told again while it waits → queued once", async () => {
  await store.accept(delivery("again"));
  await giveUpDelivery(database.db, "again", "no");
  queued = [];
  expect(await Promise.all([1, 2, 3].map(() => store.accept(delivery("again"))))).toContain("queued");
  expect(queued).toEqual(["again"]);
});

test("another body under a known id → conflict, the first body stays", async () => {
  await store.accept(delivery("same", "{}"));
  queued = [];
  expect(await store.accept(delivery("same", "[]"))).toBe("conflict");
  expect(queued).toEqual([]);
  expect((await store.load("same"))?.body).toEqual(Buffer.from("{}"));
});

test("five times at once → queued once", async () => {
  queued = [];
  const found = await Promise.all([1, 2, 3, 4, 5].map(() => store.accept(delivery("burst"))));
  expect(found.sort()).toEqual(["known", "known", "known", "known", "queued"]);
  expect(queued).toEqual(["burst"]);
});

test("what cannot be queued is not stored", async () => {
  await expect(store.accept(delivery("unqueueable"))).rejects.toThrow("no queue");
  expect(await store.load("unqueueable")).toBeNull();
});

test("processed deliveries can be forgotten, pending ones stay", async () => {
  await store.accept(delivery("old"));
  await store.accept(delivery("waiting"));
  await store.done("old");
  expect(await store.forget(new Date(0))).toBe(0);
  expect(await store.forget(new Date(Date.now() + 60_000))).toBeGreaterThan(0);
  expect([await store.load("old"), await store.load("waiting")]).toMatchObject([null, { guid: "waiting" }]);
});
