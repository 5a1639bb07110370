import { hasPermission } from "../auth/access.ts";
import { atLeast, roleOf } from "../auth/roles.ts";
import type { RepositoryCall } from "../http/api.ts";
import { ApiError, notAccessible, notFound } from "../http/errors.ts";
import type { Issue } from "../state/issues.ts";

/** Access of routes that serve issues and pull requests alike: an app needs the permission of what it touches. */
export const readIssues = { app: ["issues:read", "pull_requests:read"], user: "read" } as const;
/** The same for writing; what a person may do depends on the thing. */
export const writeIssues = { app: ["issues:write", "pull_requests:write"], user: "read" } as const;

/** The issue or pull request a path names. Throws 404, and 403 for an app whose permission is for the other kind. */
export function issueOf(call: RepositoryCall, level: "read" | "write"): Issue {
  const issue = call.repository.issues.get(Number(call.params.number));
  if (!issue) throw notFound();
  requireIssuePermission(call, issue, level);
  return issue;
}

/** An app reads and writes issues with `issues`, pull requests with `issues` or `pull_requests`. */
export function requireIssuePermission(call: RepositoryCall, issue: Issue, level: "read" | "write"): void {
  const { actor, repository } = call;
  if (actor.kind !== "installation" || (level === "read" && !repository.private)) return;
  const { permissions } = actor.token;
  if (hasPermission(permissions, `issues:${level}`)) return;
  if (!issue.isPullRequest || !hasPermission(permissions, `pull_requests:${level}`)) throw notAccessible();
}

/** Whether the caller may triage: label, close, edit what others wrote. Apps with the permission may. */
export function mayTriage({ actor, world, repository }: RepositoryCall): boolean {
  if (actor.kind === "installation") return true;
  return actor.kind === "user" && atLeast(roleOf(world.state, repository, actor.user), "triage");
}

/** Throws 403 for those who may not triage. https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization#permissions-for-each-role */
export function requireTriage(call: RepositoryCall): void {
  if (!mayTriage(call)) throw new ApiError(403, "Must have triage access to repository");
}
