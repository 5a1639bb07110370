import type { PolicyEffect } from "../domain/policy.ts";
import type { RepositoryRef } from "./ports.ts";

/** A repository's own policy, or the floor that it holds for its organisation. */
export type PolicyScope = "repository" | "organization";

/** Where a policy is: a scope, and the id of the repository that holds the file. */
export interface PolicyPlace {
  scope: PolicyScope;
  repositoryId: number;
}

/** A policy as it was seen on a default branch. */
export interface SeenPolicy {
  /** `acme/api:.github/mergewarden.yml` */
  source: string;
  /** null: there was none. */
  file: { blobSha: string; digest: string; text: string } | null;
  /** false: it judges nothing, the last that loads does. */
  loads: boolean;
  /** When it came there, as far as that is known; else when it was seen. */
  since: Date;
}

/** A change by which a policy asks for less. */
export interface PolicyNotice {
  /** The same change has the same key however it was found. */
  key: string;
  repository: RepositoryRef;
  scope: PolicyScope;
  source: string;
  isRemoved: boolean;
  effects: readonly PolicyEffect[];
  since: Date;
  /** What brought it; null: nobody knows. */
  pullRequest: number | null;
  mergedBy: string | null;
}

/** What policies were over time. */
export interface PolicyHistory {
  /** As it was seen last, and the last that loaded. */
  last(place: PolicyPlace): Promise<{ seen: SeenPolicy; good: SeenPolicy | null } | null>;
  /** It was seen so, which is a change if the last one was another; `notice` is then owed, once. */
  keep(place: PolicyPlace, seen: SeenPolicy, notice: PolicyNotice | null, now: Date): Promise<void>;
  /** Notices that were not given yet. */
  owed(): Promise<PolicyNotice[]>;
  /** Whether the caller is to give it now: nobody else tries for five minutes. */
  claim(key: string, now: Date): Promise<boolean>;
  /** It was given by an issue; null: GitHub takes none. */
  keepTold(key: string, issue: { repositoryId: number; number: number } | null): Promise<void>;
}
