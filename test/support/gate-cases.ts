import fc from "fast-check";
import { stringify } from "yaml";
import type { FactsInput } from "../../src/domain/facts.ts";
import {
  ada,
  approval,
  bob,
  check,
  cleo,
  commit,
  dan,
  eve,
  file,
  HEAD,
  NOW,
  OLD_HEAD,
  olga,
  omar,
  pullRequest,
  review,
} from "./facts.ts";

/** One judgement to be made: what the policy says, how it came, and the facts. */
export interface GateCase {
  policy: Record<string, unknown>;
  floor: Record<string, unknown> | null;
  /** Why the policy on the default branch does not load. */
  error: string | null;
  /** Why the floor is not known any more. */
  floorMissing: string | null;
  facts: FactsInput;
}

const enforcement = fc.constantFrom("block", "block", "block", "warn", "off");
const few = <T>(...items: T[]) => fc.subarray(items);

/** A control's settings, of which those in the second list are always written. */
function control(settings: Record<string, fc.Arbitrary<unknown>>, written: string[] = []) {
  const model: Record<string, fc.Arbitrary<unknown>> = { enforcement, ...settings };
  return fc.record(model, { requiredKeys: written });
}

const unit = "unit*";
const integration = { name: "integration", app: "github-actions", workflow: ".github/workflows/ci.yml" };
const lint = { name: "lint", creator: "robot[bot]" };

/** Settings that the green facts below satisfy, so that what spoils them decides. */
const controls = fc.record(
  {
    "senior-review": control({
      approvals: fc.constantFrom(1, 2),
      "independent-of": fc.constantFrom("contributors", "author"),
      "unknown-authors": fc.constantFrom("block", "extra-approval", "ignore"),
      "keep-approvals": fc.constantFrom("same-diff", "same-commit"),
      "changes-requested": fc.constantFrom("block", "ignore"),
    }),
    "unit-tests": control({ checks: fc.constant([unit]) }, ["checks"]),
    "integration-tests": control({ checks: fc.constantFrom([integration], [integration, unit]) }, ["checks"]),
    lint: control({ checks: fc.constantFrom([lint], ["lint-*"]) }, ["checks"]),
    "code-scan": control(
      {
        alerts: fc.record(
          {
            tool: fc.constant("CodeQL"),
            version: fc.constantFrom(">=2.15.0", "^2.16.0"),
            "fail-on": fc.constantFrom("critical", "high", "medium", "any"),
          },
          { requiredKeys: ["tool"] },
        ),
      },
      ["alerts"],
    ),
    "dependency-scan": control(
      {
        checks: fc.constantFrom(["dependency-review"], []),
        review: fc.record(
          {
            "fail-on": fc.constantFrom("critical", "high", "low"),
            "deny-licenses": fc.constantFrom([], ["AGPL-3.0*"]),
            "major-updates": fc.constantFrom("off", "warn", "block"),
          },
          { requiredKeys: [] },
        ),
      },
      ["checks", "review"],
    ),
    "secret-scan": control(
      { checks: fc.constantFrom(["secrets"], []), alerts: fc.constantFrom({}, { "fail-on": "any" }) },
      ["checks", "alerts"],
    ),
    "plain-http": control({
      "fail-on": fc.constantFrom("error", "warning"),
      "allow-hosts": few("metrics.internal"),
      "ignore-paths": few("vendor/**"),
    }),
    "linked-issue": control({ in: fc.constantFrom(["title"], ["title", "body", "branch", "commits"]) }),
    "signed-commits": control({}),
    "guarded-paths": control({ paths: fc.constantFrom(["ops/**"], ["ops/**", "**/CODEOWNERS"]) }),
    "up-to-date": control({}),
    "gate-required": control({ "allow-bypass": few("Team:9") }),
    "two-factor": control({}),
  },
  { requiredKeys: ["senior-review", "guarded-paths"] },
);

/** Rules of which a fact more never takes a tightening back: no `authors`, no `size: "<20"` where they tighten. */
const rule = fc.oneof(
  fc.record({
    when: fc.constantFrom({ paths: "src/**" }, { base: "main" }, { labels: "risky" }, { size: ">400" }),
    controls: fc.constantFrom({ "senior-review": { approvals: 2 } }, { "signed-commits": {} }),
  }),
  fc.record({
    when: fc.constantFrom({ "only-paths": "docs/**" }, { authors: ["ada"] }, { "only-paths": ["docs/**", "src/**"] }),
    controls: fc.constantFrom({ "senior-review": { approvals: 1 } }, { "two-factor": { enforcement: "off" } }),
  }),
);

