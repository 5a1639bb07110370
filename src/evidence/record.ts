import type { Facts } from "../domain/facts.ts";
import type { ControlSettings, EffectivePolicy, Mode } from "../domain/policy.ts";
import { isUnavailable } from "../domain/readable.ts";
import type { ControlVerdict, Verdict } from "../domain/verdict.ts";
import { canonicalBytes, sha256, wellFormed } from "./canonical.ts";

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
  settings: Readonly<Record<string, ControlSettings>>;
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
  mode: Mode | null;
  conclusion: string | null;
  policy: string;
  exception: boolean;
  controls: Pick<ControlVerdict, "id" | "enforcement" | "outcome">[];
  /** Digests of documents. */
  facts: string;
  verdict: string;
  settings: string;
}

/** The body of `gate.decided` on a merge group, as far as later records build on it. */
export interface GroupDecisionBody {
  pull_requests: { number: number; head: string; decided_seq: number }[];
  mode: Mode | null;
  conclusion: string | null;
  policy: string;
  exception: boolean;
  controls: Pick<ControlVerdict, "id" | "enforcement" | "outcome">[];
  /** Digest of a document. */
  facts: string;
}

/** What decisions on one pull request share in the log. */
export function subjectOf({ repositoryId, number }: Pick<Subject, "repositoryId" | "number">): string {
  return `pull-request/${repositoryId}/${number}`;
}

/**
 * The record of one decision: digests of the policy, the settings, the facts and the verdict, and themselves as documents.
 * Facts that differ in nothing but the time of reading, with the same verdict, are the same decision.
 */
export function decisionRecord(decision: Decision, subject: Subject): LogEntry<"gate.decided"> {
  const { verdict, effective } = decision;
  const facts = wellFormed(decision.facts) as Facts;
  const documents = [facts, verdict, effective, decision.settings].map((one) => canonicalBytes(wellFormed(one)));
  const [factsDigest, verdictDigest, effectiveDigest, settingsDigest] = documents.map(sha256);
  const { pullRequest } = facts;
  const body = {
    repo: repoOf(subject),
    pull_request: subject.number,
    head: pullRequest.head.sha,
    base: { ref: pullRequest.base.ref, sha: pullRequest.base.sha },
    ...summaryOf(verdict),
    policy: decision.policyDigest,
    effective: effectiveDigest,
    settings: settingsDigest,
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
