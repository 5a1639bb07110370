import type { Ruleset } from "../state/accounts.ts";
import { nodeId, type World } from "../world.ts";

/** A ruleset (`repository-ruleset`). `detailed`: with conditions and rules; who may bypass is for those who may edit it. */
export function rulesetJson(
  world: World,
  ruleset: Ruleset,
  shown: { detailed: boolean; bypassActors: boolean; canBypass?: string },
): Record<string, unknown> {
  const owner = ruleset.sourceType === "Repository" ? "repos" : "orgs";
  const page =
    ruleset.sourceType === "Repository" ? `${ruleset.source}/rules` : `organizations/${ruleset.source}/settings/rules`;
  return {
    id: ruleset.id,
    name: ruleset.name,
    target: ruleset.target,
    source_type: ruleset.sourceType,
    source: ruleset.source,
    enforcement: ruleset.enforcement,
    node_id: nodeId("RRS", ruleset.id),
    _links: {
      self: { href: `${world.api}/${owner}/${ruleset.source}/rulesets/${ruleset.id}` },
      html: { href: `${world.origin}/${page}/${ruleset.id}` },
    },
    created_at: ruleset.createdAt,
    updated_at: ruleset.updatedAt,
    ...(shown.detailed && { conditions: ruleset.conditions, rules: ruleset.rules }),
    ...(shown.bypassActors && { bypass_actors: ruleset.bypassActors }),
    ...(shown.canBypass && { current_user_can_bypass: shown.canBypass }),
  };
}
