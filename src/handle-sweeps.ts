import type { RoutingOptions } from "./github/events/handler.ts";
import { onPullRequest } from "./github/events/pull-requests.ts";
import { sweep } from "./github/sweep/sweep.ts";
import type { JobWorld } from "./handle-jobs.ts";
import type { Landed } from "./pipeline/landings.ts";
import type { SweepMemory, SweepReport } from "./pipeline/sweep.ts";
import { redeliveryMemory } from "./storage/redelivery-memory.ts";

/** What compares GitHub with what is remembered, whatever webhooks told. */
export function handleSweeps(
  { database, queue, clients, metrics, log }: JobWorld,
  memory: SweepMemory,
  routing: RoutingOptions,
): (signal: AbortSignal) => Promise<SweepReport> {
  const redeliveries = redeliveryMemory(database);
  const landings = {
    async reconcile(landed: Landed) {
      await queue.reconcile(landed);
      await tellOfEnd(landed, routing);
    },
  };
  const { app, installation } = clients;
  const options = { app, installation, memory, redeliveries, queue, landings, now: () => new Date(), log };
  return async (signal) => {
    const began = performance.now();
    const report = await sweep(options, signal);
    metrics.sweep(report, (performance.now() - began) / 1000);
    return report;
  };
}

/** Has those judged again that the pull request held back, as the lost delivery would have. */
async function tellOfEnd(landed: Landed, routing: RoutingOptions): Promise<void> {
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
