import { factsSchema } from "../../src/domain/facts.ts";
import type { ChangeCommit, LandedChange } from "../../src/evidence/landed/change.ts";
import type { LandedDecision } from "../../src/evidence/landed-record.ts";
import type { DecisionBody } from "../../src/evidence/record.ts";

export const [head, base, merged] = ["a", "b", "c"].map((letter) => letter.repeat(40)) as [string, string, string];
const [ada, bob, eve] = (["ada", "bob", "eve"] as const).map((login, index) => {
  return { id: 11 + index, login, type: "User" as const };
});
/** Ada writes, Bob is a senior engineer, Eve is neither. */
export const people = { ada, bob, eve } as Record<"ada" | "bob" | "eve", NonNullable<typeof ada>>;

/** A commit of Ada's. */
export function commitOf(sha: string, changes: Partial<ChangeCommit> = {}): ChangeCommit {
  return {
    sha,
    parents: [base],
    tree: "e".repeat(40),
    isOnFirstParent: true,
    authoredAt: "2026-11-23T09:00:00.000Z",
    committedAt: "2026-11-23T09:00:00.000Z",
    author: people.ada,
    committer: people.ada,
    coAuthors: [],
    isVerified: true,
    message: "Pay",
    ...changes,
  };
}

/** Pull request 7, squashed into main. */
export function landedChange(changes: Partial<LandedChange> = {}): LandedChange {
  const at = new Date("2026-11-23T12:00:00.000Z");
  const tree = "e".repeat(40);
  return {
    ...{ tenant: 5, repositoryId: 1, owner: "acme", name: "api", ref: "refs/heads/main" },
    key: "change.landed/1/7/c",
    landing: {
      ...{ kind: "pr_squash", before: base, after: merged, tip: merged, forced: false, at, mergedAt: at },
      ...{ source: "activity_api", pusher: people.eve, merger: people.eve },
      ruleSuite: { id: 9, result: "pass" },
    },
    commits: [commitOf(merged)],
    removed: [],
    content: {
      ...{ head, base, expectedTree: tree, landedTree: tree, treeMatch: true, treeSource: "head" },
      ...{ files: 1, additions: 2, deletions: 0 },
    },
    pull: { number: 7, author: people.ada, openedAt: at, title: "Pay" },
    protection: {
      seq: 2,
      gate: { check: "mergewarden", required: true, pinned: true, pull_request: true, bypass: [] },
    },
    exceptions: [],
    missing: [],
    app: "mergewarden/1.2.3",
    settleSeconds: 10,
    ...changes,
  };
}

/** The last decision on pull request 7: it passed. */
export function decisionBody(changes: Partial<DecisionBody> = {}): DecisionBody {
  return {
    head,
    base: { ref: "main", sha: base },
    ...{ mode: "enforce", conclusion: "success", policy: "sha256:p", exception: false },
    controls: [{ id: "senior-review", enforcement: "block", outcome: "pass" }],
    ...{ facts: "sha256:f", verdict: "sha256:v", settings: "sha256:s" },
    ...changes,
  };
}

const verdict = {
  ...({ gated: true, mode: "enforce", conclusion: "success", headSha: head } as const),
  policyDigest: "sha256:p",
  controls: [],
  exception: null,
};
const settings = {
  "senior-review": {
    ...({ enforcement: "block", approvals: 1, from: "senior", "independent-of": "contributors" } as const),
    ...{ "unknown-authors": "extra-approval", "keep-approvals": "same-diff", "changes-requested": "block" },
  },
  "unit-tests": {
    enforcement: "block",
    checks: [{ name: "unit*", app: "github-actions", conclusions: ["success"] }],
  },
  "linked-issue": { enforcement: "warn", pattern: "[A-Z]+-\\d+", in: ["title"] },
} as const;

/** One review of the head, Bob's approval unless told otherwise. */
export function reviewOf(changes: object = {}) {
  return {
    ...{ id: 1, author: people.bob, state: "approved", dismissal: null, commit: head },
    ...{ diff: null, submittedAt: "2026-11-23T11:00:00Z" },
    ...changes,
  };
}

/** One check of the head, the unit tests' success unless told otherwise. */
export function checkOf(changes: object = {}) {
  return {
    ...{ id: 70, suiteId: 1, name: "unit", kind: "check-run", app: { id: 15368, slug: "github-actions" } },
    ...{ creator: null, workflow: null, event: null, headSha: head, status: "completed", conclusion: "success" },
    completedAt: "2026-11-23T10:30:00Z",
    ...changes,
  };
}

/** A decision that passed on facts that hold these reviews and checks. */
export function landedDecision(given: { reviews?: object[]; checks?: object[]; title?: string } = {}): LandedDecision {
  const facts = factsSchema.parse({
    repository: { id: 1, owner: "acme", name: "api" },
    pullRequest: {
      ...{ number: 7, title: given.title ?? "Pay", body: null, author: people.ada, commits: 1, changedFiles: 1 },
      base: { ref: "main", sha: base },
      head: { ref: "topic", sha: head },
    },
    commits: [
      {
        ...{ sha: head, parents: [base], message: "Pay", author: people.ada, committer: people.ada },
        ...{ authorEmail: null, coAuthors: [], verified: true, updateMerge: false },
      },
    ],
    pushers: { actors: [people.ada], complete: true },
    reviews: given.reviews ?? [reviewOf()],
    roles: { senior: [people.bob] },
    checks: given.checks ?? [checkOf()],
    branchRules: {
      ...{ requiredChecks: [{ name: "build", appId: null }], requiresPullRequest: true },
      ...{ bypassActors: [], appId: 1 },
    },
    now: "2026-11-23T11:30:00Z",
  });
  return {
    decision: { seq: 9, body: decisionBody() },
    on: { facts, verdict, settings },
    facts: "sha256:f",
    groupChecks: [],
  };
}
