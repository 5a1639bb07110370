import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PullRequestRef } from "../../src/pipeline/ports.ts";
import type { JobHandlers } from "../../src/pipeline/queue.ts";
import { openQueue, type Queue } from "../../src/storage/jobs.ts";
import { openTestDatabase, silent, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let queue: Queue;
beforeEach(async () => {
  database = await openTestDatabase();
  queue = await openQueue(database.db, database.connection, silent);
});
afterEach(async () => {
  await queue.stop();
  await database.close();
});

function pullRequest(number: number): PullRequestRef {
  return { installationId: 7, repositoryId: 1, owner: "acme", name: "api", number };
}
function handlers(given: Partial<JobHandlers>): JobHandlers {
  return {
    deliver: () => Promise.resolve(),
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
    ...given,
  };
}
/** Fails only if it never becomes so. */
function eventually(assertion: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(assertion, { timeout: 40_000, interval: 20 });
}
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

test("requests that wait are coalesced, and one that comes during the run leads to another run", async () => {
  const { open, opened } = gate();
  const runs: number[] = [];
  let parallel = 0;
  let most = 0;
  async function evaluate({ number }: PullRequestRef) {
    runs.push(number);
    parallel += 1;
    most = Math.max(most, parallel);
    if (runs.length === 1) await opened;
    parallel -= 1;
    return null;
  }
  for (let request = 0; request < 5; request++) await queue.enqueue(pullRequest(1));
  await queue.work(handlers({ evaluate }));
  await eventually(() => expect(runs).toEqual([1]));
  for (let request = 0; request < 5; request++) await queue.enqueue(pullRequest(1));
  open();
  await eventually(() => expect(runs).toEqual([1, 1]));
  await queue.enqueue(pullRequest(2));
  await eventually(() => expect(runs).toEqual([1, 1, 2]));
  expect(most).toBe(1);
});

test("people come before bots, also where a bot asked for the same first", async () => {
  await queue.enqueue(pullRequest(100), { priority: "sweep" });
  for (let number = 1; number <= 30; number++) await queue.enqueue(pullRequest(number), { priority: "bot" });
  await queue.enqueue(pullRequest(31), { priority: "person" });
  await queue.enqueue(pullRequest(30), { priority: "person" });
  const runs: number[] = [];
  await queue.work(
    handlers({
      evaluate: async ({ number }) => {
        runs.push(number);
        await sleep(5);
        return null;
      },
    }),
  );
  await eventually(() => expect(runs).toHaveLength(32));
  expect(runs.slice(0, 8)).toEqual(expect.arrayContaining([30, 31]));
  expect(runs.slice(-8)).toContain(100);
});

test("a policy change has a hundred judged again → a person who comes after them waits for none that has not begun", async () => {
  for (let number = 1; number <= 100; number++) await queue.enqueue(pullRequest(number), { priority: "sweep" });
  const runs: number[] = [];
  let askedAt = 0;
  const evaluate = async ({ number }: PullRequestRef) => {
    runs.push(number);
    if (runs.length === 20) {
      await queue.enqueue(pullRequest(101));
      askedAt = runs.length;
    }
    await sleep(5);
    return null;
  };
  await queue.work(handlers({ evaluate }));
  await eventually(() => expect(runs).toHaveLength(101));
  // The eight workers may each have taken one more on the way.
  expect(runs.indexOf(101)).toBeLessThanOrEqual(askedAt + 8);
});

test("an evaluation that fails is tried again, and what comes meanwhile runs at once", async () => {
  const runs: string[] = [];
  const given: string[] = [];
  await queue.work(
    handlers({
      evaluate: () => {
        runs.push(runs.length < 2 ? "failed" : "passed");
        if (runs.length <= 2) throw new Error("GitHub is down");
        return Promise.resolve(null);
      },
      giveUp: (_, reason) => {
        given.push(reason);
        return Promise.resolve();
      },
    }),
  );
  await queue.enqueue(pullRequest(1));
  await eventually(() => expect(runs).toEqual(["failed"]));
  // Fails while the first waits for its next try: pg-boss cannot keep both, but the first still comes.
  await queue.enqueue(pullRequest(1));
  await eventually(() => expect(runs).toEqual(["failed", "failed", "passed"]));
  await eventually(async () => expect((await queue.stats())["evaluate-dead"]?.waiting).toBe(0));
  expect(given).toEqual([]);
});

test("an evaluation whose last try failed is given up, with its reason", async () => {
  const given: [number, string][] = [];
  await queue.enqueue(pullRequest(9));
  await sql`update pgboss.job set retry_limit = 0 where name = 'evaluate'`.execute(database.db);
  await queue.work(
    handlers({
      evaluate: () => Promise.reject(new Error("no such luck")),
      giveUp: ({ number }, reason) => {
        given.push([number, reason]);
        return Promise.resolve();
      },
    }),
  );
  await eventually(() => expect(given).toEqual([[9, "no such luck"]]));
});

test("an evaluation may ask to run again at a time", async () => {
  let runs = 0;
  await queue.work(
    handlers({
      evaluate: () => {
        runs += 1;
        return Promise.resolve(runs === 1 ? new Date(Date.now() + 300) : null);
      },
    }),
  );
  await queue.enqueue(pullRequest(1));
  await eventually(() => expect(runs).toBe(2));
});

test("a request for later is no obstacle to one for now", async () => {
  let runs = 0;
  await queue.enqueue(pullRequest(1), { at: new Date(Date.now() + 3_600_000) });
  await queue.enqueue(pullRequest(1), { at: new Date(Date.now() + 3_600_000) });
  await queue.enqueue(pullRequest(1));
  await queue.work(
    handlers({
      evaluate: () => {
        runs += 1;
        return Promise.resolve(null);
      },
    }),
  );
  await eventually(() => expect(runs).toBe(1));
});

test("several processes start → they sweep one after the other, at once and from then on", async () => {
  const { open, opened } = gate();
  let runs = 0;
  let parallel = 0;
  const other = await openQueue(database.db, database.connection, silent);
  async function sweep() {
    runs += 1;
    parallel += 1;
    expect(parallel).toBe(1);
    await opened;
    parallel -= 1;
  }
  for (const one of [queue, other]) await one.work(handlers({ sweep }));
  await queue.scheduleSweeps();
  await eventually(() => expect(runs).toBe(1));
  for (const one of [other, other, queue]) await one.scheduleSweeps();
  open();
  await eventually(() => expect(runs).toBe(2));
  const { rows } = await sql`select cron from pgboss.schedule where name = 'sweep'`.execute(database.db);
  expect(rows).toEqual([{ cron: "*/5 * * * *" }]);
  await other.stop();
});

test("A44 a landing that could not be looked at is looked at again, not eight times but for two weeks", async () => {
  await queue.reconcile({ kind: "pull-request", pullRequest: pullRequest(1) });
  const { rows } = await sql<{ limit: number; most: number }>`select retry_limit as limit, retry_delay_max as most
    from pgboss.job where name = 'landings'`.execute(database.db);
  const [job] = rows;
  expect((job?.limit ?? 0) * (job?.most ?? 0)).toBeGreaterThan(13 * 86_400);
});

test("stopping waits for what runs", async () => {
  const events: string[] = [];
  await queue.work(
    handlers({
      evaluate: async () => {
        events.push("began");
        await sleep(300);
        events.push("ended");
        return null;
      },
    }),
  );
  await queue.enqueue(pullRequest(1));
  await eventually(() => expect(events).toEqual(["began"]));
  await queue.stop();
  expect(events).toEqual(["began", "ended"]);
});

test("one backup is made at a time; one that failed is tried again, and until then every process knows", async () => {
  const { open, opened } = gate();
  let runs = 0;
  await queue.work(
    handlers({
      backup: async () => {
        runs += 1;
        if (runs === 1) throw new Error("the disk is full");
        await opened;
      },
    }),
  );
  expect(await queue.hasBackupFailed()).toBe(false);
  await queue.scheduleBackups();
  await eventually(async () => expect(await queue.hasBackupFailed()).toBe(true));
  await queue.scheduleBackups();
  await sql`update pgboss.job set start_after = now() where name = 'backup'`.execute(database.db);
  await eventually(() => expect(runs).toBe(2));
  await queue.scheduleBackups();
  expect(await queue.hasBackupFailed()).toBe(true);
  open();
  await eventually(async () => expect(await queue.hasBackupFailed()).toBe(false));
  const { rows } = await sql`select 1 from pgboss.job where name = 'backup'`.execute(database.db);
  expect([rows.length, runs]).toEqual([1, 2]);
});

test("stats tell what waits and for how long", async () => {
  await queue.enqueue(pullRequest(1));
  await queue.enqueue(pullRequest(2));
  await queue.enqueue(pullRequest(2));
  expect(await queue.stats()).toMatchObject({
    evaluate: { waiting: 2, active: 0, lagSeconds: expect.any(Number) },
    deliveries: { waiting: 0, active: 0, lagSeconds: 0 },
  });
});

test("a killed worker's job runs again", async () => {
  await queue.enqueue(pullRequest(1));
  const source = (path: string) => JSON.stringify(new URL(`../../src/storage/${path}`, import.meta.url).href);
  const script = `
    const { pino } = await import("pino");
    const { openDatabase } = await import(${source("database.ts")});
    const { openQueue } = await import(${source("jobs.ts")});
    const log = pino({ level: "silent" });
    const { db, connection } = await openDatabase({ databaseUrl: ${JSON.stringify(database.url)}, dataFolder: "", log });
    const queue = await openQueue(db, connection, log);
    const never = () => new Promise(() => {});
    await queue.work({ deliver: never, evaluate: () => (console.log("began"), never()), giveUp: never, reconcile: never, remind: never, tidy: never, expire: never, backup: null, sweep: never });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
  const runs: number[] = [];
  await queue.work(
    handlers({
      evaluate: ({ number }) => {
        runs.push(number);
        return Promise.resolve(null);
      },
    }),
  );
  await eventually(() => expect(runs).toEqual([1]));
});
