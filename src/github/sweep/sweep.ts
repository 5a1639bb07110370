import type { Logger } from "pino";
import type { LandingQueue } from "../../pipeline/landings.ts";
import type { RepositoryRef } from "../../pipeline/ports.ts";
import type { EvaluationQueue } from "../../pipeline/queue.ts";
import type { RedeliveryMemory, SweepMemory, SweepReport } from "../../pipeline/sweep.ts";
import type { AppClient, GitHub } from "../client.ts";
import { GitHubError, RateLimited } from "../errors.ts";
import { redeliver } from "./deliveries.ts";
import { activeInstallations, activeRepositories } from "./installations.ts";
import { reconcileMerged } from "./merged.ts";
import { lastNight } from "./night.ts";
import { readOpen } from "./open-pull-requests.ts";
import { pausedUntil } from "./quota.ts";

/** What sweeps need of the rest of the app. */
export interface SweepOptions {
  app(): Promise<AppClient>;
  installation(id: number): Promise<GitHub>;
  memory: SweepMemory;
  redeliveries: RedeliveryMemory;
  queue: EvaluationQueue;
  landings: LandingQueue;
  /** Milliseconds after which a sweep stops, to go on with the next one; default: 4 minutes. */
  patience?: number;
  now(): Date;
  log: Pick<Logger, "info" | "warn">;
}

/** A sweep that is under way. */
interface Sweep extends SweepOptions {
  deadline: number;
  signal: AbortSignal;
  report: { repositories: number; enqueued: number; redelivered: number; stoppedBy: string[] };
}

const defaultPatience = 4 * 60_000;
/** How many repositories of an installation are looked at before its quota is asked for again. */
const portion = 20;

/**
 * Compares GitHub with what is remembered, whatever webhooks told: deliveries that failed are asked for again, pull requests
 * that changed are judged, once a night all of them. What stops it half-way stops one installation, and the next sweep begins with
 * the repositories that were looked at longest ago.
 */
export async function sweep(options: SweepOptions, signal: AbortSignal): Promise<SweepReport> {
  const deadline = options.now().getTime() + (options.patience ?? defaultPatience);
  const report = { repositories: 0, enqueued: 0, redelivered: 0, stoppedBy: [] as string[] };
  const run: Sweep = { ...options, deadline, signal, report };
  await attempt(run, "the app", async () => {
    const app = await options.app();
    await attempt(run, "the log of deliveries", async () => {
      report.redelivered = await redeliver(app, options.redeliveries, options.now());
    });
    for (const id of await activeInstallations(app)) {
      await attempt(run, `installation ${id}`, () => sweepInstallation(run, id));
    }
  });
  const level = report.stoppedBy.length > 0 ? "warn" : "info";
  options.log[level](report, report.stoppedBy.length > 0 ? "a sweep stopped half-way" : "a sweep ended");
  return report;
}

/** Does one part; what GitHub refuses or fails to answer does not stop the others. */
async function attempt(run: Sweep, what: string, part: () => Promise<void>): Promise<void> {
  try {
    await part();
  } catch (error) {
    if (!(error instanceof GitHubError || error instanceof RateLimited)) throw error;
    run.report.stoppedBy.push(`${what}: ${error.message}`);
  }
}

async function sweepInstallation(run: Sweep, installationId: number): Promise<void> {
  const github = await run.installation(installationId);
  const repositories = await activeRepositories(github, installationId);
  const order = await longestAgoFirst(run.memory, repositories);
  for (const [index, repository] of order.entries()) {
    if (run.signal.aborted || run.now().getTime() >= run.deadline) {
      run.report.stoppedBy.push(`installation ${installationId}: out of time`);
      return;
    }
    const pause = index % portion === 0 ? await pausedUntil(github) : null;
    if (pause !== null) {
      run.report.stoppedBy.push(
        `installation ${installationId}: little of the quota is left until ${pause.toISOString()}`,
      );
      return;
    }
    await sweepOrSkip(run, github, repository);
  }
}

async function longestAgoFirst(memory: SweepMemory, repositories: readonly RepositoryRef[]): Promise<RepositoryRef[]> {
  const times = await memory.sweptAt(repositories.map(({ repositoryId }) => repositoryId));
  const timeOf = ({ repositoryId }: RepositoryRef) => times.get(repositoryId)?.getTime() ?? 0;
  return repositories.toSorted((a, b) => timeOf(a) - timeOf(b));
}

/** A repository that cannot be read is told of, and does not keep the others waiting. */
async function sweepOrSkip(run: Sweep, github: GitHub, repository: RepositoryRef): Promise<void> {
  try {
    await sweepRepository(run, github, repository);
    run.report.repositories += 1;
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    run.report.stoppedBy.push(`repository ${repository.repositoryId}: ${error.message}`);
  }
}

async function sweepRepository(run: Sweep, github: GitHub, repository: RepositoryRef): Promise<void> {
  const { memory, queue } = run;
  const now = run.now();
  const { fullAt } = await memory.swept(repository);
  const isFull = fullAt === null || fullAt < lastNight(now);
  await readOpen(github, repository, memory);
  const numbers = isFull ? await memory.open(repository) : await memory.unjudged(repository);
  for (const number of numbers) await queue.enqueue({ ...repository, number }, { priority: "sweep" });
  run.report.enqueued += numbers.length;
  if (isFull) await reconcileMerged(github, repository, run, now);
  await memory.keepSwept(repository, { sweptAt: now, ...(isFull && { fullAt: now }) });
}
