import type { Account, Team } from "./accounts.ts";
import type { Issue } from "./issues.ts";
import type { Repository } from "./repository.ts";

/** States of a review. https://docs.github.com/en/rest/pulls/reviews */
export type ReviewState = "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED" | "PENDING";

/** A review of a pull request. */
export type Review = {
  id: number;
  user: Account | null;
  body: string;
  state: ReviewState;
  commitId: string;
  submittedAt: string;
};

/** One side of a pull request; a deleted fork leaves `repository` null. */
export type Side = { repository: Repository | null; owner: Account; ref: string; sha: string };

/** What became of a request to merge in the background, as the API tells it. https://docs.github.com/en/rest/pulls/pulls#get-the-result-of-an-asynchronous-merge */
export type AsyncMerge = { status: "merged" | "enqueued" | "failed"; details: { message: string; sha?: string } };

/** A pull request; title, body, labels, comments are on its issue. */
export type PullRequest = {
  id: number;
  number: number;
  issue: Issue;
  repository: Repository;
  head: Side;
  base: Side & { repository: Repository };
  draft: boolean;
  maintainerCanModify: boolean;
  merged: boolean;
  mergedAt: string | null;
  mergedBy: Account | null;
  /** While open: the test merge; once merged: the commit that landed. */
  mergeCommitSha: string | null;
  /** False: conflicts. */
  mergeable: boolean | null;
  requestedReviewers: Account[];
  requestedTeams: Team[];
  /** Who last pushed to the head branch. */
  lastPusher: Account | null;
  reviews: Review[];
  /** What became of requests to merge it in the background, by their id. */
  asyncMerges: Map<string, AsyncMerge>;
};
