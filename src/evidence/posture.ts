import type { BranchRules } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";
import type { BranchPosture, ObservedBranch, OrganizationPosture, Snapshot } from "../pipeline/posture.ts";
import { canonicalBytes, sha256 } from "./canonical.ts";
import { type ActorMark, actorMark } from "./personal.ts";
import type { LogEntry } from "./record.ts";

/** What became weaker, in words that scripts may rely on. */
export type Weakening = "required" | "pinned" | "pull_request" | "bypass" | "two_factor_required";

/** How the rules protect a branch; null: what could not be read decides. */
export function branchPosture(rules: BranchRules, check: string): BranchPosture | null {
  const { requiredChecks, requiresPullRequest, appId, bypassActors } = rules;
  if (isUnavailable(requiredChecks) || isUnavailable(requiresPullRequest) || isUnavailable(appId)) return null;
  const own = requiredChecks.filter(({ name }) => name === check);
  if (own.some((one) => isUnavailable(one.appId))) return null;
  return {
    check,
    required: own.length > 0,
    pinned: own.some((one) => one.appId === appId),
    pull_request: requiresPullRequest,
    bypass: isUnavailable(bypassActors) ? "unavailable" : bypassing(bypassActors),
  };
}

function bypassing(actors: Exclude<BranchRules["bypassActors"], { unavailable: string }>): string[] {
  const always = actors.filter(({ mode }) => mode === "always" || mode === "exempt" || isUnavailable(mode));
  return [...new Set(always.map(({ type, id }) => `${type}:${isUnavailable(id) ? "unavailable" : id}`))].sort();
}

/** What of a branch's protection is weaker now. Who can bypass and was not seen before counts where both are known. */
export function branchWeakenings(before: BranchPosture, after: BranchPosture): Weakening[] {
  const lost = (["required", "pinned", "pull_request"] as const).filter((part) => before[part] && !after[part]);
  const [known, now] = [before.bypass, after.bypass];
  const isWider = known !== "unavailable" && now !== "unavailable" && now.some((actor) => !known.includes(actor));
  return isWider ? [...lost, "bypass"] : lost;
}

/** Names a branch's protection among what is remembered, and in the log. */
export function protectionSubject(repositoryId: number, branch: string): string {
  return `protection/${repositoryId}/${branch}`;
}

/** Names what an organisation demands, likewise. */
export function accessSubject(tenant: number): string {
  return `access/${tenant}`;
}

/** The record of how a branch is protected now. */
export function protectionRecord(
  { repository, tenant, branch }: ObservedBranch,
  state: BranchPosture,
  before: Snapshot<BranchPosture> | null,
  at: Date,
): LogEntry<"protection.snapshot"> {
  const weaker = before === null ? [] : branchWeakenings(before.state, state);
  const subject = protectionSubject(repository.repositoryId, branch);
  return entry({ kind: "protection.snapshot", subject, tenant, at }, state, {
    repo: { id: repository.repositoryId, name: `${repository.owner}/${repository.name}` },
    ref: `refs/heads/${branch}`,
    gate: { ...state, bypass: state.bypass === "unavailable" ? state.bypass : state.bypass.map(marked) },
    ...changeOf(before, weaker, at),
  });
}

/** People are named by id alone where GitHub tells who can bypass; teams and roles are no people. */
function marked(bypassing: string): string | ActorMark {
  const [, id] = /^User:(\d{1,15})$/.exec(bypassing) ?? [];
  return id === undefined ? bypassing : actorMark({ id: Number(id), login: "", type: "User" });
}

/** The record of what an organisation demands now. */
export function accessRecord(
  tenant: number,
  state: OrganizationPosture,
  before: Snapshot<OrganizationPosture> | null,
  at: Date,
): LogEntry<"access.snapshot"> {
  const weaker = before === null ? [] : organizationWeakenings(before.state, state);
  const about = { kind: "access.snapshot", subject: accessSubject(tenant), tenant, at } as const;
  return entry(about, state, { ...state, ...changeOf(before, weaker, at) });
}

/** What an organisation demands no more. */
export function organizationWeakenings(before: OrganizationPosture, after: OrganizationPosture): Weakening[] {
  return before.two_factor_required && !after.two_factor_required ? ["two_factor_required"] : [];
}

/** Whether nothing changed. */
export function sameState(before: object, after: object): boolean {
  return sha256(canonicalBytes(before)) === sha256(canonicalBytes(after));
}

/** The change came some time after it was last seen as before, and at the latest when it was seen. */
function changeOf(before: Snapshot<unknown> | null, weaker: readonly Weakening[], at: Date) {
  const changed = before === null ? null : { after: before.seenAt.toISOString(), until: at.toISOString() };
  return { before_since: before?.since.toISOString() ?? null, changed, drift: weaker.length > 0, weaker };
}

/** Two who see the same change at once put one record of it into the log: the key is of the state alone. */
function entry<Kind extends string>(
  { kind, subject, tenant, at }: { kind: Kind; subject: string; tenant: number; at: Date },
  state: object,
  body: Record<string, unknown>,
): LogEntry<Kind> {
  const key = `${kind}/${sha256(canonicalBytes(state))}`;
  return { kind, key, subject, tenant, occurredAt: at, body, documents: [] };
}
