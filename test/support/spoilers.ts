import fc from "fast-check";
import type { FactsInput } from "../../src/domain/facts.ts";
import { ada, bob, cleo, dan, file, HEAD, OLD_HEAD, olga, omar, review } from "./facts.ts";
import { type GateCase, greenCases, textOf } from "./gate-cases.ts";
import { type Change, change, listOf, replace, type Spoiler, unread } from "./spoiler.ts";

const seniors = [bob, cleo, dan];

function withFile(facts: FactsInput, added: Parameters<typeof file>): Partial<FactsInput> {
  const { changedFiles } = facts.pullRequest;
  const files = [...listOf(facts.files), file(...added)];
  const atLeast = typeof changedFiles === "number" ? Math.max(changedFiles, files.length) : changedFiles;
  return { files, pullRequest: { ...facts.pullRequest, changedFiles: atLeast } };
}
function withCheck(name: string, state: Record<string, unknown>): Change {
  return ({ checks }) => ({
    checks: listOf(checks).map((check) => (check.name.startsWith(name) ? { ...check, ...state } : check)),
  });
}
function withPolicyChange(after: (given: GateCase) => string | { unavailable: string } | null): Change {
  return (_facts, given) => ({
    policyChange: { path: ".github/mergewarden.yml", before: textOf(given.policy), after: after(given) },
  });
}
function withRules(state: Record<string, unknown>): Change {
  return ({ branchRules }) =>
    branchRules && "unavailable" in branchRules ? {} : { branchRules: { ...branchRules, ...state } };
}
function withAnalyses(state: Record<string, unknown>): Change {
  return ({ codeScanning }) => {
    if (!codeScanning || "unavailable" in codeScanning) return {};
    const analyses = listOf(codeScanning.analyses).map((analysis) => ({ ...analysis, ...state }));
    return { codeScanning: { ...codeScanning, analyses } };
  };
}
const withoutOlga: Change = ({ reviews }) => ({
  reviews: listOf(reviews).filter(({ author }) => author !== olga),
});

function ofChecks(control: string, name: string): Spoiler[] {
  return [
    change(control, "fail", "failed", withCheck(name, { conclusion: "failure" })),
    change(control, "fail", "skipped", withCheck(name, { conclusion: "skipped" })),
    change(
      control,
      "pending",
      "running",
      withCheck(name, { status: "in_progress", conclusion: null, completedAt: null }),
    ),
    change(
      control,
      "pending",
      "another app's",
      withCheck(name, { kind: "check-run", app: { id: 7, slug: "stranger" } }),
    ),
    change(control, "pending", "another head's", withCheck(name, { headSha: OLD_HEAD })),
    change(control, "unknown", "app unread", withCheck(name, { app: unread, creator: unread })),
    change(control, "unknown", "ending unread", withCheck(name, { conclusion: unread })),
  ];
}

const reviewSpoilers: Spoiler[] = [
  change("senior-review", "fail", "a veto", ({ reviews }) => ({
    reviews: [...listOf(reviews), review(bob, "changes_requested", { submittedAt: "2026-11-23T11:30:00Z" })],
  })),
  replace("senior-review", "pending", "no approvals", ({ reviews }) => ({
    reviews: listOf(reviews).filter(({ author }) => !seniors.some((senior) => senior === (author as unknown))),
  })),
  change("senior-review", "pending", "approved something else", ({ reviews }) => ({
    reviews: listOf(reviews).map((one) =>
      one.state === "approved" ? { ...one, commit: OLD_HEAD, diff: "sha256:other" } : one,
    ),
  })),
  change("senior-review", "fail", "a co-author approved", ({ commits }) => ({
    commits: listOf(commits).map((one) => ({ ...one, coAuthors: [{ name: "b", email: "b@acme.test", actor: bob }] })),
  })),
  change("senior-review", "fail", "seniors pushed", ({ pushers }) => ({
    pushers:
      pushers && "actors" in pushers
        ? { ...pushers, actors: [...listOf(pushers.actors), bob, cleo] }
        : { actors: [bob, cleo], complete: true },
  })),
  change("senior-review", "fail", "an author whom nobody knows", ({ commits }) => ({
    commits: listOf(commits).map((one) => (one.sha === OLD_HEAD ? { ...one, author: null } : one)),
  })),
  change("senior-review", "fail", "approvers known by address alone", ({ commits }) => ({
    commits: listOf(commits).map((one, index) => {
      const senior = seniors[index % seniors.length] ?? bob;
      return { ...one, author: null, authorEmail: `${senior.id}+${senior.login}@users.noreply.github.com` };
    }),
  })),
  replace("senior-review", "fail", "too few seniors", () => ({ roles: { senior: [], officer: [olga, omar] } })),
  change("senior-review", "unknown", "reviews unread", () => ({ reviews: unread })),
  change("senior-review", "unknown", "commits cut short", ({ pullRequest }) => ({
    pullRequest: { ...pullRequest, commits: 300 },
  })),
];

