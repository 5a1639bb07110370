import { type Actor, accountOf } from "../auth/actor.ts";
import type { Api, Call } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { noContent, paged } from "../http/reply.ts";
import { installationJson } from "../rest/app.ts";
import { emitInstallation, emitInstallationRepositories } from "../rest/installation-event.ts";
import type { Installation } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../world.ts";
import { now } from "../world.ts";

const jwt = { app: "jwt", user: "read" } as const;
const owner = { app: "none", user: "read" } as const;

function ownInstallation(call: Call): Installation {
  const installation = call.world.state.installations.get(Number(call.params.id));
  if (call.actor.kind !== "app" || installation?.app !== call.actor.app) throw notFound();
  return installation;
}

/** Whether somebody administers the account an app is installed on. */
function administers(world: World, actor: Actor, installation: Installation): boolean {
  if (actor.kind !== "user") return false;
  if (installation.account.id === actor.user.id) return true;
  const organization = world.state.organizations.get(installation.account.login.toLowerCase());
  return organization?.members.get(actor.user.id) === "admin";
}

function managed(call: Call): { installation: Installation; repository: Repository; chosen: Set<number> } {
  const { world, actor, params } = call;
  const installation = world.state.installations.get(Number(params.id));
  if (!installation || !administers(world, actor, installation)) throw notFound();
  const repository = [...world.state.repositories.values()].find(({ id }) => String(id) === params.repository);
  if (!repository || repository.owner.id !== installation.account.id) throw notFound();
  if (installation.repositories === "all") throw new ApiError(422, "The installation has access to all repositories.");
  return { installation, repository, chosen: installation.repositories };
}

/** https://docs.github.com/en/rest/apps/apps#suspend-an-app-installation and https://docs.github.com/en/rest/apps/installations */
export function installationRoutes(api: Api): void {
  api.route("put", "/app/installations/:id/suspended", jwt, (call) => {
    const installation = ownInstallation(call);
    installation.suspendedAt = now();
    emitInstallation(call.world, installation, "suspend", installation.app.owner);
    return noContent();
  });
  api.route("delete", "/app/installations/:id/suspended", jwt, (call) => {
    const installation = ownInstallation(call);
    installation.suspendedAt = null;
    emitInstallation(call.world, installation, "unsuspend", installation.app.owner);
    return noContent();
  });
  api.route("delete", "/app/installations/:id", jwt, (call) => {
    const installation = ownInstallation(call);
    emitInstallation(call.world, installation, "deleted", installation.app.owner);
    call.world.state.installations.delete(installation.id);
    return noContent();
  });
  api.route("get", "/user/installations", owner, (call) => {
    const { world, actor } = call;
    const own = [...world.state.installations.values()].filter((one) => administers(world, actor, one));
    const json = (installation: Installation) => installationJson(world, installation);
    return paged(call, own, json, (installations, total) => ({ total_count: total, installations }));
  });
  api.route("put", "/user/installations/:id/repositories/:repository", owner, (call) => {
    const { installation, repository, chosen } = managed(call);
    chosen.add(repository.id);
    emitInstallationRepositories(call.world, installation, { added: [repository] }, accountOf(call.actor));
    return noContent();
  });
  api.route("delete", "/user/installations/:id/repositories/:repository", owner, (call) => {
    const { installation, repository, chosen } = managed(call);
    chosen.delete(repository.id);
    emitInstallationRepositories(call.world, installation, { removed: [repository] }, accountOf(call.actor));
    return noContent();
  });
}
