/** A check that was seen on recent pull requests, or that the rules of the branch require. */
export interface SeenCheck {
  name: string;
  /** Slug of the app that writes it, or login of who sets the status; null: nobody knows. */
  producer: { app: string } | { creator: string } | null;
  /** On how many of the recent pull requests it was. */
  times: number;
  isRequired: boolean;
}

/** How a repository works today, as far as GitHub tells. */
export interface Habits {
  /** `acme/api`. */
  repository: string;
  isOrganization: boolean;
  defaultBranch: string;
  /** Other branches that are protected. */
  protectedBranches: readonly string[];
  /** Approvals that the default branch's rules ask for; null: none. */
  approvals: number | null;
  asksForSignatures: boolean;
  asksForUpToDate: boolean;
  /** Who owns everything by CODEOWNERS. */
  owners: { users: readonly string[]; teams: readonly string[] } | null;
  /** How many merged pull requests were looked at. */
  pullRequests: number;
  checks: readonly SeenCheck[];
}
