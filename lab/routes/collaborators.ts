import { accountOf } from "../auth/actor.ts";
import { atLeast, roleOf } from "../auth/roles.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { notFound } from "../http/errors.ts";
import { created, noContent, ok, paged } from "../http/reply.ts";
import { accountOfId } from "../organizations/teams.ts";
import { userJson } from "../rest/account.ts";
import { repositoryHtmlUrl, repositoryJson, repositoryUrl } from "../rest/repository.ts";
import { rolePermissionsJson } from "../rest/team.ts";
import type { Account, Role } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import { findAccount, nextId } from "../state/state.ts";
import { nodeId, now, type World } from "../world.ts";
import { readRole } from "./team-repositories.ts";

const read = { app: ["metadata:read"], user: "write" } as const;
const write = { app: ["administration:write"], user: "admin" } as const;
const legacy: Record<Role, string> = {
  none: "none",
  read: "read",
  triage: "read",
  write: "write",
  maintain: "write",
  admin: "admin",
};

function collaboratorJson(world: World, repository: Repository, account: Account): Record<string, unknown> {
  const role = roleOf(world.state, repository, account);
  return { ...userJson(world, account), permissions: rolePermissionsJson(role), role_name: role };
}

function accountOfPath({ world, params }: RepositoryCall): Account {
  const account = findAccount(world.state, params.username ?? "");
  if (!account) throw notFound();
  return account;
}

/** Those with access of their own: not everybody who can read a public repository. */
function collaborators({ world, repository, query }: RepositoryCall): Account[] {
  const organization = world.state.organizations.get(repository.owner.login.toLowerCase());
  const affiliation = query.get("affiliation") ?? "all";
  const direct = [...repository.collaborators.keys()];
  const members = organization ? [...organization.members.keys()] : [repository.owner.id];
  const outside = direct.filter((id) => !members.includes(id));
  const ids = { outside, direct, all: [...new Set([...members, ...direct])] }[affiliation] ?? [];
  const floor = organization?.basePermission ?? "none";
  return ids
    .map((id) => accountOfId(world.state, id))
    .filter((account) => {
      const role = roleOf(world.state, repository, account);
      // A public repository gives everybody `read`, which makes nobody a collaborator.
      const granted =
        role !== "read" || repository.private || floor !== "none" || repository.collaborators.has(account.id);
      return role !== "none" && granted;
    });
}

function list(call: RepositoryCall) {
  const { world, repository, query, actor } = call;
  accountOf(actor);
  const wanted: Role = readRole({ permission: query.get("permission") ?? undefined }, "read");
  const chosen = collaborators(call).filter((account) => atLeast(roleOf(world.state, repository, account), wanted));
  return paged(call, chosen, (account) => collaboratorJson(world, repository, account));
}

function permission(call: RepositoryCall) {
  const { world, repository, actor } = call;
  accountOf(actor);
  const account = accountOfPath(call);
  const role = roleOf(world.state, repository, account);
  return ok({
    permission: legacy[role],
    user: collaboratorJson(world, repository, account),
    role_name: role,
  });
}

function emitCollaborator(
  { world, repository }: RepositoryCall,
  member: Account,
  action: string,
  sender: Account,
  changes?: Record<string, unknown>,
): void {
  const payload = { member: userJson(world, member), ...(changes && { changes }) };
  world.webhooks.emit({ event: "member", action, repository, sender, payload });
}

/** Members of the organization become collaborators at once, others are invited. */
function put(call: RepositoryCall) {
  const { world, repository, body, actor } = call;
  const account = accountOfPath(call);
  const role = readRole(body, "write");
  const organization = world.state.organizations.get(repository.owner.login.toLowerCase());
  const held = repository.collaborators.get(account.id);
  if (held) {
    repository.collaborators.set(account.id, role);
    const changes = { old_permission: { from: legacy[held] }, permission: { from: legacy[held], to: legacy[role] } };
    if (held !== role) emitCollaborator(call, account, "edited", accountOf(actor), changes);
    return noContent();
  }
  if (organization?.members.has(account.id)) {
    repository.collaborators.set(account.id, role);
    emitCollaborator(call, account, "added", accountOf(actor), { permission: { to: legacy[role] } });
    return noContent();
  }
  const invitation = { id: nextId(world.state), invitee: account, inviter: accountOf(actor), role, createdAt: now() };
  repository.invitations.push(invitation);
  return created({
    id: invitation.id,
    node_id: nodeId("RI", invitation.id),
    repository: repositoryJson(world, repository),
    invitee: userJson(world, account),
    inviter: userJson(world, invitation.inviter),
    permissions: role,
    created_at: invitation.createdAt,
    expired: false,
    url: `${repositoryUrl(world, repository)}/invitations/${invitation.id}`,
    html_url: `${repositoryHtmlUrl(world, repository)}/invitations`,
  });
}

function remove(call: RepositoryCall) {
  const { repository, actor } = call;
  const account = accountOfPath(call);
  if (!repository.collaborators.delete(account.id)) throw notFound();
  emitCollaborator(call, account, "removed", accountOf(actor));
  return noContent();
}

/** https://docs.github.com/en/rest/collaborators/collaborators and https://docs.github.com/en/rest/collaborators/invitations */
export function collaboratorRoutes(api: Api): void {
  api.repository("get", "/collaborators", read, list);
  api.repository("get", "/collaborators/:username", read, (call) => {
    if (!collaborators({ ...call, query: new URLSearchParams() }).includes(accountOfPath(call))) throw notFound();
    return noContent();
  });
  api.repository("put", "/collaborators/:username", write, put);
  api.repository("delete", "/collaborators/:username", write, remove);
  api.repository("get", "/collaborators/:username/permission", read, permission);
  api.route("patch", "/user/repository_invitations/:id", { app: "none", user: "read" }, (call) => {
    const { world, actor, params } = call;
    const user = accountOf(actor);
    for (const repository of world.state.repositories.values()) {
      const invitation = repository.invitations.find(({ id }) => String(id) === params.id);
      if (invitation?.invitee !== user) continue;
      repository.invitations = repository.invitations.filter((other) => other !== invitation);
      repository.collaborators.set(user.id, invitation.role);
      emitCollaborator({ ...call, repository }, user, "added", user, { permission: { to: legacy[invitation.role] } });
      return noContent();
    }
    throw notFound();
  });
}
