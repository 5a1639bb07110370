import { type Kysely, sql } from "kysely";
import type { JobWithMetadata, PgBoss } from "pg-boss";
import type { Landed, LandingQueue } from "../pipeline/landings.ts";
import type { MergeGroupQueue, MergeGroupRef } from "../pipeline/merge-groups.ts";
import type { PullRequestRef } from "../pipeline/ports.ts";
import type { EvaluationQueue, JobHandlers } from "../pipeline/queue.ts";
import { giveUpDelivery } from "./deliveries.ts";
import type { Schema } from "./schema.ts";

/** How many jobs of a queue run at once in a process. They wait for GitHub most of the time. */
const concurrency = { deliveries: 4, evaluate: 8, mergeGroups: 2 };

/** Starts this process's workers on all queues. */
export async function startWorkers(
  boss: PgBoss,
  db: Kysely<Schema>,
  handlers: JobHandlers,
  queue: EvaluationQueue & MergeGroupQueue & LandingQueue,
): Promise<void> {
  for (let worker = 0; worker < concurrency.deliveries; worker++) {
    await work<{ guid: string }>(boss, "deliveries", ({ data }) => handlers.deliver(data.guid));
  }
  for (let worker = 0; worker < concurrency.evaluate; worker++) {
    await work<PullRequestRef>(boss, "evaluate", async ({ data, signal }) => {
      const at = await handlers.evaluate(data, signal);
      if (at !== null) await queue.enqueue(data, { at });
    });
  }
  await startGroupWorkers(boss, db, handlers, queue);
  await work<PullRequestRef | MergeGroupRef>(boss, "later", ({ data }) =>
    "headSha" in data ? queue.enqueueGroup(data) : queue.enqueue(data, { priority: "bot" }),
  );
  await work<Landed>(boss, "landings", async ({ data }) => {
    const at = await handlers.reconcile(data);
    if (at !== null) await queue.reconcile(data, at);
  });
  await work(boss, "remind", () => handlers.remind());
  await work(boss, "tidy", () => handlers.tidy());
  await work(boss, "expire", () => handlers.expire());
  const { backup } = handlers;
  if (backup !== null) await work(boss, "backup", ({ signal }) => backup(signal));
  await work(boss, "sweep", ({ signal }) => handlers.sweep(signal));
  await work<{ guid: string }>(boss, "deliveries-dead", (job) => giveUpDelivery(db, job.data.guid, reasonOf(job)));
  await work<PullRequestRef>(boss, "evaluate-dead", async (job) => {
    if (!(await isSuperseded(db, "evaluate", job))) await handlers.giveUp(job.data, reasonOf(job));
  });
}

/** Workers of their own: however many pull requests wait to be judged, a queue that merges does not wait with them. */
async function startGroupWorkers(
  boss: PgBoss,
  db: Kysely<Schema>,
  handlers: JobHandlers,
  queue: MergeGroupQueue,
): Promise<void> {
  for (let worker = 0; worker < concurrency.mergeGroups; worker++) {
    await work<MergeGroupRef>(boss, "merge-groups", async ({ data }) => {
      const at = await handlers.judgeGroup(data);
      if (at !== null) await queue.enqueueGroup(data, { at });
    });
  }
  await work<MergeGroupRef>(boss, "merge-groups-dead", async (job) => {
    if (!(await isSuperseded(db, "merge-groups", job))) await handlers.giveUpGroup(job.data, reasonOf(job));
  });
}

/** One worker that takes one job after another as long as there are any: pg-boss would pause after each. */
async function work<Data extends object>(
  boss: PgBoss,
  name: string,
  handle: (job: JobWithMetadata<Data>) => Promise<void>,
): Promise<void> {
  const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 };
  const id: string = await boss.work<Data>(name, { ...polling, includeMetadata: true }, async ([job]) => {
    try {
      if (job !== undefined) await handle(job as JobWithMetadata<Data>);
    } finally {
      boss.notifyWorker(id);
    }
  });
}

/**
 * Whether another evaluation of the same is still to come, or came since. pg-boss declares a `stately` job
 * dead, too, when it fails while an earlier one of its key waits for its next try.
 */
async function isSuperseded(
  db: Kysely<Schema>,
  name: "evaluate" | "merge-groups",
  { singletonKey, createdOn }: Pick<JobWithMetadata, "singletonKey" | "createdOn">,
): Promise<boolean> {
  const { rows } = await sql`select 1 from pgboss.job where name = ${name} and singleton_key = ${singletonKey}
    and (state <= 'active' or (state = 'completed' and completed_on >= ${createdOn})) limit 1`.execute(db);
  return rows.length > 0;
}

function reasonOf({ sourceOutput }: Pick<JobWithMetadata, "sourceOutput">): string {
  const { message } = (sourceOutput ?? {}) as { message?: unknown };
  return typeof message === "string" ? message : "it did not end";
}
