import { rulesetJson } from "../rest/ruleset.ts";
import type { Account, Organization, Ruleset } from "../state/accounts.ts";
import type { BranchProtection, Repository } from "../state/repository.ts";
import type { World } from "../world.ts";

/** The rule of a `branch_protection_rule` event. */
function protectionRuleJson(repository: Repository, branch: string, protection: BranchProtection) {
  const { requiredStatusChecks: checks, requiredPullRequestReviews: reviews, restrictions } = protection;
  const level = (on: boolean) => (on ? (protection.enforceAdmins ? "everyone" : "non_admins") : "off");
  return {
    id: protection.id,
    repository_id: repository.id,
    name: branch,
    created_at: protection.createdAt,
    updated_at: protection.updatedAt,
    pull_request_reviews_enforcement_level: level(reviews !== null),
    required_approving_review_count: reviews?.requiredApprovingReviewCount ?? 0,
    dismiss_stale_reviews_on_push: reviews?.dismissStaleReviews ?? false,
    require_code_owner_review: reviews?.requireCodeOwnerReviews ?? false,
    authorized_dismissal_actors_only: reviews?.dismissal != null,
    ignore_approvals_from_contributors: false,
    require_last_push_approval: reviews?.requireLastPushApproval ?? false,
    required_status_checks: checks?.checks.map(({ context }) => context) ?? [],
    required_status_checks_enforcement_level: level(checks !== null),
    strict_required_status_checks_policy: checks?.strict ?? false,
    signature_requirement_enforcement_level: "off",
    linear_history_requirement_enforcement_level: level(protection.requiredLinearHistory),
    admin_enforced: protection.enforceAdmins,
    allow_force_pushes_enforcement_level: protection.allowForcePushes ? "everyone" : "off",
    allow_deletions_enforcement_level: protection.allowDeletions ? "everyone" : "off",
    merge_queue_enforcement_level: "off",
    lock_branch_enforcement_level: "off",
    required_deployments_enforcement_level: "off",
    required_conversation_resolution_level: "off",
    authorized_actors_only: restrictions !== null,
    authorized_actor_names: restrictions ? [...restrictions.users, ...restrictions.teams, ...restrictions.apps] : [],
  };
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#branch_protection_rule */
export function emitProtection(
  world: World,
  repository: Repository,
  branch: string,
  protection: BranchProtection,
  action: "created" | "edited" | "deleted",
  sender: Account,
): void {
  const payload = {
    rule: protectionRuleJson(repository, branch, protection),
    ...(action === "edited" && { changes: {} }),
  };
  world.webhooks.emit({ event: "branch_protection_rule", action, repository, sender, payload });
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#repository_ruleset */
export function emitRuleset(
  world: World,
  owner: { repository: Repository } | { organization: Organization },
  ruleset: Ruleset,
  action: "created" | "edited" | "deleted",
  sender: Account,
  changes: Record<string, unknown> = {},
): void {
  const payload = {
    repository_ruleset: rulesetJson(world, ruleset, { detailed: true, bypassActors: true }),
    ...(action === "edited" && { changes }),
  };
  world.webhooks.emit({ event: "repository_ruleset", action, ...owner, sender, payload });
}
