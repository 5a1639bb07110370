import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { controls } from "./controls/index.ts";
import { decisionRecord } from "./evidence/record.ts";
import type { AppClients } from "./github/client.ts";
import { createEvaluator, type Evaluator } from "./github/evaluator.ts";
import type { RoutingOptions } from "./github/events/handler.ts";
import { enqueueGroups } from "./github/events/merge-groups.ts";
import type { OwnApp } from "./github/events/payload.ts";
import { handleLandings } from "./handle-landings.ts";
import { handleMergeGroups, watchQueues } from "./handle-merge-groups.ts";
import { protectionMemory, watchEvaluation, watchPostures } from "./handle-postures.ts";
import { handleSweeps, tellOfEnd } from "./handle-sweeps.ts";
import type { Mirrors } from "./pipeline/mirrors.ts";
import type { JobHandlers } from "./pipeline/queue.ts";
import type { SweepReport } from "./pipeline/sweep.ts";
import { isMovedIn } from "./scanner/moved-in.ts";
import { wantsText } from "./scanner/wants-text.ts";
import { commandMemory } from "./storage/commands.ts";
import type { Deliveries } from "./storage/deliveries.ts";
import { evidenceLog } from "./storage/evidence-log.ts";
import { exceptionMemory, keepEndedWaivers } from "./storage/exceptions.ts";
import type { Queue } from "./storage/jobs.ts";
import { mergeGroupMemory } from "./storage/merge-group-memory.ts";
import { policyMemory } from "./storage/policy-memory.ts";
import { pullRequestMemory } from "./storage/pull-request-memory.ts";
import { reportMemory } from "./storage/report-memory.ts";
import type { Schema } from "./storage/schema.ts";
import { sweepMemory } from "./storage/sweep-memory.ts";
import type { Metrics } from "./web/metrics.ts";

/** What the jobs work with. */
export interface JobWorld {
  database: Kysely<Schema>;
  queue: Queue;
  store: Deliveries;
  clients: AppClients;
  /** null: there are none. */
  mirrors: Mirrors | null;
  metrics: Metrics;
  appId: number;
  /** Milliseconds from a landing until it is held against the gate's decisions: deliveries come in any order. */
  settle: number;
  version: string;
  log: Logger;
}

/** What to do with jobs, and with deliveries. */
export interface Handling {
  handlers: Omit<JobHandlers, "expire" | "backup">;
  routing: RoutingOptions;
  /** Compares GitHub with what is remembered. */
  sweep(signal: AbortSignal): Promise<SweepReport>;
}

/** How long a processed delivery is kept: GitHub redelivers for 3 days, a GitHub Enterprise Server for 7. */
const deliveriesKept = 14 * 24 * 3_600_000;

/** Puts the pieces that judge, remember and report together. */
export function handleJobs(world: JobWorld): Handling {
  const { database, queue, clients, mirrors, metrics, appId, settle, version, log } = world;
  const evidence = evidenceLog(database);
  const memories = memoriesIn(database);
  const app: OwnApp = { id: appId, slug: null };
  const now = () => new Date();
  const watch = watchPostures(world);
  const sweeping = handleSweeps(world, {
    ...memories,
    watch,
    gap: (gap) => routing.gap(gap),
    ended: (landed) => tellOfEnd(landed, routing),
  });
  const installation = (id: number) => clients.installation(id);
  const judging = { ...memories, installation, controls, interest: { wantsText, isMovedIn }, now, log };
  const evaluator = createEvaluator({
    ...judging,
    judged: sweepMemory(database).keepJudged,
    protectedSince: protectionMemory(database),
    async record(ref, evaluation, tenant) {
      await evidence.append(decisionRecord(evaluation, { ...ref, tenant }));
      await watchEvaluation(watch, ref, evaluation, tenant);
      metrics.evaluation(evaluation.verdict.conclusion, (Date.now() - Date.parse(evaluation.facts.now)) / 1000);
    },
  });
  const about = { app, now, version, settle, log };
  const landings = handleLandings({ ...memories, ...about, database, evidence, installation, mirrors });
  const routing: RoutingOptions = {
    app,
    queue,
    ...memories,
    installation,
    landed: (landed) => queue.reconcile(landed, new Date(Date.now() + settle)),
    ...landings.routing,
    now,
    queued: watchQueues(installation, log),
    explain: (ref) => evaluator.explain(ref),
    standing: (ref) => evaluator.standing(ref),
    ...sweeping.rules,
  };
  const groups = handleMergeGroups({ ...judging, queue, evidence });
  return {
    handlers: { ...handlersOf(world, evaluator, routing), ...groups, ...landings.jobs, ...sweeping.handlers },
    routing,
    sweep: sweeping.sweep,
  };
}

function memoriesIn(database: Kysely<Schema>) {
  return {
    pullRequests: pullRequestMemory(database),
    mergeGroups: mergeGroupMemory(database),
    commands: commandMemory(database),
    reports: reportMemory(database),
    policies: policyMemory(database),
    exceptions: exceptionMemory(database),
  };
}

type OwnHandlers = Pick<JobHandlers, "deliver" | "evaluate" | "giveUp" | "tidy">;

function handlersOf(
  { database, store, clients, metrics, log }: JobWorld,
  evaluator: Evaluator,
  routing: RoutingOptions,
): OwnHandlers {
  return {
    async deliver(guid) {
      const delivery = await store.load(guid);
      if (delivery === null) return;
      const payload = JSON.parse(new TextDecoder().decode(delivery.body));
      await clients.probot.receive({ id: delivery.guid, name: delivery.event as "push", payload });
      await store.done(guid);
    },
    async evaluate(ref) {
      try {
        const again = await evaluator.evaluate(ref);
        // What changed the verdict on a pull request may change that on its merge group.
        await enqueueGroups(ref, { number: ref.number }, routing);
        return again;
      } catch (error) {
        metrics.evaluationFailed();
        log.error({ err: error, ref }, "an evaluation failed and is tried again");
        throw error;
      }
    },
    async giveUp(ref, reason) {
      const reference = randomUUID();
      log.error({ ref, reason, reference }, "a pull request could not be judged");
      await evaluator.giveUp(ref, reference);
    },
    async tidy() {
      await store.forget(new Date(Date.now() - deliveriesKept));
      await keepEndedWaivers(database, new Date());
    },
  };
}
