import { zeroSha } from "../git/pkt-line.ts";
import { rulesOf } from "../rules/applicable.ts";
import { requirementsFor } from "../rules/requirements.ts";
import { nextId, type State } from "../state/state.ts";
import type { World } from "../world.ts";
import type { RefUpdate } from "./push.ts";
import { violation } from "./push-rules.ts";

/**
 * Keeps how the rulesets of a ref took its move; nothing, where there are none.
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/managing-rulesets-for-a-repository#viewing-insights-for-rulesets
 */
export function keepRuleSuite({ state }: World, update: RefUpdate, forced: boolean): void {
  const { repository, ref, before, after, pusher: actor } = update;
  if (rulesOf(state, repository, ref).length === 0) return;
  const bypassed = update.merge ? update.bypassed === true : breaksRules(state, update, forced);
  const result = bypassed ? "bypass" : "pass";
  const createdAt = repository.pushedAt;
  repository.ruleSuites.push({ id: nextId(state), ref, before, after, actor, createdAt, result });
}

/** What would refuse a push to somebody who may bypass nothing: it was taken, so it was bypassed. */
function breaksRules(state: State, { repository, ref, before, after }: RefUpdate, forced: boolean): boolean {
  const command = { ref, before: before ?? zeroSha, after: after ?? zeroSha };
  return requirementsFor(state, repository, ref, null, "push")
    .filter(({ source }) => source === "ruleset")
    .some((rule) => violation(repository, rule, command) !== null || (forced && rule.kind === "non_fast_forward"));
}
