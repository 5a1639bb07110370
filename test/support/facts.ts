import { type Actor, type Facts, type FactsInput, factsSchema } from "../../src/domain/facts.ts";

export const HEAD = "a".repeat(40);
export const OLD_HEAD = "b".repeat(40);
export const BASE = "c".repeat(40);
export const DIFF = `sha256:${"1".repeat(64)}`;
export const NOW = "2026-11-23T12:00:00Z";

export function user(id: number, login: string): Actor {
  return { id, login, type: "User" };
}
/** ada wrote the pull request; bob, cleo and dan are seniors; eve is a colleague; olga and omar are officers. */
export const ada = user(1, "ada");
export const bob = user(2, "bob");
export const cleo = user(3, "cleo");
export const dan = user(4, "dan");
export const eve = user(5, "eve");
export const olga = user(6, "olga");
export const omar = user(7, "omar");
export const robot: Actor = { id: 99, login: "robot[bot]", type: "Bot" };
export const webFlow = user(19864447, "web-flow");

type Member<K extends keyof FactsInput, E = NonNullable<FactsInput[K]>> = E extends readonly (infer T)[] ? T : never;
export type CommitInput = Member<"commits">;
export type ReviewInput = Member<"reviews">;
export type FileInput = Member<"files">;
export type CheckInput = Member<"checks">;
export type PullRequestInput = FactsInput["pullRequest"];

export function commit(changes: Partial<CommitInput> = {}): CommitInput {
  return {
    sha: HEAD,
    parents: [BASE],
    message: "Change something",
    author: ada,
    committer: ada,
    authorEmail: "ada@acme.test",
    coAuthors: [],
    verified: true,
    updateMerge: false,
    ...changes,
  };
}

let reviewId = 0;
export function review(
  author: Actor | null,
  state: ReviewInput["state"],
  changes: Partial<ReviewInput> = {},
): ReviewInput {
  reviewId += 1;
  return {
    id: reviewId,
    author,
    state,
    dismissal: null,
    commit: HEAD,
    diff: DIFF,
    submittedAt: `2026-11-23T10:00:${String(reviewId % 60).padStart(2, "0")}Z`,
    ...changes,
  };
}
export function approval(author: Actor, changes: Partial<ReviewInput> = {}): ReviewInput {
  return review(author, "approved", changes);
}

export function file(path: string, lines: readonly string[] = [], changes: Partial<FileInput> = {}): FileInput {
  return {
    path,
    previousPath: null,
    status: "modified",
    additions: lines.length,
    deletions: 0,
    mode: "100644",
    binary: false,
    patch: [`@@ -0,0 +1,${lines.length} @@`, ...lines.map((line) => `+${line}`)].join("\n"),
    text: null,
    ...changes,
  };
}

export function check(name: string, changes: Partial<CheckInput> = {}): CheckInput {
  return {
    id: 1,
    suiteId: 1,
    name,
    kind: "check-run",
    app: { id: 15368, slug: "github-actions" },
    creator: null,
    workflow: ".github/workflows/ci.yml",
    event: "pull_request",
    headSha: HEAD,
    status: "completed",
    conclusion: "success",
    completedAt: "2026-11-23T11:00:00Z",
    ...changes,
  };
}

export function pullRequest(changes: Partial<PullRequestInput> = {}): PullRequestInput {
  return {
    number: 7,
    title: "Change something",
    body: null,
    draft: false,
    labels: [],
    author: ada,
    base: { ref: "main", sha: BASE },
    mergeBase: BASE,
    testMerge: null,
    head: { ref: "topic", sha: HEAD, repositoryId: 1, seenAt: "2026-11-23T11:50:00Z" },
    changedFiles: 1,
    commits: 1,
    additions: 1,
    deletions: 0,
    diff: DIFF,
    ...changes,
  };
}

/** Facts of a pull request by ada that changes one harmless line; every member can be replaced. */
export function facts(changes: Partial<FactsInput> = {}): Facts {
  const files = changes.files ?? [file("src/a.ts", ["let a = 1;"])];
  const commits = changes.commits ?? [commit()];
  const counts = {
    ...(Array.isArray(files) && { changedFiles: files.length }),
    ...(Array.isArray(commits) && { commits: commits.length }),
  };
  return factsSchema.parse({
    repository: { id: 1, owner: "acme", name: "api", defaultBranch: "main", private: true },
    pushers: { actors: [ada], complete: true },
    reviews: [],
    checks: [],
    roles: { senior: [bob, cleo, dan], officer: [olga, omar] },
    codeScanning: { analyses: [], alerts: [] },
    dependencyChanges: [],
    secretScanning: { alerts: [] },
    branchRules: {
      requiredChecks: [{ name: "mergewarden", appId: 1001 }],
      requiresPullRequest: true,
      bypassActors: [],
      appId: 1001,
    },
    organization: { twoFactorRequired: true },
    policyChange: null,
    exceptions: [],
    now: NOW,
    ...changes,
    files,
    commits,
    pullRequest: changes.pullRequest ?? pullRequest(counts),
  });
}
