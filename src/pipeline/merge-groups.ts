import type { Conclusion } from "../domain/verdict.ts";
import type { Report, RepositoryRef } from "./ports.ts";

/** A merge group, by the commit that is its head. */
export interface MergeGroupRef extends RepositoryRef {
  headSha: string;
}

/** A merge group as a delivery told it: claims, until GitHub was asked. */
export interface MergeGroup {
  headSha: string;
  /** Its temporary branch: `refs/heads/gh-readonly-queue/main/pr-7-…`. */
  headRef: string;
  /** The branch that it is to land on: `main`. */
  baseRef: string;
  /** What it adds to: the tip of that branch, or the head of the group before it. */
  baseSha: string;
  /** The pull request that its temporary branch is named after. */
  number: number;
}

/** A group that GitHub asked checks for. */
export interface KnownGroup extends MergeGroup {
  seenAt: Date;
  /** What it was last judged to be; null: not judged yet. */
  conclusion: Conclusion | null;
}

/** Groups that one thing concerns: of a pull request, on a group, or into a branch. */
export type GroupsOf = Pick<MergeGroup, "number"> | Pick<MergeGroup, "baseSha"> | Pick<MergeGroup, "baseRef">;

/** The merge groups that there are, as far as this app was told. */
export interface MergeGroupMemory {
  /** Remembers a group and when it was first seen; what is known of it stays. */
  keep(repository: RepositoryRef, group: MergeGroup, seenAt: Date): Promise<void>;
  find(ref: MergeGroupRef): Promise<KnownGroup | null>;
  /** The heads of the groups that are concerned. */
  headsOf(repository: RepositoryRef, concerned: GroupsOf): Promise<string[]>;
  /** Returns whether it is another conclusion than before. */
  keepConclusion(ref: MergeGroupRef, conclusion: Conclusion): Promise<boolean>;
  /** Its temporary branch is gone: it landed, was thrown out, or is built anew under another head. */
  forget(ref: MergeGroupRef): Promise<void>;
  /** What was last written on its head; null: nothing. */
  lastReport(ref: MergeGroupRef): Promise<Report | null>;
  keepReport(ref: MergeGroupRef, report: Report): Promise<void>;
}

/** Asks for merge groups to be judged: coalesced as pull requests are, and never behind them. */
export interface MergeGroupQueue {
  /** Judges as soon as possible, or at a time. */
  enqueueGroup(ref: MergeGroupRef, options?: { at?: Date }): Promise<void>;
}
