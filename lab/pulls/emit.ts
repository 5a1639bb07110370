import { pullJson } from "../rest/pull.ts";
import type { Account } from "../state/accounts.ts";
import type { PullRequest } from "../state/pull-request.ts";
import type { World } from "../world.ts";

/** Tells the apps about a pull request as it is now. */
export async function emitPull(
  world: World,
  pull: PullRequest,
  action: string,
  sender: Account,
  extra: Record<string, unknown> = {},
): Promise<void> {
  const payload = { number: pull.number, pull_request: await pullJson(world, pull), ...extra };
  world.webhooks.emit({ event: "pull_request", action, repository: pull.repository, sender, payload });
}
