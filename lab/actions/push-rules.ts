import type { Actor } from "../auth/actor.ts";
import { type RefCommand, zeroSha } from "../git/pkt-line.ts";
import { checkState, checksMessage } from "../rules/required-checks.ts";
import { type Requirement, requirementsFor } from "../rules/requirements.ts";
import type { BranchProtection, Repository } from "../state/repository.ts";
import type { State } from "../state/state.ts";
import type { World } from "../world.ts";

/** What a push may not do. `noForce`: refs that must move forward only, which only git can tell. */
export type PushVerdict = { refusal: string | null; noForce: string[] };

const refused = "You're not authorized to push to this branch.";

/** Judges the ref updates of a push by rulesets and branch protection, before git takes them. */
export function judgePush(world: World, repository: Repository, actor: Actor, commands: RefCommand[]): PushVerdict {
  const noForce: string[] = [];
  for (const command of commands) {
    const requirements = requirementsFor(world.state, repository, command.ref, actor, "push");
    const violations = requirements.map((requirement) => ({
      source: requirement.source,
      message: violation(repository, requirement, command),
    }));
    violations.push({ source: "protection", message: restriction(world.state, repository, actor, command) });
    const broken = violations.filter(({ message }) => message !== null);
    if (broken.length > 0) return { refusal: refusal(command.ref, broken), noForce };
    if (requirements.some(({ kind }) => kind === "non_fast_forward")) noForce.push(command.ref);
  }
  return { refusal: null, noForce };
}

/**
 * What a push says to a requirement, or null if it meets it; only git can tell of `non_fast_forward`.
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
 */
export function violation(repository: Repository, requirement: Requirement, command: RefCommand): string | null {
  const creates = command.before === zeroSha;
  const deletes = command.after === zeroSha;
  if (requirement.kind === "deletion") return deletes ? "Cannot delete this branch" : null;
  if (deletes) return null;
  if (requirement.kind === "creation") return creates ? "Cannot create ref due to creations being restricted." : null;
  if (requirement.kind === "update") return creates ? null : "Cannot update this protected ref.";
  if (requirement.kind === "merge_queue") return creates ? null : "Changes must be made through the merge queue";
  if (requirement.kind === "pull_request") return creates ? null : "Changes must be made through a pull request.";
  if (requirement.kind !== "required_status_checks") return null;
  return checksMessage(
    requirement.checks.map((check) => ({
      context: check.context,
      state: checkState(repository, command.after, check),
    })),
  );
}

/** https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches#restrict-who-can-push-to-matching-branches */
function restriction(state: State, repository: Repository, actor: Actor, command: RefCommand): string | null {
  if (command.ref.startsWith("refs/heads/gh-readonly-queue/")) return refused;
  const protection = repository.protections.get(command.ref.replace(/^refs\/heads\//, ""));
  const allowed = protection?.restrictions;
  if (!protection || !allowed || isAllowed(state, repository, actor, allowed)) return null;
  return refused;
}

function isAllowed(
  state: State,
  repository: Repository,
  actor: Actor,
  allowed: NonNullable<BranchProtection["restrictions"]>,
): boolean {
  if (actor.kind === "installation") return allowed.apps.includes(actor.installation.app.slug);
  if (actor.kind !== "user") return false;
  const organization = state.organizations.get(repository.owner.login.toLowerCase());
  const inTeam = allowed.teams.some(
    (slug) => organization?.teams.get(slug)?.members.get(actor.user.id)?.state === "active",
  );
  const owns = organization?.members.get(actor.user.id) === "admin" || repository.owner.id === actor.user.id;
  return owns || inTeam || allowed.users.includes(actor.user.login);
}

function refusal(ref: string, broken: { source: string; message: string | null }[]): string {
  const lines = broken.map(({ message }) => `error: ${message}`);
  if (broken.every(({ source }) => source === "protection")) {
    return [`error: GH006: Protected branch update failed for ${ref}.`, ...lines].join("\n");
  }
  const items = broken.map(({ message }) => `error: - ${message}`);
  return [`error: GH013: Repository rule violations found for ${ref}.`, ...items].join("\n");
}
