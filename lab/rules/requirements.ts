import type { Actor } from "../auth/actor.ts";
import type { BranchProtection, Repository } from "../state/repository.ts";
import type { State } from "../state/state.ts";
import { rulesOf } from "./applicable.ts";
import { bypasses, overridesProtection, type Through } from "./bypass.ts";
import type { RequiredCheck } from "./required-checks.ts";

/** What one ruleset or one branch protection asks of a branch. */
export type Requirement = {
  source: "ruleset" | "protection";
  kind: string;
  /** `required_status_checks` */
  checks: RequiredCheck[];
  strict: boolean;
  /** `pull_request` */
  reviews: {
    count: number;
    dismissStale: boolean;
    lastPushApproval: boolean;
    codeOwners: boolean;
    methods: string[] | null;
  } | null;
};

const nothing = { checks: [], strict: false, reviews: null };

function ofRule(kind: string, parameters: Record<string, unknown>): Requirement {
  const base: Requirement = { source: "ruleset", kind, ...nothing };
  if (kind === "required_status_checks") {
    const checks = (parameters.required_status_checks ?? []) as { context: string; integration_id?: number }[];
    return {
      ...base,
      checks: checks.map(({ context, integration_id }) => ({ context, appId: integration_id ?? null })),
      strict: parameters.strict_required_status_checks_policy === true,
    };
  }
  if (kind !== "pull_request") return base;
  return {
    ...base,
    reviews: {
      count: Number(parameters.required_approving_review_count ?? 0),
      dismissStale: parameters.dismiss_stale_reviews_on_push === true,
      lastPushApproval: parameters.require_last_push_approval === true,
      codeOwners: parameters.require_code_owner_review === true,
      methods: (parameters.allowed_merge_methods as string[] | undefined) ?? null,
    },
  };
}

/** What a branch protection asks, in the words of rules. */
function ofProtection(protection: BranchProtection): Requirement[] {
  const base = { source: "protection" as const, ...nothing };
  const list: Requirement[] = [];
  const { requiredStatusChecks: checks, requiredPullRequestReviews: reviews } = protection;
  if (checks) {
    const required = checks.checks.map(({ context, app_id }) => ({ context, appId: app_id }));
    list.push({ ...base, kind: "required_status_checks", checks: required, strict: checks.strict });
  }
  if (reviews) {
    list.push({
      ...base,
      kind: "pull_request",
      reviews: {
        count: reviews.requiredApprovingReviewCount,
        dismissStale: reviews.dismissStaleReviews,
        lastPushApproval: reviews.requireLastPushApproval,
        codeOwners: reviews.requireCodeOwnerReviews,
        methods: null,
      },
    });
  }
  if (protection.requiredLinearHistory) list.push({ ...base, kind: "required_linear_history" });
  if (!protection.allowForcePushes) list.push({ ...base, kind: "non_fast_forward" });
  if (!protection.allowDeletions) list.push({ ...base, kind: "deletion" });
  return list;
}

/** What a ref demands of an actor who wants to change it; null: of somebody who may bypass nothing. */
export function requirementsFor(
  state: State,
  repository: Repository,
  ref: string,
  actor: Actor | null,
  through: Through,
): Requirement[] {
  const list: Requirement[] = [];
  for (const { rule, ruleset } of rulesOf(state, repository, ref)) {
    if (actor && bypasses(state, repository, actor, ruleset, through)) continue;
    list.push(ofRule(rule.type, rule.parameters ?? {}));
  }
  const protection = repository.protections.get(ref.replace(/^refs\/heads\//, ""));
  if (protection && !(actor && overridesProtection(state, repository, actor, protection))) {
    list.push(...ofProtection(protection));
  }
  return list;
}
