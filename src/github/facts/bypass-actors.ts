import { readable } from "../readable.ts";
import type { RepositoryAccess } from "../reader.ts";
import type { ActiveRule } from "./branch-rules.ts";

/** Somebody who may bypass a ruleset, as `Type:id`. */
export interface BypassActor {
  id: number | null;
  type: string;
  mode: string;
}

/** Rules that bear on the gate. */
const gating = ["required_status_checks", "pull_request"];

/**
 * Who may bypass the rulesets that make up the gate. GitHub tells it only to those who may change the ruleset
 * (https://docs.github.com/en/rest/repos/rules#get-a-repository-ruleset), so without `administration: write` nothing is asked.
 */
export async function readBypassActors(
  source: RepositoryAccess,
  rules: readonly ActiveRule[],
): Promise<BypassActor[] | { unavailable: string }> {
  const ids = new Set(rules.filter((rule) => gating.includes(rule.type)).flatMap((rule) => rule.ruleset_id ?? []));
  if (ids.size === 0) return [];
  return readable(async () => {
    const permissions = await source.github.permissions();
    if (permissions !== null && permissions.administration !== "write") {
      return { unavailable: "GitHub tells it to those only who may change the ruleset" };
    }
    const lists = await Promise.all([...ids].map((id) => readOne(source, id)));
    const hidden = lists.find((list) => "unavailable" in list);
    return hidden ?? lists.flatMap((list) => ("unavailable" in list ? [] : list));
  }, source.onFailure);
}

async function readOne(
  { github, repo }: RepositoryAccess,
  id: number,
): Promise<BypassActor[] | { unavailable: string }> {
  const { data } = await github.rest.repos.getRepoRuleset({ ...repo, ruleset_id: id, includes_parents: true });
  if (data.bypass_actors === undefined) {
    return { unavailable: `GitHub does not tell who can bypass the ruleset ${data.name}` };
  }
  return data.bypass_actors.map(({ actor_id: actor, actor_type: type, bypass_mode: mode = "always" }) => ({
    id: actor ?? null,
    type,
    // Whoever is exempt is not even recorded as bypassing.
    mode: mode === "exempt" ? "always" : mode,
  }));
}
