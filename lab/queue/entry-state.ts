import { checkState } from "../rules/required-checks.ts";
import { requirementsFor } from "../rules/requirements.ts";
import type { QueueEntry, RemovalReason } from "../state/merge-queue.ts";
import type { World } from "../world.ts";
import type { EntryState } from "./grouping.ts";
import type { QueueSettings } from "./settings.ts";

/** How an entry stands, by the required checks on its group's head; `failure`: why it cannot be merged. */
export function judgeEntry(
  world: World,
  { pull, group }: QueueEntry,
  settings: QueueSettings,
): { state: EntryState; failure: RemovalReason | null } {
  if (!group) return { state: "QUEUED", failure: null };
  const { repository, base } = pull;
  const requirements = requirementsFor(world.state, repository, `refs/heads/${base.ref}`, null, "pull_request");
  const states = requirements.flatMap(({ checks }) =>
    checks.map((check) => checkState(repository, group.headSha, check)),
  );
  if (states.includes("failing")) return { state: "UNMERGEABLE", failure: "CI_FAILURE" };
  if (states.every((state) => state === "passed")) return { state: "MERGEABLE", failure: null };
  const late = world.clock.now() >= group.requestedAt + settings.timeout;
  return late ? { state: "UNMERGEABLE", failure: "CI_TIMEOUT" } : { state: "AWAITING_CHECKS", failure: null };
}
