import type { PgBoss } from "pg-boss";
import type { Landed } from "../pipeline/landings.ts";

/** Queues a landing; the same hint is kept once while it waits. */
export async function enqueueLanding(boss: PgBoss, landed: Landed, at?: Date): Promise<void> {
  await boss.send("landings", landed, { singletonKey: keyOf(landed), ...(at !== undefined && { startAfter: at }) });
}

function keyOf(landed: Landed): string {
  if (landed.kind === "pull-request") return `${landed.pullRequest.repositoryId}#${landed.pullRequest.number}`;
  if (landed.kind === "policy") {
    return ["policy", landed.repository.repositoryId, landed.path, landed.push?.after ?? ""].join("\n");
  }
  const { repository, branch, before, after, pushedAt } = landed;
  return [repository.repositoryId, branch, before, after, pushedAt ?? ""].join("\n");
}
