import type { Facts } from "../domain/facts.ts";
import type { BreakGlassPolicy } from "../domain/policy.ts";
import type { Known } from "../pipeline/commands.ts";
import type { BreakGlassRequest } from "../pipeline/exceptions.ts";
import type { Command } from "./command.ts";
import { type Judged, refuse } from "./judged.ts";
import { type Asking, whyNoOfficer, whyNotInRole } from "./standing.ts";

/** So many requests of one person within the days that are counted pass without a remark. */
export const mostRequests = 3;

type Place = Pick<Facts["pullRequest"], "head" | "base">;

/** The request that an approval would be for: the last one for this head and base branch that has not expired. */
export function currentRequest(
  requests: readonly BreakGlassRequest[],
  place: Place,
  now: Date,
): BreakGlassRequest | null {
  const open = requests.filter(
    (request) => isFor(request, place) && !(request.grant && request.grant.expiresAt <= now),
  );
  return open.at(-1) ?? null;
}

function isFor({ headSha, baseRef }: BreakGlassRequest, { head, base }: Place): boolean {
  return headSha === head.sha && baseRef === base.ref;
}

type RequestCommand = Extract<Command, { name: "break-glass" }>;
type ApproveCommand = Extract<Command, { name: "break-glass approve" }>;

const noBreakGlass = "The policy in force has no break-glass.";
const closed = "This pull request is closed.";

/** Somebody asks to lift the gate for the head as it is now. */
export function judgeRequest({ incident, reason }: RequestCommand, asking: Asking, known: Known): Judged {
  const { by, facts, now } = asking;
  const policy = asking.effective["break-glass"];
  if (policy === null) return refuse(noBreakGlass);
  if (!asking.isOpen) return refuse(closed);
  const objection = whyNotInRole(by, policy.request, facts);
  if (objection !== null) return refuse(objection);
  const { head, base } = facts.pullRequest;
  const current = currentRequest(known.requests, facts.pullRequest, now);
  if (current !== null) return refuse(`${sayAsked(current)} ${saySupport(current, policy)}`);
  const recent = known.recentRequests + 1;
  const remark =
    recent > mostRequests ? ` This is request ${recent} by ${by.login} within 30 days, more than ${mostRequests}.` : "";
  const needed =
    `Needed: ${approvals(policy.approvals)} by people of the role ${policy.approve} who neither ask nor contributed, each by ` +
    `\`/mergewarden break-glass approve\`. It then holds for ${policy["valid-hours"]} hours.`;
  return {
    reaction: "+1",
    answer: `${by.login} asks for break-glass for ${incident}, for the head ${short(head.sha)} alone: a push voids it. ${needed}${remark}`,
    followUp: "judge",
    grant: { what: "request", headSha: head.sha, baseRef: base.ref, incident, reason },
    evidence: { head: head.sha, requests_in_30_days: recent, quota_exceeded: recent > mostRequests },
  };
}

/** An officer approves what was asked for. */
export function judgeApproval({ reason }: ApproveCommand, asking: Asking, known: Known): Judged {
  const { by, facts, now } = asking;
  const policy = asking.effective["break-glass"];
  if (policy === null) return refuse(noBreakGlass);
  if (!asking.isOpen) return refuse(closed);
  const request = currentRequest(known.requests, facts.pullRequest, now);
  if (request === null)
    return refuse(sayEnded(known.requests, facts.pullRequest) ?? "Nobody asked for break-glass here.");
  const objection = whyNotApprove(reason, asking, request, policy);
  if (objection !== null) return refuse(objection);
  const counted = request.approvals.filter((given) => whyNoOfficer(given.by, policy.approve, facts) === null);
  const enough = counted.length + 1 >= policy.approvals;
  const until = new Date(now.getTime() + policy["valid-hours"] * 3_600_000);
  const grant = enough && request.grant === null ? { at: now, expiresAt: until } : null;
  const holds = grant ?? request.grant;
  return {
    reaction: "+1",
    answer: `${by.login} approves break-glass for ${request.incident}: ${ofNeeded(counted.length + 1, policy)}. ${sayGrant(holds, request.headSha)}`,
    followUp: "judge",
    grant: { what: "approval", request: request.id, reason, grant },
    evidence: {
      request: request.id,
      head: request.headSha,
      approvals: counted.length + 1,
      needed: policy.approvals,
      granted_at: grant?.at.toISOString() ?? null,
      expires_at: grant?.expiresAt.toISOString() ?? null,
    },
  };
}

function whyNotApprove(
  reason: string | null,
  { id, by, facts }: Asking,
  request: BreakGlassRequest,
  policy: BreakGlassPolicy,
): string | null {
  // A delivery may come late: what was written before can only be meant for another request.
  if (id < request.id) return "This was written before the request; who approves it says so again.";
  if (by.id === request.requestedBy.id) return `${by.login} asked for it; who asks cannot approve.`;
  const objection = whyNoOfficer(by, policy.approve, facts);
  if (objection !== null) return objection;
  // Whoever names the commit that was looked at approves no other, whatever was pushed meanwhile.
  const [named] = /^[0-9a-f]{7,40}(?!\S)/.exec(reason ?? "") ?? [];
  if (named !== undefined && !request.headSha.startsWith(named)) {
    return `The head is ${short(request.headSha)}, not ${short(named)}.`;
  }
  const isTwice = request.approvals.some((given) => given.by.id === by.id);
  return isTwice ? `${by.login} approved already; ${saySupport(request, policy)}` : null;
}

/** What became of the last request, where none is current, in sentences; null: there was none. */
export function sayEnded(requests: readonly BreakGlassRequest[], { head, base }: Place): string | null {
  const last = requests.at(-1);
  if (last === undefined) return null;
  const what = `Break-glass for ${last.incident}, asked for by ${last.requestedBy.login},`;
  const again = "Who still needs it asks again.";
  if (last.headSha !== head.sha) return `${what} was for ${short(last.headSha)}: a push voided it. ${again}`;
  if (last.baseRef !== base.ref) return `${what} was for another base branch. ${again}`;
  return `${what} expired${last.grant === null ? "" : ` at ${sayTime(last.grant.expiresAt)}`}. ${again}`;
}

/** Who asked for what, in a sentence. */
export function sayAsked({ requestedBy, incident, headSha }: BreakGlassRequest): string {
  return `${requestedBy.login} asked for break-glass for ${incident}, for the head ${short(headSha)}.`;
}

/** How many approved, and until when it holds, in sentences. */
export function saySupport(request: BreakGlassRequest, policy: BreakGlassPolicy): string {
  const names = request.approvals.map(({ by }) => by.login).join(", ");
  const given = `${ofNeeded(request.approvals.length, policy)}${names === "" ? "" : ` (${names})`}.`;
  return request.grant === null ? given : `${given} ${sayGrant(request.grant, request.headSha)}`;
}

function sayGrant(grant: BreakGlassRequest["grant"], headSha: string): string {
  if (grant === null) return "It does not hold yet.";
  return `It is granted for ${short(headSha)} until ${sayTime(grant.expiresAt)}; a push voids it.`;
}

function ofNeeded(given: number, { approvals: needed, approve }: BreakGlassPolicy): string {
  return `${given} of ${approvals(needed)} by the role ${approve}`;
}

function approvals(count: number): string {
  return `${count} approval${count === 1 ? "" : "s"}`;
}

/** `2026-01-31 14:05 UTC` */
export function sayTime(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function short(sha: string): string {
  return `\`${sha.slice(0, 7)}\``;
}
