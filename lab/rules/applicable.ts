import { minimatch } from "minimatch";
import type { Rule, Ruleset } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import type { State } from "../state/state.ts";

/** A rule that applies to a branch, and the ruleset it comes from. */
export type AppliedRule = { rule: Rule; ruleset: Ruleset };

// Ruby's fnmatch with FNM_PATHNAME: https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository#using-fnmatch-syntax
function matches(name: string, pattern: string): boolean {
  return minimatch(name, pattern, { nobrace: true, noext: true, nonegate: true, nocomment: true });
}

function refMatches(repository: Repository, ref: string, pattern: string): boolean {
  if (pattern === "~ALL") return true;
  if (pattern === "~DEFAULT_BRANCH") return ref === `refs/heads/${repository.defaultBranch}`;
  return matches(ref, pattern);
}

function coversRepository(ruleset: Ruleset, repository: Repository): boolean {
  const { repository_name: names, repository_id: ids } = ruleset.conditions;
  if (ids) return ids.repository_ids.includes(repository.id);
  if (!names) return true;
  const fits = (pattern: string) => pattern === "~ALL" || matches(repository.name, pattern);
  return names.include.some(fits) && !names.exclude.some(fits);
}

function coversRef(ruleset: Ruleset, repository: Repository, ref: string): boolean {
  const kind = ref.startsWith("refs/tags/") ? "tag" : "branch";
  if (ruleset.target !== kind) return false;
  const names = ruleset.conditions.ref_name;
  if (!names) return false;
  const fits = (pattern: string) => refMatches(repository, ref, pattern);
  return names.include.some(fits) && !names.exclude.some(fits);
}

/** Rulesets of the repository and, after them, of its organization that concern it. */
export function rulesetsOf(state: State, repository: Repository, parents = true): Ruleset[] {
  const organization = state.organizations.get(repository.owner.login.toLowerCase());
  const above = parents ? (organization?.rulesets ?? []) : [];
  return [...repository.rulesets, ...above.filter((ruleset) => coversRepository(ruleset, repository))];
}

/** The active rules of a ref (`refs/heads/main`): rulesets layer, the most restrictive wins. */
export function rulesOf(state: State, repository: Repository, ref: string): AppliedRule[] {
  return rulesetsOf(state, repository)
    .filter((ruleset) => ruleset.enforcement === "active" && coversRef(ruleset, repository, ref))
    .flatMap((ruleset) => ruleset.rules.map((rule) => ({ rule, ruleset })));
}
