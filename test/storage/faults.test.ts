import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openDatabase } from "../../src/storage/database.ts";
import { deliveries } from "../../src/storage/deliveries.ts";
import { openDataFolder } from "../../src/storage/embedded/data-folder.ts";
import { stopServer } from "../../src/storage/embedded/server.ts";
import { openQueue } from "../../src/storage/jobs.ts";
import { createTestDatabase, silent } from "../support/database.ts";

let dataFolder: string;
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), "mergewarden-faults-"));
});
afterEach(async () => {
  await stopServer(openDataFolder(dataFolder));
  rmSync(dataFolder, { recursive: true, force: true });
});

const rejections: unknown[] = [];
process.on("unhandledRejection", (reason) => rejections.push(reason));

test("the database is killed again and again while deliveries come: each that was acknowledged is processed", async () => {
  const database = await openDatabase({ databaseUrl: null, dataFolder, log: silent });
  const queue = await openQueue(database.db, database.connection, silent);
  const store = deliveries(database.db, queue.enqueueDelivery);
  const processed = new Set<string>();
  await queue.work({
    deliver: async (guid) => {
      processed.add((await store.load(guid))?.guid ?? "");
      await store.done(guid);
    },
    evaluate: () => Promise.resolve(null),
    giveUp: () => Promise.resolve(),
    judgeGroup: () => Promise.resolve(null),
    giveUpGroup: () => Promise.resolve(),
    reconcile: () => Promise.resolve(null),
    remind: () => Promise.resolve(),
    tidy: () => Promise.resolve(),
    expire: () => Promise.resolve(),
    backup: null,
    sweep: () => Promise.resolve(),
  });

  const acknowledged: string[] = [];
  let refused = 0;
  for (let number = 0; number < 240; number++) {
    if (number % 80 === 40) process.kill(serverProcess(), "SIGKILL");
    const delivery = { guid: `delivery-${number}`, event: "ping", headers: {}, body: Buffer.from("{}") };
    while (acknowledged.length <= number) {
      await store.accept(delivery).then(
        () => acknowledged.push(delivery.guid),
        async () => {
          refused += 1;
          await sleep(50);
        },
      );
    }
  }
  expect(refused).toBeGreaterThan(0);
  await vi.waitFor(() => expect([...processed].sort()).toEqual(expect.arrayContaining(acknowledged.sort())), {
    timeout: 50_000,
    interval: 100,
  });
  await queue.stop();
  await database.close();
  expect(rejections).toEqual([]);
});

function serverProcess(): number {
  return Number(readFileSync(join(dataFolder, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
}

test("processes that open the queue at once on a new database all get it", async () => {
  const databaseUrl = await createTestDatabase();
  const opened = await Promise.all(
    [1, 2, 3].map(async () => {
      const database = await openDatabase({ databaseUrl, dataFolder, log: silent });
      return { database, queue: await openQueue(database.db, database.connection, silent) };
    }),
  );
  const ref = { installationId: 7, repositoryId: 1, owner: "acme", name: "api", number: 1 };
  for (const { queue } of opened) await queue.enqueue(ref);
  expect((await opened[0]?.queue.stats())?.evaluate?.waiting).toBe(1);
  for (const { database, queue } of opened) {
    await queue.stop();
    await database.close();
  }
});
