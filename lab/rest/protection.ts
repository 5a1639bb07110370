import type { BranchProtection, Repository } from "../state/repository.ts";
import { findAccount } from "../state/state.ts";
import type { World } from "../world.ts";
import { teamJson, userJson } from "./account.ts";
import { appJson } from "./app.ts";
import { repositoryUrl } from "./repository.ts";

type Actors = { users: string[]; teams: string[]; apps: string[] };

/** Users, teams and apps named by login and slug. */
function actorsJson(world: World, repository: Repository, actors: Actors): Record<string, unknown> {
  const organization = world.state.organizations.get(repository.owner.login.toLowerCase());
  return {
    users: actors.users.flatMap((login) => {
      const account = findAccount(world.state, login);
      return account ? [userJson(world, account)] : [];
    }),
    teams: actors.teams.flatMap((slug) => {
      const team = organization?.teams.get(slug);
      return organization && team ? [teamJson(world, organization, team)] : [];
    }),
    apps: actors.apps.flatMap((slug) => {
      const app = [...world.state.apps.values()].find((candidate) => candidate.slug === slug);
      return app ? [appJson(world, app)] : [];
    }),
  };
}

function checksJson(
  url: string,
  checks: NonNullable<BranchProtection["requiredStatusChecks"]>,
): Record<string, unknown> {
  return {
    url: `${url}/required_status_checks`,
    strict: checks.strict,
    contexts: checks.checks.map(({ context }) => context),
    contexts_url: `${url}/required_status_checks/contexts`,
    checks: checks.checks,
  };
}

function reviewsJson(
  world: World,
  repository: Repository,
  url: string,
  reviews: NonNullable<BranchProtection["requiredPullRequestReviews"]>,
): Record<string, unknown> {
  const own = `${url}/required_pull_request_reviews`;
  const { dismissal, bypass } = reviews;
  const links = {
    url: `${url}/dismissal_restrictions`,
    users_url: `${url}/dismissal_restrictions/users`,
    teams_url: `${url}/dismissal_restrictions/teams`,
  };
  return {
    url: own,
    dismiss_stale_reviews: reviews.dismissStaleReviews,
    require_code_owner_reviews: reviews.requireCodeOwnerReviews,
    required_approving_review_count: reviews.requiredApprovingReviewCount,
    require_last_push_approval: reviews.requireLastPushApproval,
    ...(dismissal && { dismissal_restrictions: { ...links, ...actorsJson(world, repository, dismissal) } }),
    bypass_pull_request_allowances: actorsJson(world, repository, bypass),
  };
}

/** A branch protection (`branch-protection`). */
export function protectionJson(
  world: World,
  repository: Repository,
  branch: string,
  protection: BranchProtection,
): Record<string, unknown> {
  const url = `${repositoryUrl(world, repository)}/branches/${encodeURIComponent(branch)}/protection`;
  const { requiredStatusChecks: checks, requiredPullRequestReviews: reviews, restrictions } = protection;
  const links = {
    url: `${url}/restrictions`,
    users_url: `${url}/restrictions/users`,
    teams_url: `${url}/restrictions/teams`,
    apps_url: `${url}/restrictions/apps`,
  };
  return {
    url,
    ...(checks && { required_status_checks: checksJson(url, checks) }),
    ...(reviews && { required_pull_request_reviews: reviewsJson(world, repository, url, reviews) }),
    ...(restrictions && { restrictions: { ...links, ...actorsJson(world, repository, restrictions) } }),
    required_signatures: { url: `${url}/required_signatures`, enabled: false },
    enforce_admins: { url: `${url}/enforce_admins`, enabled: protection.enforceAdmins },
    required_linear_history: { enabled: protection.requiredLinearHistory },
    allow_force_pushes: { enabled: protection.allowForcePushes },
    allow_deletions: { enabled: protection.allowDeletions },
    block_creations: { enabled: false },
    required_conversation_resolution: { enabled: false },
    lock_branch: { enabled: false },
    allow_fork_syncing: { enabled: false },
  };
}