const scanSpoilers: Spoiler[] = [
  ...(["critical", "medium"] as const).map((severity) =>
    change("code-scan", "fail", `a new ${severity} alert`, ({ codeScanning }) => ({
      codeScanning: {
        analyses: codeScanning && "analyses" in codeScanning ? codeScanning.analyses : [],
        alerts: [
          ...listOf(codeScanning && "alerts" in codeScanning ? codeScanning.alerts : []),
          { number: 1, tool: "CodeQL", rule: "x", severity, state: "open", new: true, path: "a", line: 1 },
        ],
      },
    })),
  ),
  change("code-scan", "pending", "another head's analysis", withAnalyses({ headSha: OLD_HEAD })),
  change("code-scan", "pending", "a failed analysis", withAnalyses({ error: "out of memory" })),
  replace("code-scan", "pending", "no analysis", () => ({ codeScanning: { analyses: [], alerts: [] } })),
  replace("code-scan", "unknown", "no version", () => ({
    codeScanning: { analyses: [{ tool: "CodeQL", version: "nightly", headSha: HEAD, error: "" }], alerts: [] },
  })),
  replace("code-scan", "fail", "an old version", () => ({
    codeScanning: { analyses: [{ tool: "CodeQL", version: "2.1.0", headSha: HEAD, error: "" }], alerts: [] },
  })),
  change("dependency-scan", "fail", "a vulnerable dependency", ({ dependencyChanges }) => ({
    dependencyChanges: listOf(dependencyChanges).map((one) => ({
      ...one,
      vulnerabilities: [{ ghsa: "GHSA-1", severity: "critical" as const }],
    })),
  })),
  change("dependency-scan", "fail", "a denied licence, a major step", ({ dependencyChanges }) => ({
    dependencyChanges: listOf(dependencyChanges).map((one) => ({
      ...one,
      license: "AGPL-3.0-only",
      previousVersion: "0.1.0",
    })),
  })),
  change("dependency-scan", "unknown", "changes unread", () => ({ dependencyChanges: unread })),
  ...ofChecks("dependency-scan", "dependency-review"),
  change("secret-scan", "fail", "a secret", () => ({
    secretScanning: { alerts: [{ number: 1, type: "token", state: "open", new: true }] },
  })),
  change("secret-scan", "unknown", "alerts unread", () => ({ secretScanning: unread })),
  ...ofChecks("secret-scan", "secrets"),
];

const contentSpoilers: Spoiler[] = [
  change("plain-http", "fail", "plain HTTP", (facts) =>
    withFile(facts, ["src/z.ts", ['fetch("http://api.initech.io/v1")']]),
  ),
  change("plain-http", "unknown", "a file without text", (facts) =>
    withFile(facts, ["src/y.ts", ["x"], { patch: null }]),
  ),
  change("plain-http", "unknown", "a list cut short", ({ pullRequest }) => ({
    pullRequest: { ...pullRequest, changedFiles: 4000, diff: null },
  })),
  replace("linked-issue", "fail", "no issue", ({ pullRequest }) => ({
    pullRequest: { ...pullRequest, title: "Change" },
  })),
  change("linked-issue", "unknown", "title unread", ({ pullRequest }) => ({
    pullRequest: { ...pullRequest, title: unread },
  })),
  change("signed-commits", "fail", "not signed", ({ commits }) => ({
    commits: listOf(commits).map((one) => ({ ...one, verified: false })),
  })),
  change("signed-commits", "unknown", "signatures unread", ({ commits }) => ({
    commits: listOf(commits).map((one) => ({ ...one, verified: unread })),
  })),
  replace("guarded-paths", "pending", "guarded, no officer", (facts, given) => ({
    ...withFile(facts, ["ops/deploy.sh", ["true"]]),
    ...withoutOlga(facts, given),
  })),
  change("guarded-paths", "pass", "guarded", (facts) => withFile(facts, ["ops/deploy.sh", ["true"]])),
  replace("guarded-paths", "fail", "guarded, all officers contributed", (facts) => ({
    ...withFile(facts, ["ops/deploy.sh", ["true"]]),
    pushers: { actors: [ada, olga, omar], complete: true },
  })),
  replace("guarded-paths", "fail", "guarded, no officers", (facts) => ({
    ...withFile(facts, ["ops/run.sh", ["true"]]),
    roles: { senior: [bob, cleo, dan], officer: [] },
  })),
  change("guarded-paths", "pass", "a symbolic link", (facts) => withFile(facts, ["link", ["a"], { mode: "120000" }])),
  replace("guarded-paths", "unknown", "files unread, no officer", (facts, given) => ({
    files: unread,
    ...withoutOlga(facts, given),
  })),
  change("plain-http", "unknown", "files unread", () => ({ files: unread })),
];

