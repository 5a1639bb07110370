import { accountOf } from "../auth/actor.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError } from "../http/errors.ts";
import { noContent, ok } from "../http/reply.ts";
import { protectionJson } from "../rest/protection.ts";
import { emitProtection } from "../rules/emit.ts";
import type { BranchProtection } from "../state/repository.ts";
import { nextId } from "../state/state.ts";
import { now } from "../world.ts";

type Actors = { users: string[]; teams: string[]; apps: string[] };
type Body = Record<string, unknown>;

function actorsOf(value: unknown): Actors | null {
  if (typeof value !== "object" || value === null) return null;
  const given = value as Partial<Actors>;
  return { users: given.users ?? [], teams: given.teams ?? [], apps: given.apps ?? [] };
}

function checksOf(value: unknown): BranchProtection["requiredStatusChecks"] {
  if (typeof value !== "object" || value === null) return null;
  const given = value as { strict?: boolean; contexts?: string[]; checks?: { context: string; app_id?: number }[] };
  const checks = given.checks ?? (given.contexts ?? []).map((context) => ({ context, app_id: -1 }));
  // -1 or no id: any source.
  const pinned = checks.map(({ context, app_id }) => ({
    context,
    app_id: app_id === undefined || app_id === -1 ? null : app_id,
  }));
  return { strict: given.strict === true, checks: pinned };
}

function reviewsOf(value: unknown): BranchProtection["requiredPullRequestReviews"] {
  if (typeof value !== "object" || value === null) return null;
  const given = value as Body;
  return {
    dismissStaleReviews: given.dismiss_stale_reviews === true,
    requireCodeOwnerReviews: given.require_code_owner_reviews === true,
    requiredApprovingReviewCount: Number(given.required_approving_review_count ?? 1),
    requireLastPushApproval: given.require_last_push_approval === true,
    bypass: actorsOf(given.bypass_pull_request_allowances) ?? { users: [], teams: [], apps: [] },
    dismissal: actorsOf(given.dismissal_restrictions),
  };
}

function branchOf(call: RepositoryCall): string {
  const branch = call.params.branch ?? "";
  if (!call.repository.git.refs.has(`refs/heads/${branch}`)) throw new ApiError(404, "Branch not found");
  return branch;
}

function putProtection(call: RepositoryCall) {
  const { world, repository, body, actor } = call;
  const branch = branchOf(call);
  for (const field of ["required_status_checks", "enforce_admins", "required_pull_request_reviews", "restrictions"]) {
    if (!(field in body)) throw new ApiError(422, `Invalid request.\n\n"${field}" wasn't supplied.`);
  }
  const existing = repository.protections.get(branch);
  const instant = now();
  const protection: BranchProtection = {
    id: existing?.id ?? nextId(world.state),
    createdAt: existing?.createdAt ?? instant,
    updatedAt: instant,
    requiredStatusChecks: checksOf(body.required_status_checks),
    enforceAdmins: body.enforce_admins === true,
    requiredPullRequestReviews: reviewsOf(body.required_pull_request_reviews),
    restrictions: actorsOf(body.restrictions),
    requiredLinearHistory: body.required_linear_history === true,
    allowForcePushes: body.allow_force_pushes === true,
    allowDeletions: body.allow_deletions === true,
  };
  repository.protections.set(branch, protection);
  emitProtection(world, repository, branch, protection, existing ? "edited" : "created", accountOf(actor));
  return ok(protectionJson(world, repository, branch, protection));
}

/** https://docs.github.com/en/rest/branches/branch-protection */
export function protectionRoutes(api: Api): void {
  const read = { app: ["administration:read"], user: "admin" } as const;
  const write = { app: ["administration:write"], user: "admin" } as const;
  const notProtected = () => new ApiError(404, "Branch not protected");
  api.repository("get", "/branches/:branch{.+}/protection", read, (call) => {
    const branch = branchOf(call);
    const protection = call.repository.protections.get(branch);
    if (!protection) throw notProtected();
    return ok(protectionJson(call.world, call.repository, branch, protection));
  });
  api.repository("put", "/branches/:branch{.+}/protection", write, putProtection);
  api.repository("delete", "/branches/:branch{.+}/protection", write, (call) => {
    const branch = branchOf(call);
    const protection = call.repository.protections.get(branch);
    if (!protection) throw notProtected();
    call.repository.protections.delete(branch);
    emitProtection(call.world, call.repository, branch, protection, "deleted", accountOf(call.actor));
    return noContent();
  });
}
