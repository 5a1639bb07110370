import { covers, hasPermission } from "../auth/access.ts";
import { organizationJson, userJson } from "../rest/account.ts";
import { repositoryJson } from "../rest/repository.ts";
import type { Account, App, Installation, Organization } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import { nodeId, type World } from "../world.ts";
import { mayHear } from "./event-permissions.ts";

/** Something that happened, for the apps that listen. */
export type Happening = {
  /** The event's name, e.g. `pull_request`. */
  event: string;
  /** Null for events without one (`push`, `status`). */
  action: string | null;
  repository?: Repository;
  organization?: Organization;
  sender: Account;
  /** What the payload holds beside action, repository, organization, sender, installation: already JSON shapes. */
  payload: Record<string, unknown>;
  /** Only these apps (check run requests go to the owning app alone). */
  onlyApps?: App[];
  /** Only this installation (installation events). */
  installation?: Installation;
};

/** The installations that hear of something. */
export function listeners(world: World, happening: Happening): Installation[] {
  const { repository, organization, onlyApps } = happening;
  if (happening.installation) return [happening.installation];
  return [...world.state.installations.values()].filter((installation) => {
    if (installation.suspendedAt || (onlyApps && !onlyApps.includes(installation.app))) return false;
    if (!onlyApps && !subscribes(installation, happening.event)) return false;
    if (repository) return covers(installation, repository);
    return organization?.account.id === installation.account.id;
  });
}

/** Apps that may write checks get their events unasked. https://docs.github.com/en/webhooks/webhook-events-and-payloads#check_run */
function subscribes({ events, permissions }: Installation, event: string): boolean {
  if (!mayHear(permissions, event)) return false;
  const automatic = event === "check_run" || event === "check_suite";
  return events.includes(event) || (automatic && hasPermission(permissions, "checks:write"));
}

/** The payload of a happening for one installation. */
export function payloadOf(world: World, happening: Happening, installation: Installation): Record<string, unknown> {
  const { repository, action } = happening;
  const organization =
    happening.organization ?? (repository && world.state.organizations.get(repository.owner.login.toLowerCase()));
  return {
    ...(action !== null && { action }),
    ...(repository && { repository: repositoryJson(world, repository) }),
    ...(organization && { organization: organizationJson(world, organization) }),
    sender: userJson(world, happening.sender),
    ...(!happening.installation && {
      installation: { id: installation.id, node_id: nodeId("MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9u", installation.id) },
    }),
    // Last, for `push` shows its repository in its own way.
    ...happening.payload,
  };
}
