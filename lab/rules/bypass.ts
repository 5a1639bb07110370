import type { Actor } from "../auth/actor.ts";
import { atLeast, roleOf } from "../auth/roles.ts";
import type { BypassActor, Role, Ruleset } from "../state/accounts.ts";
import type { BranchProtection, Repository } from "../state/repository.ts";
import type { State } from "../state/state.ts";

/** Through what a change lands: a direct push, or the merge of a pull request. */
export type Through = "push" | "pull_request";

// Ids of the base roles in `bypass_actors`.
const roleIds: Record<number, Role> = { 2: "maintain", 4: "write", 5: "admin" };

function isActor(state: State, repository: Repository, actor: Actor, entry: BypassActor): boolean {
  if (actor.kind === "installation") {
    return entry.actor_type === "Integration" && entry.actor_id === actor.installation.app.id;
  }
  if (actor.kind !== "user") return false;
  const organization = state.organizations.get(repository.owner.login.toLowerCase());
  if (entry.actor_type === "OrganizationAdmin") return organization?.members.get(actor.user.id) === "admin";
  if (entry.actor_type === "RepositoryRole") {
    const role = roleIds[entry.actor_id ?? 0];
    return role !== undefined && atLeast(roleOf(state, repository, actor.user), role);
  }
  if (entry.actor_type !== "Team") return false;
  const team = [...(organization?.teams.values() ?? [])].find(({ id }) => id === entry.actor_id);
  return team?.members.get(actor.user.id)?.state === "active";
}

/** Whether somebody may bypass a ruleset. https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository#granting-bypass-permissions-for-your-branch-or-tag-ruleset */
export function bypasses(
  state: State,
  repository: Repository,
  actor: Actor,
  ruleset: Ruleset,
  through: Through,
): boolean {
  return ruleset.bypassActors.some(
    (entry) =>
      isActor(state, repository, actor, entry) && (entry.bypass_mode === "always" || through === "pull_request"),
  );
}

/** What the caller may do about a ruleset, in the API's words. */
export function bypassMode(
  state: State,
  repository: Repository,
  actor: Actor,
  ruleset: Ruleset,
): "always" | "pull_requests_only" | "never" {
  if (bypasses(state, repository, actor, ruleset, "push")) return "always";
  return bypasses(state, repository, actor, ruleset, "pull_request") ? "pull_requests_only" : "never";
}

/** Administrators are not bound by branch protection unless it says so. https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches#do-not-allow-bypassing-the-above-settings */
export function overridesProtection(
  state: State,
  repository: Repository,
  actor: Actor,
  protection: BranchProtection,
): boolean {
  if (protection.enforceAdmins) return false;
  return actor.kind === "user" && atLeast(roleOf(state, repository, actor.user), "admin");
}
