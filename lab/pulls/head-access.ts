import { hasPermission, reaches } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import { atLeast, roleOf } from "../auth/roles.ts";
import { ApiError } from "../http/errors.ts";
import type { PullRequest } from "../state/pull-request.ts";
import type { World } from "../world.ts";

/**
 * Throws 403 for somebody who may not push to the head branch of a pull request.
 * https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/working-with-forks/allowing-changes-to-a-pull-request-branch-created-from-a-fork
 */
export function requireWriteToHead(world: World, actor: Actor, pull: PullRequest): void {
  const { repository } = pull.head;
  if (!repository) throw new ApiError(422, "The head repository does not exist");
  const invited = pull.maintainerCanModify ? pull.repository : repository;
  for (const target of [repository, invited]) {
    if (actor.kind === "user" && atLeast(roleOf(world.state, target, actor.user), "write")) return;
    if (
      actor.kind === "installation" &&
      reaches(actor, target) &&
      hasPermission(actor.token.permissions, "contents:write")
    )
      return;
  }
  throw new ApiError(403, "user doesn't have permission to update head repository");
}