const postureSpoilers: Spoiler[] = [
  change("up-to-date", "fail", "behind", ({ pullRequest }) => ({
    pullRequest: { ...pullRequest, mergeBase: OLD_HEAD },
  })),
  change("up-to-date", "unknown", "unread", ({ pullRequest }) => ({
    pullRequest: { ...pullRequest, mergeBase: unread },
  })),
  change("gate-required", "fail", "a bypass", withRules({ bypassActors: [{ id: 1, type: "User", mode: "always" }] })),
  replace("gate-required", "fail", "not required", withRules({ requiredChecks: [] })),
  change("gate-required", "unknown", "unread", () => ({ branchRules: unread })),
  change("two-factor", "fail", "not asked for", () => ({ organization: { twoFactorRequired: false } })),
  change("two-factor", "unknown", "unread", () => ({ organization: unread })),
];

const policySpoilers: Spoiler[] = [
  {
    control: "policy",
    aim: "fail",
    name: "it does not load",
    disqualifies: true,
    spoil: (given) => ({ ...given, error: "policy.yml:1:1: broken" }),
  },
  {
    control: "policy",
    aim: "unknown",
    name: "the floor is gone",
    disqualifies: true,
    spoil: (given) => ({ ...given, floorMissing: "404" }),
  },
  change(
    "policy-change",
    "pass",
    "loosened",
    withPolicyChange(({ policy }) => textOf({ ...policy, controls: {} })),
  ),
  replace("policy-change", "pending", "loosened without an officer", (facts, given) => ({
    ...withPolicyChange(({ policy }) => textOf({ ...policy, mode: "observe" }))(facts, given),
    ...withoutOlga(facts, given),
  })),
  change(
    "policy-change",
    "fail",
    "broken",
    withPolicyChange(() => "version: 2"),
  ),
  change(
    "policy-change",
    "pass",
    "tightened",
    withPolicyChange(({ policy }) => textOf({ ...policy, "missing-after": 1 })),
  ),
  change(
    "policy-change",
    "unknown",
    "unread",
    withPolicyChange(() => unread),
  ),
];

const checkSpoilers = [
  ...ofChecks("unit-tests", "unit"),
  ...ofChecks("integration-tests", "integration"),
  ...ofChecks("lint", "lint"),
];

export const spoilers: readonly Spoiler[] = [
  ...reviewSpoilers,
  ...checkSpoilers,
  ...scanSpoilers,
  ...contentSpoilers,
  ...postureSpoilers,
  ...policySpoilers,
];

const targets = Map.groupBy(spoilers, ({ control, aim }) => `${control} ${aim}`);

/** A spoiler: one that aims at an outcome of a control is as often as one that aims at another. */
export const anySpoiler: fc.Arbitrary<Spoiler> = fc
  .constantFrom(...targets.values())
  .chain((some) => fc.constantFrom(...some));

/** Cases of which some are green and others miss something, of one control or of several. */
export const gateCases: fc.Arbitrary<GateCase> = fc
  .tuple(greenCases, fc.oneof(fc.constant([]), fc.array(anySpoiler, { minLength: 1, maxLength: 3 })))
  .map(([green, chosen]) => chosen.reduce((given, { spoil }) => spoil(given), green));
