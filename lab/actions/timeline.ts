import type { Account, App } from "../state/accounts.ts";
import type { Issue, TimelineEvent } from "../state/issues.ts";
import { nextId } from "../state/state.ts";
import { now, type World } from "../world.ts";

/** Adds an event to the timeline of an issue or pull request; `fields` are in the API's names and shapes. */
export function addTimelineEvent(
  world: World,
  issue: Issue,
  event: string,
  actor: Account | null,
  fields: Record<string, unknown> = {},
  app: App | null = null,
): TimelineEvent {
  const added: TimelineEvent = { id: nextId(world.state), event, actor, createdAt: now(), app, fields };
  issue.timeline.push(added);
  issue.updatedAt = added.createdAt;
  return added;
}
