import type { Actor, Facts } from "../domain/facts.ts";
import type { EffectivePolicy } from "../domain/policy.ts";
import { isUnavailable } from "../domain/readable.ts";
import type { Verdict } from "../domain/verdict.ts";
import { canonicalBytes, sha256, wellFormed } from "./canonical.ts";
import { actorMark, committed } from "./personal.ts";

/** A pull request, and the account whose log it belongs to. */
export interface Subject {
  tenant: number;
  repositoryId: number;
  owner: string;
  name: string;
  number: number;
}

/** What the gate decided, and all that it decided on. */
export interface Decision {
  verdict: Verdict;
  facts: Facts;
  policyDigest: string;
  effective: EffectivePolicy;
}

/** A merge, as GitHub told it. */
export interface Landing {
  /** The base branch's full name: `refs/heads/main`. */
  ref: string;
  headSha: string;
  baseSha: string;
  mergeCommitSha: string | null;
  mergedAt: Date;
  mergedBy: Actor | null;
  title: string;
}

/** A record for the log. Its body holds personal data under marks alone, which the log replaces; the documents hold what digests name. */
export interface LogEntry<Kind extends string> {
  kind: Kind;
  key: string;
  subject?: string;
  tenant: number;
  occurredAt: Date;
  body: Record<string, unknown>;
  documents: Uint8Array[];
}

/** The body of `gate.decided`, as far as later records build on it. */
export interface DecisionBody {
  head: string;
  base: { ref: string; sha: string };
  conclusion: string | null;
  policy: string;
  exception: boolean;
}

/** The body of `gate.decided` on a merge group, as far as later records build on it. */
export interface GroupDecisionBody {
  pull_requests: { number: number; head: string; decided_seq: number }[];
  conclusion: string | null;
  policy: string;
  exception: boolean;
}

/** What decisions on one pull request share in the log. */
export function subjectOf({ repositoryId, number }: Pick<Subject, "repositoryId" | "number">): string {
  return `pull-request/${repositoryId}/${number}`;
}

/**
 * The record of one decision: digests of the policy, the facts and the verdict, and the three themselves as documents.
 * Facts that differ in nothing but the time of reading, with the same verdict, are the same decision.
 */
export function decisionRecord(decision: Decision, subject: Subject): LogEntry<"gate.decided"> {
  const { verdict, effective } = decision;
  const facts = wellFormed(decision.facts) as Facts;
  const documents = [facts, wellFormed(verdict), wellFormed(effective)].map(canonicalBytes);
  const [factsDigest, verdictDigest, effectiveDigest] = documents.map(sha256);
  const { pullRequest } = facts;
  const body = {
    repo: repoOf(subject),
    pull_request: subject.number,
    head: pullRequest.head.sha,
    base: { ref: pullRequest.base.ref, sha: pullRequest.base.sha },
    ...summaryOf(verdict),
    policy: decision.policyDigest,
    effective: effectiveDigest,
    verdict: verdictDigest,
    unavailable: Object.entries(facts).flatMap(([name, fact]) => (isUnavailable(fact) ? [name] : [])),
  };
  const timeless = sha256(canonicalBytes({ ...facts, now: "" }));
  return {
    kind: "gate.decided",
    key: `gate.decided/${sha256(canonicalBytes({ ...body, facts: timeless }))}`,
    subject: subjectOf(subject),
    tenant: subject.tenant,
    occurredAt: new Date(facts.now),
    body: { ...body, facts: factsDigest },
    documents,
  };
}

/**
 * The record of a merge, in its first form: what the log's later completeness proof adds is named as missing.
 * `decision` is the last one on the pull request; it counts only if it judged the very head that landed. `group` is the last
 * one on the merge group that landed, if one did; it counts instead, if it brought that very head.
 */
export function landedRecord(
  landing: Landing,
  subject: Subject,
  decision: { seq: number; body: DecisionBody } | null,
  group: { seq: number; body: GroupDecisionBody } | null = null,
): LogEntry<"change.landed"> {
  const repo = repoOf(subject);
  const onHead = decisionFor(landing, subject, decision, group);
  return {
    kind: "change.landed",
    key: `change.landed/${subject.repositoryId}/${subject.number}/${landing.mergeCommitSha ?? landing.headSha}`,
    tenant: subject.tenant,
    occurredAt: landing.mergedAt,
    body: {
      change_id: `${repo.name}#${subject.number}@${landing.ref}`,
      repo,
      ref: landing.ref,
      landing: {
        after: landing.mergeCommitSha ?? "unavailable",
        landed_at: landing.mergedAt.toISOString(),
        landed_source: "pull_request_api",
        merger: landing.mergedBy === null ? null : actorMark(landing.mergedBy),
      },
      content: { head: landing.headSha, base: landing.baseSha, tree_match: "unavailable" },
      pr: { number: subject.number, title: committed(landing.title) },
      policy: { digest: onHead?.body.policy ?? null, decision: decisionOn(onHead), decided_seq: onHead?.seq ?? null },
      collected: { missing: ["landing.kind", "commits", "content.landed_tree", "protection"] },
    },
    documents: [],
  };
}

/** How the gate stood to a merge: it let it pass, let it pass under a break-glass, or did not. */
export function standingOf(...given: Parameters<typeof decisionFor>): "pass" | "break-glass" | "bypass" {
  const decision = decisionOn(decisionFor(...given));
  return decision === "fail" ? "break-glass" : decision;
}

function decisionFor(
  landing: Landing,
  subject: Subject,
  decision: { seq: number; body: DecisionBody } | null,
  group: { seq: number; body: GroupDecisionBody } | null,
) {
  return group === null ? onPullRequest(decision, landing) : onGroup(group, landing, subject);
}

function onPullRequest(decision: { seq: number; body: DecisionBody } | null, { headSha, ref }: Landing) {
  const isOnThis = decision?.body.head === headSha && `refs/heads/${decision.body.base.ref}` === ref;
  return isOnThis ? decision : null;
}

function onGroup(group: { seq: number; body: GroupDecisionBody }, { headSha }: Landing, { number }: Subject) {
  const isBrought = group.body.pull_requests.some((pull) => pull.number === number && pull.head === headSha);
  return isBrought ? group : null;
}

/** How records name a repository. */
export function repoOf({ repositoryId, owner, name }: Omit<Subject, "number">) {
  return { id: repositoryId, name: `${owner}/${name}` };
}

/** A verdict without its words. */
export function summaryOf(verdict: Verdict) {
  if (!verdict.gated) return { gated: false, mode: null, conclusion: null, exception: false, controls: [] };
  const controls = verdict.controls.map(({ id, enforcement, outcome }) => ({ id, enforcement, outcome }));
  const { mode, conclusion, exception } = verdict;
  return { gated: true, mode, conclusion, exception: exception !== null, controls };
}

/** A merge without a passing verdict on its head went round the gate. */
function decisionOn(
  decision: { body: Pick<DecisionBody, "conclusion" | "exception"> } | null,
): "pass" | "fail" | "bypass" {
  if (decision?.body.conclusion === "success") return decision.body.exception ? "fail" : "pass";
  return "bypass";
}
