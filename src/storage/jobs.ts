import { type Kysely, sql } from "kysely";
import { fromKysely, PgBoss, type Queue as QueueSettings } from "pg-boss";
import type { Logger } from "pino";
import type { LandingQueue } from "../pipeline/landings.ts";
import type { MergeGroupQueue, MergeGroupRef } from "../pipeline/merge-groups.ts";
import type { PullRequestRef } from "../pipeline/ports.ts";
import type { EvaluationQueue, JobHandlers, Priority, QueueState } from "../pipeline/queue.ts";
import type { Connection } from "./database.ts";
import { enqueueLanding } from "./landing-jobs.ts";
import type { Schema } from "./schema.ts";
import { startWorkers } from "./workers.ts";

/** The durable queue. */
export interface Queue extends EvaluationQueue, MergeGroupQueue, LandingQueue {
  /** Queues a delivery's processing in the transaction that stores it. */
  enqueueDelivery(guid: string, transaction: Kysely<Schema>): Promise<void>;
  /** Has a sweep run now, and every five minutes from now on. */
  scheduleSweeps(): Promise<void>;
  /** Has a backup made now, and four times a day from now on. */
  scheduleBackups(): Promise<void>;
  /** Whether the last try to make a backup failed, in whichever process it was. */
  hasBackupFailed(): Promise<boolean>;
  /** Starts this process's workers. */
  work(handlers: JobHandlers): Promise<void>;
  /** States by queue: `deliveries`, `evaluate`, `merge-groups` and the dead letters of each. */
  stats(): Promise<Record<string, QueueState>>;
  /** Takes no new jobs, waits up to 20 s for the running ones; what does not end then runs elsewhere or later. */
  stop(): Promise<void>;
}

const priorities: Record<Priority, number> = { person: 20, bot: 10, sweep: 0 };
const stopTimeout = 20_000;

const retried = {
  notify: true,
  retryLimit: 8,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 600,
  expireInSeconds: 300,
  // The least that pg-boss takes: a killed worker's job runs again after 10 s.
  heartbeatSeconds: 10,
  deleteAfterSeconds: 3600,
};
/** Dead letters first: the others name them. `exclusive` would lose what comes while a job runs; `stately` does not. */
const queues: readonly QueueSettings[] = [
  { name: "deliveries-dead", ...retried, policy: "standard" },
  { name: "evaluate-dead", ...retried, policy: "standard" },
  { name: "merge-groups-dead", ...retried, policy: "standard" },
  { name: "deliveries", ...retried, policy: "standard", deadLetter: "deliveries-dead" },
  { name: "evaluate", ...retried, policy: "stately", deadLetter: "evaluate-dead" },
  { name: "merge-groups", ...retried, policy: "stately", deadLetter: "merge-groups-dead" },
  { name: "later", ...retried, policy: "short" },
  // A landing that nobody looks at is a bypass that nobody sees: every ten minutes, for two weeks.
  // A mirror may take its time, which is limited.
  { name: "landings", ...retried, retryLimit: 2000, expireInSeconds: 3600, policy: "short" },
  { name: "remind", ...retried, policy: "short" },
  { name: "tidy", ...retried, policy: "short" },
  { name: "expire", ...retried, policy: "short" },
  // One is made at a time, though it takes hours; one that failed is tried again until it is made.
  { name: "backup", ...retried, retryLimit: 2000, retryDelay: 15, expireInSeconds: 6 * 3600, policy: "exclusive" },
  // One of all processes sweeps, and one sweep at most waits meanwhile.
  { name: "sweep", ...retried, policy: "stately" },
];

/** These say nothing about how long somebody waits. */
const chores = ["tidy", "later", "landings", "remind", "expire", "backup", "sweep"];

