import type { Facts } from "../../domain/facts.ts";
import type { ControlSettings } from "../../domain/policy.ts";
import type { Verdict } from "../../domain/verdict.ts";
import type { DecisionBody, GroupDecisionBody } from "../record.ts";

/** A decision in the log. */
export interface Decided<Body> {
  seq: number;
  body: Body;
}

/** The last decisions on a pull request and on the merge group that it landed with. */
export interface Decisions {
  pull: Decided<DecisionBody> | null;
  group: Decided<GroupDecisionBody> | null;
}

/** What a decision was taken on, read back by the digests in its body. Null: not there any more. */
export interface DecidedOn {
  facts: Facts | null;
  verdict: Verdict | null;
  /** By control, with the rules that matched. */
  settings: Readonly<Record<string, ControlSettings>> | null;
}

/** The merge that a decision is held against. */
export interface Merge {
  number: number;
  headSha: string;
  /** `refs/heads/main`. */
  ref: string;
}

/** The decision that let it pass or did not: the group's where one landed, and only if it judged the very head that landed. */
export function decisionThatCounts(
  { pull, group }: Decisions,
  merge: Merge,
): Decided<DecisionBody | GroupDecisionBody> | null {
  return group === null ? onPull(pull, merge) : onGroup(group, merge);
}

/** The decision on the pull request itself, if it judged the very head that landed. */
export function onPull(pull: Decisions["pull"], { headSha, ref }: Merge): Decided<DecisionBody> | null {
  const isOnThis = pull?.body.head === headSha && `refs/heads/${pull.body.base.ref}` === ref;
  return isOnThis ? pull : null;
}

function onGroup(group: Decided<GroupDecisionBody>, { number, headSha }: Merge): Decided<GroupDecisionBody> | null {
  const isBrought = group.body.pull_requests.some((pull) => pull.number === number && pull.head === headSha);
  return isBrought ? group : null;
}

/** How the gate stood to a merge: it let it pass, let it pass under a break-glass, or did not. */
export function standingOf(
  decision: Decided<DecisionBody | GroupDecisionBody> | null,
): "pass" | "break-glass" | "bypass" {
  if (decision?.body.conclusion !== "success") return "bypass";
  return decision.body.exception ? "break-glass" : "pass";
}
