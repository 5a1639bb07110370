import type { Actor } from "../auth/actor.ts";
import { isAncestor } from "../git/history.ts";
import { zeroSha } from "../git/pkt-line.ts";
import { ApiError } from "../http/errors.ts";
import type { World } from "../world.ts";
import { moveRef, type RefUpdate } from "./push.ts";
import { judgePush } from "./push-rules.ts";

/** Moves a ref for a caller of the API, held to the same rules as a push. Throws 422 with what they say. */
export async function changeRef(world: World, actor: Actor, update: RefUpdate): Promise<void> {
  const { repository, ref, before, after } = update;
  await repository.git.exclusive(async () => {
    if ((repository.git.refs.get(ref) ?? null) !== before) throw new ApiError(409, "Reference cannot be updated");
    const command = { ref, before: before ?? zeroSha, after: after ?? zeroSha };
    const verdict = judgePush(world, repository, actor, [command]);
    if (verdict.refusal) throw new ApiError(422, told(verdict.refusal));
    const rewinds = before && after && !(await isAncestor(repository.git, before, after));
    if (rewinds && verdict.noForce.includes(ref)) throw new ApiError(422, "Cannot force-push to this branch");
    await moveRef(world, update);
  });
}

function told(refusal: string): string {
  return refusal.replaceAll(/^error: /gm, "").replace(/^GH\d+: (Repository rule violations found) for .*$/m, "$1\n");
}
