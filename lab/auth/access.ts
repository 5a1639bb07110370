import { ApiError, notAccessible, notFound } from "../http/errors.ts";
import type { Installation, Organization, Permissions, Role } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import type { State } from "../state/state.ts";
import type { Actor } from "./actor.ts";
import { atLeast, roleOf } from "./roles.ts";

/**
 * Who may call a route, as its documentation page says.
 * `app`: app permissions (`contents:read`), any of which is enough; `jwt`: the app itself; `any`: no permission needed; `none`: no app may.
 * `user`: the role a person needs in the repository (organization routes: `read` member, `admin` owner).
 */
export type Access = { app: readonly string[] | "jwt" | "any" | "none"; user: Role };

// https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps: these can be read without any permission in public repositories.
const publicPermissions = new Set(["metadata", "contents", "pull_requests", "issues", "checks", "statuses", "actions"]);

/** Whether an installation token has a permission such as `contents:read`. `metadata:read` comes with every app. */
export function hasPermission(permissions: Permissions, wanted: string): boolean {
  const [name = "", level] = wanted.split(":");
  const held = name === "metadata" ? (permissions.metadata ?? "read") : permissions[name];
  return held === "write" || (held === "read" && level === "read");
}

/** Whether an installation covers a repository. */
export function covers(installation: Installation, repository: Repository): boolean {
  if (installation.account.id !== repository.owner.id) return false;
  return installation.repositories === "all" || installation.repositories.has(repository.id);
}

/** Whether an installation token reaches a repository. */
export function reaches(actor: Actor & { kind: "installation" }, repository: Repository): boolean {
  const { installation, token } = actor;
  return covers(installation, repository) && (token.repositoryIds === null || token.repositoryIds.has(repository.id));
}

function readsPublicly(access: Access): boolean {
  if (typeof access.app === "string") return access.app === "any";
  return access.app.some((wanted) => {
    const [name = "", level] = wanted.split(":");
    return level === "read" && publicPermissions.has(name);
  });
}

/** Throws 404 when the repository may not be seen, 403 when the call is not allowed, 401 for nobody. */
export function requireRepositoryAccess(state: State, actor: Actor, repository: Repository, access: Access): void {
  if (actor.kind === "app") {
    if (access.app !== "jwt") throw new ApiError(403, "Resource not accessible by integration");
    return;
  }
  if (access.app === "jwt") throw new ApiError(401, "A JSON web token could not be decoded");
  if (actor.kind === "installation") {
    requireInstallationAccess(actor, repository, access);
    return;
  }
  if (actor.kind === "anonymous") {
    if (repository.private) throw notFound();
    if (!readsPublicly(access)) throw new ApiError(401, "Requires authentication");
    return;
  }
  const role = roleOf(state, repository, actor.user);
  if (role === "none") throw notFound();
  if (atLeast(role, access.user)) return;
  if (access.user === "admin") throw new ApiError(403, "Must have admin rights to Repository.");
  throw new ApiError(403, "Must have push access to repository");
}

function requireInstallationAccess(
  actor: Actor & { kind: "installation" },
  repository: Repository,
  access: Access,
): void {
  const openRead = !repository.private && readsPublicly(access);
  if (!reaches(actor, repository)) {
    if (openRead) return;
    throw repository.private ? notFound() : notAccessible();
  }
  if (openRead || access.app === "any") return;
  if (access.app === "none" || access.app === "jwt") throw notAccessible();
  if (!access.app.some((wanted) => hasPermission(actor.token.permissions, wanted))) throw notAccessible();
}

/** The same for routes of no repository or organization. */
export function requireRouteAccess(actor: Actor, access: Access): void {
  if (access.app === "jwt") {
    if (actor.kind !== "app") throw new ApiError(401, "A JSON web token could not be decoded");
    return;
  }
  if (actor.kind === "app") throw notAccessible();
  if (actor.kind === "anonymous" && access.app !== "any") throw new ApiError(401, "Requires authentication");
  if (actor.kind !== "installation" || access.app === "any") return;
  if (access.app === "none" || !access.app.some((wanted) => hasPermission(actor.token.permissions, wanted))) {
    throw notAccessible();
  }
}

/** The same for routes of an organization: a stranger sees nothing, an app needs an installation there. */
export function requireOrganizationAccess(actor: Actor, organization: Organization, access: Access): void {
  if (actor.kind === "app" && access.app === "jwt") return;
  requireRouteAccess(actor, access);
  if (access.app === "any") return;
  if (actor.kind === "installation" && actor.installation.account.id !== organization.account.id) throw notAccessible();
  if (actor.kind !== "user" || actor.user.siteAdmin) return;
  const membership = organization.members.get(actor.user.id);
  if (!membership) throw notFound();
  if (access.user === "admin" && membership !== "admin") throw new ApiError(403, "Must be an organization owner");
}
