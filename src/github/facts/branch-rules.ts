import type { BranchRules } from "../../domain/facts.ts";
import { isNotFound } from "../errors.ts";
import { allPages, perPage } from "../pages.ts";
import { readable } from "../readable.ts";
import type { RepositoryAccess } from "../reader.ts";
import { type BypassActor, readBypassActors } from "./bypass-actors.ts";
import type { Gatherer } from "./gatherer.ts";

/** What rulesets and branch protection ask of the base branch. */
export const branchRules: Gatherer<"branchRules"> = {
  changedBy: ["repository_ruleset", "branch_protection_rule"],
  permissions: { administration: "read" },
  read(source) {
    return readable(async () => readBranchRules(source, (await source.pull()).base.ref), source.onFailure);
  },
};

/** A rule in force on a branch, as far as it is looked at here. */
export interface ActiveRule {
  type: string;
  ruleset_id?: number;
  parameters?: { required_status_checks?: { context: string; integration_id?: number | null }[] };
}

interface Rules {
  requiredChecks: { name: string; appId: number | null }[];
  requiresPullRequest: boolean;
  bypassActors: BypassActor[] | { unavailable: string };
}

/** What is asked of a branch. */
export async function readBranchRules(source: RepositoryAccess, branch: string): Promise<BranchRules> {
  const { github, repo } = source;
  const rules = (await allPages((page) =>
    github.rest.repos.getBranchRules({ ...repo, branch, per_page: perPage, page }),
  )) as ActiveRule[];
  const found = fromRulesets(rules, await readBypassActors(source, rules));
  const appId = github.appId ?? { unavailable: "only the app knows its id" };
  if (isGated(found, github.appId)) return { ...found, appId };
  return { ...combine(found, await readProtection(source, branch)), appId };
}

/** Rulesets that require pull requests and this app's check decide; what a branch protection adds takes nothing away. */
function isGated({ requiredChecks, requiresPullRequest }: Rules, appId: number | null): boolean {
  return requiresPullRequest && appId !== null && requiredChecks.some((check) => check.appId === appId);
}

function fromRulesets(rules: readonly ActiveRule[], bypassActors: Rules["bypassActors"]): Rules {
  const checks = rules.flatMap((rule) => rule.parameters?.required_status_checks ?? []);
  return {
    requiredChecks: checks.map(({ context, integration_id: appId }) => ({ name: context, appId: appId ?? null })),
    requiresPullRequest: rules.some((rule) => rule.type === "pull_request"),
    bypassActors,
  };
}

/** https://docs.github.com/en/rest/branches/branch-protection#get-branch-protection; null: the branch has none. */
async function readProtection({ github, repo }: RepositoryAccess, branch: string): Promise<Rules | null> {
  try {
    const { data } = await github.rest.repos.getBranchProtection({ ...repo, branch });
    const checks = data.required_status_checks?.checks ?? [];
    const allowances = data.required_pull_request_reviews?.bypass_pull_request_allowances;
    const bypassing = [
      ...(allowances?.users ?? []).map(({ id }) => ({ id, type: "User", mode: "always" })),
      ...(allowances?.teams ?? []).map(({ id }) => ({ id, type: "Team", mode: "always" })),
      ...(allowances?.apps ?? []).map((app) => ({ id: app?.id ?? null, type: "Integration", mode: "always" })),
    ];
    // Repository role 5 is admin: https://docs.github.com/en/rest/repos/rules
    if (data.enforce_admins?.enabled !== true) bypassing.push({ id: 5, type: "RepositoryRole", mode: "always" });
    return {
      requiredChecks: checks.map((check) => ({ name: check.context, appId: check.app_id })),
      requiresPullRequest: data.required_pull_request_reviews !== undefined,
      bypassActors: bypassing,
    };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

function combine(rules: Rules, protection: Rules | null): Rules {
  if (protection === null) return rules;
  const [a, b] = [rules.bypassActors, protection.bypassActors];
  return {
    requiredChecks: [...rules.requiredChecks, ...protection.requiredChecks],
    requiresPullRequest: rules.requiresPullRequest || protection.requiresPullRequest,
    bypassActors: "unavailable" in a ? a : "unavailable" in b ? b : [...a, ...b],
  };
}
