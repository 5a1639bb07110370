import type { BranchRules } from "../domain/facts.ts";
import type { RepositoryRef } from "./ports.ts";

/** How a branch is protected, as far as the gate needs it. */
export interface BranchPosture {
  /** The name of the check that is to be required. */
  check: string;
  required: boolean;
  /** Required of this app, and of no other that can write a check of that name. */
  pinned: boolean;
  pull_request: boolean;
  /** Who can always bypass the rules, as `Type:id`; GitHub does not tell everybody. */
  bypass: readonly string[] | "unavailable";
}

/** What an organisation demands of its members. */
export interface OrganizationPosture {
  two_factor_required: boolean;
}

/** How something stood, from when to when it was seen so. */
export interface Snapshot<State> {
  state: State;
  since: Date;
  seenAt: Date;
}

/** How things stood over time. */
export interface PostureMemory {
  /** How it was seen last, or null. */
  last<State>(subject: string): Promise<Snapshot<State> | null>;
  /** It was seen so. Returns whether that is a change: the first sight is one. */
  keep(subject: string, state: BranchPosture | OrganizationPosture, at: Date): Promise<boolean>;
  /** Branches of a repository that required the check when they were seen last. */
  requiredBranches(repositoryId: number): Promise<{ branch: string; check: string }[]>;
}

/** A branch whose rules were read. */
export interface ObservedBranch {
  repository: RepositoryRef;
  /** The id of the account that owns the repository. */
  tenant: number;
  branch: string;
  /** The name of the check that is to be required. */
  check: string;
}

/** Who is told how things stand, keeps it, and tells of what became weaker. */
export interface PostureWatch {
  /** What cannot be told from the rules, because a part was not readable, changes nothing. */
  branch(observed: ObservedBranch, rules: BranchRules, at: Date): Promise<void>;
  organization(tenant: number, state: OrganizationPosture, at: Date): Promise<void>;
}
