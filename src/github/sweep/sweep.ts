import type { Logger } from "pino";
import type { Gap } from "../../evidence/gap-record.ts";
import type { RedeliveryMemory, SweepMemory, SweepReport } from "../../pipeline/sweep.ts";
import type { AppClient, GitHub } from "../client.ts";
import { GitHubError, RateLimited } from "../errors.ts";
import { redeliver } from "./deliveries.ts";
import { activeInstallations, type Installation, seenRepositories, watchOrganization } from "./installations.ts";
import { pausedUntil } from "./quota.ts";
import { type RepositoryOptions, sweepRepository } from "./repository.ts";
import type { ListedRepository } from "./rules.ts";
import { recordScope } from "./scope.ts";

/** What sweeps need of the rest of the app. */
export interface SweepOptions extends RepositoryOptions {
  app(): Promise<AppClient>;
  installation(id: number): Promise<GitHub>;
  redeliveries: RedeliveryMemory;
  /** The app sees nothing of an account any more, or again. */
  gap(gap: Gap): Promise<void>;
  /** Milliseconds after which a sweep stops, to go on with the next one; default: 4 minutes. */
  patience?: number;
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
    for (const installation of await activeInstallations(app, options.gap, options.now())) {
      const github = await options.installation(installation.id);
      await attempt(run, `installation ${installation.id}`, () => sweepInstallation(run, github, installation));
      await attempt(run, `organization ${installation.account?.id}`, () =>
        watchOrganization(github, installation, options.watch, options.now()),
      );
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

async function sweepInstallation(run: Sweep, github: GitHub, installation: Installation): Promise<void> {
  const seen = await seenRepositories(github, installation.id);
  await sweepRepositories(run, github, installation.id, seen.active);
  // Afterwards: which branches are gated is known then, of new repositories, too.
  await recordScope(run.watched, installation, seen, run.now());
}

async function sweepRepositories(
  run: Sweep,
  github: GitHub,
  installationId: number,
  repositories: readonly ListedRepository[],
): Promise<void> {
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

async function longestAgoFirst(
  memory: SweepMemory,
  repositories: readonly ListedRepository[],
): Promise<ListedRepository[]> {
  const times = await memory.sweptAt(repositories.map(({ repository }) => repository.repositoryId));
  const timeOf = ({ repository }: ListedRepository) => times.get(repository.repositoryId)?.getTime() ?? 0;
  return repositories.toSorted((a, b) => timeOf(a) - timeOf(b));
}

/** A repository that cannot be read is told of, and does not keep the others waiting. */
async function sweepOrSkip(run: Sweep, github: GitHub, listed: ListedRepository): Promise<void> {
  const { report } = run;
  const what = `repository ${listed.repository.repositoryId}`;
  try {
    const { enqueued, rulesUnread } = await sweepRepository(github, listed, run);
    report.repositories += 1;
    report.enqueued += enqueued;
    if (rulesUnread !== null) report.stoppedBy.push(`the rules of ${what}: ${rulesUnread}`);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    report.stoppedBy.push(`${what}: ${error.message}`);
  }
}
