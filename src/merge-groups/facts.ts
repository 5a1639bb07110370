import type { Check, Readable } from "../domain/facts.ts";
import type { Conclusion } from "../domain/verdict.ts";

/** What a group adds its change to. */
export type Foundation =
  | { kind: "tip" }
  /** The head of another group, and what that was last judged to be; null: not judged yet. */
  | { kind: "group"; number: number; conclusion: Conclusion | null }
  | { kind: "stranger" };

/** What a merge group is judged on, beside the facts of its pull request. */
export interface GroupFacts {
  /** The group as the queue told of it. */
  group: {
    headSha: string;
    headRef: string;
    baseRef: string;
    baseSha: string;
    number: number;
    /** When it was first seen here (UTC). */
    seenAt: string;
  };
  /** The pull request that the group's branch names, as GitHub tells of it now. */
  pullRequest: { repositoryId: number; baseRef: string; headSha: string; state: string };
  foundation: Foundation;
  /** Whether the group's tree is what merging the pull request's head into the group's base yields, and nothing else. */
  addsOnly: Readable<boolean>;
  /** Checks of the group's head. */
  checks: Readable<Check[]>;
  /** (UTC) */
  now: string;
}
