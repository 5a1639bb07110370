import type { Habits } from "../../proposal/habits.ts";
import { isNotFound } from "../errors.ts";
import { allPages, perPage } from "../pages.ts";
import type { RepositoryAccess } from "../reader.ts";

/** What a branch asks of pull requests today, by rulesets and by branch protection together. */
export interface Asked extends Pick<Habits, "approvals" | "asksForSignatures" | "asksForUpToDate"> {
  required: { name: string; appId: number | null }[];
}

interface Rule {
  type: string;
  parameters?: {
    required_approving_review_count?: number;
    strict_required_status_checks_policy?: boolean;
    required_status_checks?: { context: string; integration_id?: number | null }[];
  };
}

/** Reads what a branch asks for. */
export async function readAsked(source: RepositoryAccess, branch: string): Promise<Asked> {
  const { github, repo } = source;
  const rules = (await allPages((page) =>
    github.rest.repos.getBranchRules({ ...repo, branch, per_page: perPage, page }),
  )) as Rule[];
  return together(fromRules(rules), await readProtection(source, branch));
}

function fromRules(rules: readonly Rule[]): Asked {
  const counts = rules.flatMap((rule) => rule.parameters?.required_approving_review_count ?? []);
  const checks = rules.flatMap((rule) => rule.parameters?.required_status_checks ?? []);
  return {
    approvals: counts.length === 0 ? null : Math.max(...counts),
    asksForSignatures: rules.some(({ type }) => type === "required_signatures"),
    asksForUpToDate: rules.some((rule) => rule.parameters?.strict_required_status_checks_policy === true),
    required: checks.map(({ context, integration_id: appId }) => ({ name: context, appId: appId ?? null })),
  };
}

const nothing: Asked = { approvals: null, asksForSignatures: false, asksForUpToDate: false, required: [] };

/** https://docs.github.com/en/rest/branches/branch-protection#get-branch-protection; a person who is no admin may not see it. */
async function readProtection({ github, repo }: RepositoryAccess, branch: string): Promise<Asked> {
  try {
    const { data } = await github.rest.repos.getBranchProtection({ ...repo, branch });
    const checks = data.required_status_checks?.checks ?? [];
    return {
      approvals: data.required_pull_request_reviews?.required_approving_review_count ?? null,
      asksForSignatures: data.required_signatures?.enabled === true,
      asksForUpToDate: data.required_status_checks?.strict === true,
      required: checks.map((check) => ({ name: check.context, appId: check.app_id })),
    };
  } catch (error) {
    if (isNotFound(error)) return nothing;
    throw error;
  }
}

function together(a: Asked, b: Asked): Asked {
  const approvals = Math.max(a.approvals ?? 0, b.approvals ?? 0);
  return {
    approvals: approvals === 0 ? null : approvals,
    asksForSignatures: a.asksForSignatures || b.asksForSignatures,
    asksForUpToDate: a.asksForUpToDate || b.asksForUpToDate,
    required: [...a.required, ...b.required],
  };
}
