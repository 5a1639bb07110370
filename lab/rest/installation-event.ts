import { covers } from "../auth/access.ts";
import type { Account, Installation } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import { nodeId, type World } from "../world.ts";
import { installationJson } from "./app.ts";
import { fullName } from "./repository.ts";

function shortJson(repository: Repository): Record<string, unknown> {
  return {
    id: repository.id,
    node_id: nodeId("R", repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
  };
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#installation; every app hears of its own. */
export function emitInstallation(
  world: World,
  installation: Installation,
  action: "created" | "deleted" | "suspend" | "unsuspend" | "new_permissions_accepted",
  sender: Account,
): void {
  const repositories = [...world.state.repositories.values()].filter((repository) => covers(installation, repository));
  const payload = {
    installation: installationJson(world, installation),
    repositories: repositories.map(shortJson),
  };
  world.webhooks.emit({ event: "installation", action, sender, installation, payload });
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#installation_repositories */
export function emitInstallationRepositories(
  world: World,
  installation: Installation,
  change: { added: Repository[] } | { removed: Repository[] },
  sender: Account,
): void {
  const payload = {
    installation: installationJson(world, installation),
    repository_selection: installation.repositories === "all" ? "all" : "selected",
    repositories_added: "added" in change ? change.added.map(shortJson) : [],
    repositories_removed: "removed" in change ? change.removed.map(shortJson) : [],
    requester: null,
  };
  const action = "added" in change ? "added" : "removed";
  world.webhooks.emit({ event: "installation_repositories", action, sender, installation, payload });
}
