import type { Actor, Facts } from "../domain/facts.ts";
import type { Evaluation } from "../engine/judge.ts";
import type { PolicyInForce } from "../engine/policy-in-force.ts";

/** A repository on GitHub; its identity is the numeric id, owner and name may change. */
export interface RepositoryRef {
  installationId: number;
  repositoryId: number;
  owner: string;
  name: string;
}

/** One pull request. */
export interface PullRequestRef extends RepositoryRef {
  number: number;
}

/** A push to the head of a pull request, as a delivery told it. */
export interface Push {
  /** All zeros for the push that opened the pull request. */
  before: string;
  after: string;
  pusher: Actor;
}

/** What this app remembers of a pull request beyond what GitHub tells. */
export interface PullRequestMemory {
  /** When this head was first seen here (UTC): remembers `now` if it never was. */
  seenAt(ref: PullRequestRef, headSha: string, now: Date): Promise<Date>;
  /** Remembers a push once, however often it is told. */
  keepPush(ref: PullRequestRef, push: Push): Promise<void>;
  /** Pushes in the order they came; complete: false unless the push that opened the pull request is among them. */
  pushes(ref: PullRequestRef): Promise<{ pushes: Push[]; complete: boolean }>;
  /** Contributors that earlier evaluations found: the set never shrinks on a rebase. */
  contributors(ref: PullRequestRef): Promise<Actor[]>;
  keepContributors(ref: PullRequestRef, actors: readonly Actor[]): Promise<void>;
}

/** What was last written on a pull request, so that nothing is written when nothing changed. */
export interface Report {
  headSha: string;
  checkRunId: number | null;
  /** The conclusion (or `held-back`, by another pull request), a space, and the SHA-256 of the check run's content. */
  checkRunDigest: string | null;
  commentId: number | null;
  /** SHA-256 of the comment's body. */
  commentDigest: string | null;
}

export interface ReportMemory {
  last(ref: PullRequestRef): Promise<Report | null>;
  keep(ref: PullRequestRef, report: Report): Promise<void>;
}

/** A policy file as it was read from GitHub. */
export interface PolicyFile {
  /** Where it was read: `acme/api:.github/mergewarden.yml`. */
  source: string;
  text: string;
  /** The blob's id in git. */
  blobSha: string;
}

/** The last policies that loaded: what judges while the one on the default branch does not load. */
export interface PolicyMemory {
  lastGood(repository: RepositoryRef): Promise<PolicyFile | null>;
  keepGood(repository: RepositoryRef, file: PolicyFile): Promise<void>;
  /** The floor that an installation was last seen with; null if it never had one. */
  lastFloor(installationId: number): Promise<PolicyFile | null>;
  /** `null` forgets it: a merged change removed it. */
  keepFloor(installationId: number, file: PolicyFile | null): Promise<void>;
}

/** One entry of the evidence log. `body` is JSON without floats. */
export interface EvidenceRecord {
  kind:
    | "gate.decided"
    | "change.landed"
    | "app.started"
    | `exception.${"opened" | "decided" | "overdue" | "escalated" | "resolved"}`
    | "waiver.granted"
    | "waiver.expired"
    | "policy.snapshot"
    | "protection.snapshot"
    | "access.snapshot"
    | "ref.observed"
    | "scope.snapshot"
    | `gap.${"opened" | "closed"}`
    | `identity.${"bound" | "erased"}`
    | `key.${"rotated" | "revoked"}`
    | "log.rotated"
    | "evidence.read"
    | "evidence.held"
    | "evidence.released"
    | "evidence.expired"
    | "export.created"
    | "sample.drawn";
  /** The same key appends once; with a subject, once in a row: what changes and changes back is told again. */
  key: string;
  /** What the record is about, where its state at the end matters: a pull request. */
  subject?: string;
  /** The installation's account id. */
  tenant: number;
  occurredAt: Date;
  body: unknown;
  /** Canonical bytes that the body names by their SHA-256: too long, or too personal, for the log itself. */
  documents?: readonly Uint8Array[];
}

/** The append-only log of what the gate decided. */
export interface EvidenceLog {
  /** Returns the record's sequence number. Durable when the promise resolves. */
  append(record: EvidenceRecord): Promise<number>;
  /** The last record about a subject, or null. */
  last(tenant: number, subject: string): Promise<{ seq: number; body: unknown } | null>;
  /** The record without a subject under this key, or null. */
  find(tenant: number, key: string): Promise<{ seq: number; body: unknown } | null>;
  /** A document that records name by `sha256:…`; null: it is not there any more. */
  document(tenant: number, digest: string): Promise<Uint8Array | null>;
}

/** The world around one evaluation. */
export interface Ports {
  loadPolicy(ref: PullRequestRef): Promise<PolicyInForce>;
  /** One snapshot of the facts that the policy in force needs. */
  gather(ref: PullRequestRef, policy: PolicyInForce): Promise<Facts>;
  record(ref: PullRequestRef, evaluation: Evaluation): Promise<void>;
  report(ref: PullRequestRef, evaluation: Evaluation): Promise<void>;
}
