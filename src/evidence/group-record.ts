import type { EffectivePolicy } from "../domain/policy.ts";
import type { GatedVerdict } from "../domain/verdict.ts";
import { canonicalBytes, sha256, wellFormed } from "./canonical.ts";
import { type GroupDecisionBody, type LogEntry, repoOf, type Subject, summaryOf } from "./record.ts";

/** What was decided on a merge group, and all that it was decided on. */
export interface GroupDecision {
  verdict: GatedVerdict;
  /** The group, what it stands on and adds, and its checks. */
  facts: { group: { headSha: string; baseRef: string; baseSha: string; number: number }; now: string };
  effective: EffectivePolicy;
  pullRequest: { number: number; headSha: string; decidedSeq: number };
  /** The number in the log of the decision on the group that it stands on; null: it stands on the base's tip. */
  onSeq: number | null;
}

type GroupSubject = Omit<Subject, "number">;

/** What decisions on one merge group share in the log. */
export function groupSubjectOf({ repositoryId }: Pick<Subject, "repositoryId">, headSha: string): string {
  return `merge-group/${repositoryId}/${headSha}`;
}

/**
 * The record of a decision on a merge group: it ties the group's head to the pull request's head that it brings, to the decision
 * on that, and to the group below. Decisions that differ in nothing but the time are one.
 */
export function groupDecisionRecord(decision: GroupDecision, subject: GroupSubject): LogEntry<"gate.decided"> {
  const { facts, verdict, effective, pullRequest, onSeq } = decision;
  const { headSha, baseRef, baseSha } = facts.group;
  const documents = [facts, verdict, effective].map((document) => canonicalBytes(wellFormed(document)));
  const [factsDigest, verdictDigest, effectiveDigest] = documents.map(sha256);
  const body = {
    repo: repoOf(subject),
    merge_group: { head: headSha, base: { ref: baseRef, sha: baseSha }, on_seq: onSeq },
    pull_requests: [
      { number: pullRequest.number, head: pullRequest.headSha, decided_seq: pullRequest.decidedSeq },
    ] satisfies GroupDecisionBody["pull_requests"],
    ...summaryOf(verdict),
    policy: verdict.policyDigest,
    effective: effectiveDigest,
    verdict: verdictDigest,
  };
  const timeless = sha256(canonicalBytes(wellFormed({ ...facts, now: "" })));
  return {
    kind: "gate.decided",
    key: `gate.decided/${sha256(canonicalBytes({ ...body, facts: timeless }))}`,
    subject: groupSubjectOf(subject, headSha),
    tenant: subject.tenant,
    occurredAt: new Date(facts.now),
    body: { ...body, facts: factsDigest },
    documents,
  };
}
