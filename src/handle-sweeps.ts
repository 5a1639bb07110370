import { controls } from "./controls/index.ts";
import type { RoutingOptions } from "./github/events/handler.ts";
import { onPullRequest } from "./github/events/pull-requests.ts";
import { createPolicyReader } from "./github/policy-reader.ts";
import { lookAtRules } from "./github/sweep/repository.ts";
import { type SweepOptions, sweep } from "./github/sweep/sweep.ts";
import type { JobWorld } from "./handle-jobs.ts";
import type { Landed } from "./pipeline/landings.ts";
import type { PolicyMemory } from "./pipeline/ports.ts";
import type { PostureWatch } from "./pipeline/posture.ts";
import type { JobHandlers } from "./pipeline/queue.ts";
import type { SweepReport } from "./pipeline/sweep.ts";
import { evidenceLog } from "./storage/evidence-log.ts";
import { postureMemory } from "./storage/posture-memory.ts";
import { redeliveryMemory } from "./storage/redelivery-memory.ts";
import { refTips } from "./storage/ref-tips.ts";
import { sweepMemory } from "./storage/sweep-memory.ts";

/** What compares GitHub with what is remembered, whatever webhooks told. */
export interface Sweeping {
  sweep(signal: AbortSignal): Promise<SweepReport>;
  handlers: Pick<JobHandlers, "sweep">;
  /** What is done when rules change. */
  rules: Pick<RoutingOptions, "watchRules" | "forgetRules">;
}

/** What sweeps tell, and whom. */
interface SweepingNeeds {
  policies: PolicyMemory;
  watch: PostureWatch;
  gap: SweepOptions["gap"];
  /** A pull request may have been merged or closed. */
  ended(landed: Landed): Promise<void>;
}

/** Puts together what sweeps take. */
export function handleSweeps(
  { database, queue, clients, metrics, log }: JobWorld,
  { policies, watch, gap, ended }: SweepingNeeds,
): Sweeping {
  const memory = sweepMemory(database);
  const options: SweepOptions = {
    ...{ policies, watch, gap },
    ...{ app: clients.app, installation: clients.installation, memory, queue, controls, log },
    watched: { evidence: evidenceLog(database), tips: refTips(database) },
    redeliveries: redeliveryMemory(database),
    postures: postureMemory(database),
    reader: createPolicyReader(controls),
    landings: {
      async reconcile(landed) {
        await queue.reconcile(landed);
        await ended(landed);
      },
    },
    now: () => new Date(),
  };
  async function timed(signal: AbortSignal): Promise<SweepReport> {
    const began = performance.now();
    const report = await sweep(options, signal);
    metrics.sweep(report, (performance.now() - began) / 1000);
    return report;
  }
  return {
    sweep: timed,
    handlers: { sweep: async (signal) => void (await timed(signal)) },
    rules: {
      async watchRules(listed) {
        const { repository } = listed;
        // Unless they can be read now, the next sweep reads them.
        await memory.keepSwept(repository, { rulesAt: null });
        const unread = await lookAtRules(await clients.installation(repository.installationId), listed, options, true);
        if (unread !== null) log.warn({ repository, reason: unread }, "the rules of a repository could not be read");
      },
      forgetRules: memory.forgetRules,
    },
  };
}

/** Has those judged again that the pull request held back, as the lost delivery would have. */
export async function tellOfEnd(landed: Landed, routing: RoutingOptions): Promise<void> {
  if (landed.kind !== "pull-request") return;
  const { installationId, repositoryId, owner, name, number } = landed.pullRequest;
  const github = await routing.installation(installationId);
  const { data } = await github.rest.pulls.get({ owner, repo: name, pull_number: number });
  const repository = { id: repositoryId, name, owner: data.base.repo.owner };
  await onPullRequest(
    { action: "closed", installation: { id: installationId }, repository, number, pull_request: data },
    routing,
  );
}