const roles = { senior: { teams: ["seniors"] }, officer: { teams: ["officers"] } };
const gatePolicy = fc
  .record({ active: controls, rules: fc.array(rule, { maxLength: 2 }), breakGlass: fc.boolean() })
  .map(({ active, rules, breakGlass }) => ({
    version: 1,
    roles,
    controls: active,
    rules: rules.map((one, index) => ({ name: `rule ${index}`, ...one })),
    ...(breakGlass && { "break-glass": {} }),
  }));
const floorPolicy = controls.map((active) => ({ version: 1, roles, controls: active }));

const reviews = fc
  .tuple(
    fc.constantFrom([bob, cleo], [bob, cleo, dan]),
    fc.boolean(),
    fc.subarray([
      review(eve, "approved"),
      review(dan, "commented"),
      review(bob, "changes_requested", { submittedAt: "2026-11-22T10:00:00Z" }),
      review(cleo, "dismissed", { submittedAt: "2026-11-22T11:00:00Z", dismissal: { from: "approved", by: eve } }),
    ]),
  )
  .map(([seniors, isOlder, others]) => [
    ...others,
    ...seniors.map((senior) => approval(senior, isOlder && senior === bob ? { commit: OLD_HEAD } : {})),
  ]);

const files = fc
  .subarray([
    file("docs/guide.md", ["Read this."]),
    file("src/b.ts", ["export const b = 2;"]),
    file("vendor/c.js", ['get("http://api.initech.io")']),
    file("logo.png", [], { binary: true, patch: null }),
    file("src/new.ts", ["let n = 1;"], { status: "renamed", previousPath: "src/old.ts" }),
  ])
  .map((more) => [file("src/a.ts", ["let a = 1;"]), ...more.filter(({ path }) => path !== "vendor/c.js")]);

const checks = [
  check("unit (20)", { id: 1 }),
  check("unit (22)", { id: 2 }),
  check("integration", { id: 3 }),
  check("lint", { id: 4, kind: "status", app: null, creator: { id: 99, login: "robot[bot]", type: "Bot" } }),
  check("lint-ts", { id: 5 }),
  check("dependency-review", { id: 6 }),
  check("secrets", { id: 7 }),
];

const dependency = {
  change: "added" as const,
  ecosystem: "npm",
  name: "x",
  version: "1.2.0",
  previousVersion: null,
  license: "MIT",
  scope: "runtime",
  manifest: "package.json",
  vulnerabilities: [],
};

const breakGlass = {
  kind: "break-glass" as const,
  headSha: HEAD,
  requestedBy: dan,
  approvedBy: [olga, omar],
  grantedAt: "2026-11-23T11:00:00Z",
  expiresAt: "2026-11-23T14:00:00Z",
  reason: "the shop is down",
  incident: "INC-1",
};

/** Facts with which every control passes that {@link gatePolicy} may list. */
const greenFacts: fc.Arbitrary<FactsInput> = fc
  .record({
    reviews,
    files,
    labels: few("risky", "bug"),
    isGreenByException: fc.integer({ min: 0, max: 9 }),
    updateMerge: fc.boolean(),
  })
  .map(({ reviews: given, files: changed, labels, isGreenByException, updateMerge }) => {
    const commits = [
      commit({ sha: OLD_HEAD }),
      commit(updateMerge ? { parents: [OLD_HEAD, "d".repeat(40)], updateMerge, author: eve } : { parents: [OLD_HEAD] }),
    ];
    return {
      repository: { id: 1, owner: "acme", name: "api", defaultBranch: "main", private: true },
      pullRequest: pullRequest({
        title: "AB-1 Change something",
        labels,
        changedFiles: changed.length,
        commits: commits.length,
      }),
      commits,
      pushers: { actors: [ada], complete: true },
      reviews: [...given, approval(olga)],
      files: changed,
      checks,
      roles: { senior: [bob, cleo, dan], officer: [olga, omar] },
      codeScanning: { analyses: [{ tool: "CodeQL", version: "2.16.1", headSha: HEAD, error: "" }], alerts: [] },
      dependencyChanges: [dependency],
      secretScanning: { alerts: [] },
      branchRules: {
        requiredChecks: [{ name: "mergewarden", appId: 1001 }],
        requiresPullRequest: true,
        bypassActors: [{ id: 3, type: "User", mode: "pull_request" }],
        appId: 1001,
      },
      organization: { twoFactorRequired: true },
      policyChange: null,
      exceptions: isGreenByException === 0 ? [breakGlass] : [],
      now: NOW,
    };
  });

/** A policy and facts with which it passes, unless policy and floor ask for more than there is. */
export const greenCases: fc.Arbitrary<GateCase> = fc.record({
  policy: gatePolicy,
  floor: fc.option(floorPolicy, { freq: 4 }),
  error: fc.constant(null),
  floorMissing: fc.constant(null),
  facts: greenFacts,
});

/** The policy's text, as a pull request would change it. */
export function textOf(policy: Record<string, unknown>): string {
  return stringify(policy);
}