/** Opens the queue in the database; its tables are made and brought up to date on the way. */
export async function openQueue(db: Kysely<Schema>, connection: Connection, log: Logger): Promise<Queue> {
  const boss = new PgBoss({
    ...connection,
    useListenNotify: true,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    persistWarnings: false,
  });
  boss.on("error", (error) => log.warn({ err: error }, "the queue met an error"));
  boss.on("warning", ({ message }) => log.warn({ warning: message }, "the queue warns"));
  await boss.start();
  for (const { name, policy = "standard", ...settings } of queues) {
    await boss.createQueue(name, { policy, ...settings });
    await boss.updateQueue(name, settings);
  }
  await boss.schedule("tidy", "17 * * * *");
  await boss.schedule("expire", "41 2 * * *");
  await boss.schedule("remind", "*/5 * * * *");

  const queue: Queue = {
    enqueue: (ref, { priority = "person", at } = {}) =>
      at === undefined ? enqueue(boss, db, ref, priorities[priority]) : enqueueLater(boss, ref, at),
    reconcile: (landed, at) => enqueueLanding(boss, landed, at),
    enqueueGroup: async (ref, { at } = {}) => {
      if (at === undefined) await boss.send("merge-groups", ref, { singletonKey: keyOf(ref) });
      else await enqueueLater(boss, ref, at);
    },
    enqueueDelivery: async (guid, transaction) => {
      await boss.send("deliveries", { guid }, { db: fromKysely(transaction) });
    },
    async scheduleSweeps() {
      await boss.schedule("sweep", "*/5 * * * *");
      await boss.send("sweep", {});
    },
    async scheduleBackups() {
      await boss.schedule("backup", "13 */6 * * *");
      await boss.send("backup", {});
    },
    hasBackupFailed: () => hasBackupFailed(db),
    work: (handlers) => startWorkers(boss, db, handlers, queue),
    stats: () => stats(db),
    stop: () => boss.stop({ graceful: true, timeout: stopTimeout }),
  };
  return queue;
}

function keyOf(ref: PullRequestRef | MergeGroupRef): string {
  return `${ref.installationId}/${ref.repositoryId}/${"headSha" in ref ? ref.headSha : ref.number}`;
}

async function enqueue(boss: PgBoss, db: Kysely<Schema>, ref: PullRequestRef, priority: number): Promise<void> {
  const singletonKey = keyOf(ref);
  const id = await boss.send("evaluate", ref, { singletonKey, priority });
  if (id !== null) return;
  // One waits already: it does for both, at the higher of the two priorities.
  await sql`update pgboss.job set priority = ${priority} where name = 'evaluate' and singleton_key = ${singletonKey}
    and state = 'created' and priority < ${priority}`.execute(db);
}

/** Waits in a queue of its own: a job of `evaluate` that waits would take later, urgent requests in. */
async function enqueueLater(boss: PgBoss, ref: PullRequestRef | MergeGroupRef, at: Date): Promise<void> {
  const minute = at.toISOString().slice(0, 16);
  await boss.send("later", ref, { singletonKey: `${keyOf(ref)}@${minute}`, startAfter: at });
}

async function hasBackupFailed(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql<{ failed: boolean }>`
    select state in ('retry', 'failed') or (state = 'active' and retry_count > 0) as failed
    from pgboss.job where name = 'backup' order by created_on desc limit 1`.execute(db);
  return rows[0]?.failed ?? false;
}

async function stats(db: Kysely<Schema>): Promise<Record<string, QueueState>> {
  const names = queues.map((queue) => queue.name).filter((name) => !chores.includes(name));
  const { rows } = await sql<{ name: string; waiting: number; active: number; lag: number }>`
    select name, count(*) filter (where state < 'active')::int as waiting,
      count(*) filter (where state = 'active')::int as active,
      coalesce(extract(epoch from now() - min(greatest(created_on, start_after))
        filter (where state < 'active')), 0)::float8 as lag
    from pgboss.job
    where name in (${sql.join(names)}) and (state = 'active' or (state < 'active' and start_after <= now()))
    group by name`.execute(db);
  const found = new Map(rows.map(({ name, waiting, active, lag }) => [name, { waiting, active, lagSeconds: lag }]));
  return Object.fromEntries(names.map((name) => [name, found.get(name) ?? { waiting: 0, active: 0, lagSeconds: 0 }]));
}
