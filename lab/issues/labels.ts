import { addTimelineEvent } from "../actions/timeline.ts";
import { emitPull } from "../pulls/emit.ts";
import { labelJson } from "../rest/label.ts";
import type { Account } from "../state/accounts.ts";
import type { Issue, Label } from "../state/issues.ts";
import type { Repository } from "../state/repository.ts";
import { nextId } from "../state/state.ts";
import { now, type World } from "../world.ts";
import { emitIssue } from "./emit.ts";

// https://docs.github.com/en/issues/using-labels-and-milestones-to-track-work/managing-labels#about-default-labels
const defaults: [name: string, color: string, description: string][] = [
  ["bug", "d73a4a", "Something isn't working"],
  ["documentation", "0075ca", "Improvements or additions to documentation"],
  ["duplicate", "cfd3d7", "This issue or pull request already exists"],
  ["enhancement", "a2eeef", "New feature or request"],
  ["good first issue", "7057ff", "Good for newcomers"],
  ["help wanted", "008672", "Extra attention is needed"],
  ["invalid", "e4e669", "This doesn't seem right"],
  ["question", "d876e3", "Further information is requested"],
  ["wontfix", "ffffff", "This will not be worked on"],
];

/** Gives a new repository the labels every repository starts with. */
export function addDefaultLabels(world: World, repository: Repository): void {
  for (const [name, color, description] of defaults) addLabel(world, repository, { name, color, description }, true);
}

/** Makes a label. */
export function addLabel(
  world: World,
  repository: Repository,
  { name, color, description }: Pick<Label, "name" | "color" | "description">,
  isDefault = false,
): Label {
  const label: Label = { id: nextId(world.state), name, color, description, default: isDefault };
  repository.labels.set(name.toLowerCase(), label);
  return label;
}

/** Tells about a label of the repository. https://docs.github.com/en/webhooks/webhook-events-and-payloads#label */
export function emitLabel(
  world: World,
  repository: Repository,
  label: Label,
  action: "created" | "edited" | "deleted",
  sender: Account,
  extra: Record<string, unknown> = {},
): void {
  const payload = { label: labelJson(world, repository, label), ...extra };
  world.webhooks.emit({ event: "label", action, repository, sender, payload });
}

/** Puts labels on an issue or pull request; those the repository lacks are made. */
export async function putLabels(
  world: World,
  repository: Repository,
  issue: Issue,
  names: string[],
  actor: Account,
): Promise<void> {
  for (const name of names) {
    let label = repository.labels.get(name.toLowerCase());
    if (!label) {
      label = addLabel(world, repository, { name, color: "ededed", description: null });
      emitLabel(world, repository, label, "created", actor);
    }
    if (issue.labels.some((held) => held.toLowerCase() === name.toLowerCase())) continue;
    issue.labels.push(label.name);
    await announce(world, repository, issue, label, "labeled", actor);
  }
}

/** Takes a label off. */
export async function takeLabel(
  world: World,
  repository: Repository,
  issue: Issue,
  label: Label,
  actor: Account,
): Promise<void> {
  issue.labels = issue.labels.filter((held) => held !== label.name);
  await announce(world, repository, issue, label, "unlabeled", actor);
}

async function announce(
  world: World,
  repository: Repository,
  issue: Issue,
  label: Label,
  action: "labeled" | "unlabeled",
  actor: Account,
): Promise<void> {
  issue.updatedAt = now();
  addTimelineEvent(world, issue, action, actor, { label: { name: label.name, color: label.color } });
  const extra = { label: labelJson(world, repository, label) };
  const pull = repository.pulls.get(issue.number);
  if (pull) await emitPull(world, pull, action, actor, extra);
  else await emitIssue(world, repository, issue, action, actor, extra);
}
