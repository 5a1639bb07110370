import { validationFailed } from "../http/errors.ts";
import { requireQueueParameters } from "../queue/settings.ts";
import type { BypassActor, Rule, Ruleset } from "../state/accounts.ts";
import { nextId } from "../state/state.ts";
import { now, type World } from "../world.ts";

// https://docs.github.com/en/rest/repos/rules#create-a-repository-ruleset
const ruleTypes = new Set([
  "creation",
  "update",
  "deletion",
  "required_linear_history",
  "required_deployments",
  "required_signatures",
  "pull_request",
  "required_status_checks",
  "non_fast_forward",
  "commit_message_pattern",
  "commit_author_email_pattern",
  "committer_email_pattern",
  "branch_name_pattern",
  "tag_name_pattern",
  "file_path_restriction",
  "max_file_path_length",
  "file_extension_restriction",
  "max_file_size",
  "workflows",
  "code_scanning",
  "merge_queue",
]);

function invalid(field: string) {
  return validationFailed([{ resource: "RepositoryRuleset", field, code: "invalid" }]);
}

type Source = Pick<Ruleset, "sourceType" | "source">;

function rulesOf(world: World, source: Source, value: unknown): Rule[] {
  if (!Array.isArray(value)) throw invalid("rules");
  for (const rule of value as Rule[]) {
    if (!ruleTypes.has(rule.type)) throw invalid("rules");
    if (rule.type === "merge_queue") requireQueueRule(world, source, rule);
  }
  return value as Rule[];
}

/**
 * Queues are for repositories of organizations, and are not set for several at once.
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets#require-merge-queue
 */
function requireQueueRule(world: World, { sourceType, source }: Source, rule: Rule): void {
  const [owner = ""] = source.toLowerCase().split("/");
  if (sourceType !== "Repository" || !world.state.organizations.has(owner)) {
    const message = "Invalid rule 'merge_queue'";
    throw validationFailed([{ resource: "RepositoryRuleset", field: "rules", code: "custom", message }]);
  }
  requireQueueParameters(rule.parameters ?? {});
}

function enforcementOf(value: unknown): Ruleset["enforcement"] {
  if (value !== "disabled" && value !== "active" && value !== "evaluate") throw invalid("enforcement");
  return value;
}

function conditionsOf(value: unknown): Ruleset["conditions"] {
  const { ref_name: names, ...others } = value as Ruleset["conditions"];
  return { ...(names && { ref_name: { include: names.include ?? [], exclude: names.exclude ?? [] } }), ...others };
}

function bypassOf(value: unknown): BypassActor[] {
  if (!Array.isArray(value)) throw invalid("bypass_actors");
  return (value as Partial<BypassActor>[]).map(({ actor_id, actor_type, bypass_mode }) => {
    if (!actor_type) throw invalid("bypass_actors");
    return { actor_id: actor_id ?? null, actor_type, bypass_mode: bypass_mode ?? "always" };
  });
}

/** A ruleset from the body of a request. Throws 422. */
export function newRuleset(world: World, source: Source, body: Record<string, unknown>): Ruleset {
  if (typeof body.name !== "string" || body.name === "") throw invalid("name");
  const instant = now();
  return {
    id: nextId(world.state),
    name: body.name,
    target: (body.target as Ruleset["target"] | undefined) ?? "branch",
    ...source,
    enforcement: enforcementOf(body.enforcement),
    bypassActors: bypassOf(body.bypass_actors ?? []),
    conditions: conditionsOf(body.conditions ?? {}),
    rules: rulesOf(world, source, body.rules ?? []),
    createdAt: instant,
    updatedAt: instant,
  };
}

/** Changes a ruleset in place; what the body leaves out stays. Answers the event's `changes`. Throws 422. */
export function editRuleset(world: World, ruleset: Ruleset, body: Record<string, unknown>): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  if (typeof body.name === "string" && body.name !== ruleset.name) changes.name = { from: ruleset.name };
  if (body.enforcement !== undefined && body.enforcement !== ruleset.enforcement) {
    changes.enforcement = { from: ruleset.enforcement };
  }
  if (body.rules !== undefined) {
    const rules = rulesOf(world, ruleset, body.rules);
    const known = new Set(ruleset.rules.map(({ type }) => type));
    const kept = new Set(rules.map(({ type }) => type));
    changes.rules = {
      added: rules.filter(({ type }) => !known.has(type)),
      deleted: ruleset.rules.filter(({ type }) => !kept.has(type)),
      updated: [],
    };
    ruleset.rules = rules;
  }
  if (typeof body.name === "string") ruleset.name = body.name;
  if (body.enforcement !== undefined) ruleset.enforcement = enforcementOf(body.enforcement);
  if (body.bypass_actors !== undefined) ruleset.bypassActors = bypassOf(body.bypass_actors);
  if (body.conditions !== undefined) ruleset.conditions = conditionsOf(body.conditions);
  ruleset.updatedAt = now();
  return changes;
}
