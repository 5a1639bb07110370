import { type CheckFacts, judgeChecks } from "../checks/judge-checks.ts";
import { checksSetting, type Selector } from "../checks/selector.ts";
import type { AnyControl } from "../domain/control.ts";
import type { Facts } from "../domain/facts.ts";
import { judgePart } from "../domain/judge-part.ts";
import type { Enforcement, Judgement } from "../domain/verdict.ts";
import { contextOf } from "../engine/context.ts";
import { orderFacts } from "../engine/order-facts.ts";
import { type PolicyInForce, resolveInForce } from "../engine/policy-in-force.ts";
import type { GroupFacts } from "./facts.ts";

/** What one control says of a group's checks. */
export interface GroupCheck {
  id: string;
  enforcement: Enforcement;
  judgement: Judgement;
}

const hint = "On merge groups a workflow runs only if it names `merge_group` in `on`.";

/** The checks that the controls in force on the pull request ask for, judged on the group's head. */
export function judgeRequiredChecks(
  policy: PolicyInForce,
  given: Facts,
  group: GroupFacts,
  controls: readonly AnyControl[],
): GroupCheck[] {
  const facts = orderFacts(given);
  const inForce = resolveInForce(policy, facts, controls);
  const settings = inForce.settingsFor(facts);
  const context = contextOf(inForce, settings, facts, policy, controls);
  const onGroup = atGroup(facts, group);
  return controls.flatMap(({ id, settings: { checks } }) => {
    const own = settings.get(id);
    if (checks !== checksSetting || own === undefined || own.enforcement === "off") return [];
    const selectors = own.checks as readonly Selector[];
    if (selectors.length === 0) return [];
    const judgement = judgePart(() => judgeChecks(onGroup, selectors, context));
    const { remedy } = judgement;
    return { id, enforcement: own.enforcement, judgement: { ...judgement, remedy: remedy && `${remedy} ${hint}` } };
  });
}

/** The facts of checks as if the group's head were the pull request's. */
export function atGroup({ pullRequest, branchRules }: Facts, { group, checks, now }: GroupFacts): CheckFacts {
  const head = { ...pullRequest.head, sha: group.headSha, seenAt: group.seenAt };
  // A message cannot keep the workflows of a merge group from starting.
  const commits = { unavailable: "not asked of a merge group" };
  return { pullRequest: { ...pullRequest, head }, commits, checks, branchRules, now };
}
