import { z } from "zod";

/** A fact that could not be read, and why. What needs it is `unknown`, and unknown blocks. */
export type Unavailable = { unavailable: string };
/** A fact that was read, or the reason why it was not. */
export type Readable<T> = T | Unavailable;

const unavailableSchema = z.strictObject({ unavailable: z.string() });

/** A member that may be unavailable; one that is absent is unavailable, too. */
function readable<T extends z.ZodType>(schema: T) {
  return z.union([schema, unavailableSchema]).default({ unavailable: "not given" });
}

const sha = z.string().min(1);
const digest = z.string().startsWith("sha256:");
const count = z.int().min(0);
/** RFC 3339, UTC. */
const time = z.iso.datetime();

/** An account on GitHub. Its identity is the numeric id; the login is for people to read. */
export const actorSchema = z.strictObject({ id: z.int(), login: z.string(), type: z.enum(["User", "Bot"]) });
const actors = z.array(actorSchema);

const repositorySchema = z.strictObject({
  id: z.int(),
  owner: z.string(),
  name: z.string(),
  defaultBranch: readable(z.string()),
  private: readable(z.boolean()),
});

const pullRequestSchema = z.strictObject({
  number: z.int().min(1),
  title: readable(z.string()),
  body: readable(z.string().nullable()),
  draft: readable(z.boolean()),
  labels: readable(z.array(z.string())),
  author: readable(actorSchema.nullable()).describe("null: the account was deleted"),
  base: z.strictObject({ ref: z.string().min(1), sha: sha.describe("the branch's tip now") }),
  mergeBase: readable(sha),
  head: z.strictObject({
    ref: z.string().min(1),
    sha,
    repositoryId: readable(z.int().nullable()).describe("null: the fork was deleted"),
    seenAt: readable(time).describe("when this app first saw this head"),
  }),
  changedFiles: readable(count),
  commits: readable(count),
  additions: readable(count),
  deletions: readable(count),
  diff: readable(digest.nullable()).describe("digest over every changed file; null: the list of files is incomplete"),
});

const commitSchema = z.strictObject({
  sha,
  parents: readable(z.array(sha)),
  message: readable(z.string()),
  author: readable(actorSchema.nullable()),
  committer: readable(actorSchema.nullable()),
  authorEmail: readable(z.string().nullable()),
  coAuthors: readable(
    z.array(z.strictObject({ name: z.string(), email: z.string(), actor: readable(actorSchema.nullable()) })),
  ),
  verified: readable(z.boolean()),
  updateMerge: readable(z.boolean()).describe("a clean merge of the base, proven by its tree"),
});

const pushersSchema = z.strictObject({
  actors: readable(actors),
  complete: readable(z.boolean()).describe("false: pushes before the installation are not known"),
});

const reviewSchema = z.strictObject({
  id: z.int(),
  author: readable(actorSchema.nullable()),
  state: z.enum(["approved", "changes_requested", "commented", "dismissed"]),
  dismissal: readable(
    z
      .strictObject({ from: z.enum(["approved", "changes_requested"]), by: readable(actorSchema.nullable()) })
      .nullable(),
  ),
  commit: readable(sha.nullable()),
  diff: readable(digest.nullable()),
  submittedAt: readable(time),
});

const fileSchema = z.strictObject({
  path: z.string().min(1),
  previousPath: readable(z.string().nullable()),
  status: readable(z.enum(["added", "modified", "removed", "renamed", "copied"])),
  additions: readable(count),
  deletions: readable(count),
  mode: readable(z.string()).describe("git's file mode at the head, of a removed file at the merge base"),
  binary: readable(z.boolean()),
  patch: readable(z.string().nullable()),
  text: readable(z.string().nullable()).describe("the file at the head"),
});

const checkSchema = z.strictObject({
  id: readable(z.int()),
  suiteId: readable(z.int().nullable()),
  name: z.string(),
  kind: z.enum(["check-run", "status"]),
  app: readable(z.strictObject({ id: z.int(), slug: z.string() }).nullable()),
  creator: readable(actorSchema.nullable()),
  workflow: readable(z.string().nullable()),
  event: readable(z.string().nullable()),
  headSha: readable(sha),
  status: z.enum(["completed", "in_progress", "queued", "waiting", "requested", "pending"]),
  conclusion: readable(z.string().nullable()),
  completedAt: readable(time.nullable()),
});

/** Severity of an alert or advisory, worst first. GitHub's `moderate` is `medium`. */
export const severitySchema = z
  .enum(["critical", "high", "medium", "low", "moderate"])
  .overwrite((value) => (value === "moderate" ? "medium" : value));

const codeScanningSchema = z.strictObject({
  analyses: readable(
    z.array(
      z.strictObject({
        tool: z.string(),
        version: readable(z.string().nullable()),
        headSha: readable(sha.nullable()),
        error: readable(z.string()),
      }),
    ),
  ),
  alerts: readable(
    z.array(
      z.strictObject({
        number: z.int(),
        tool: readable(z.string()),
        rule: readable(z.string()),
        severity: readable(severitySchema),
        state: readable(z.string()),
        new: readable(z.boolean()).describe("not open on the base branch"),
        path: readable(z.string().nullable()),
        line: readable(z.int().nullable()),
      }),
    ),
  ),
});

const dependencyChangeSchema = z.strictObject({
  change: z.enum(["added", "removed"]),
  ecosystem: readable(z.string()),
  name: z.string(),
  version: readable(z.string().nullable()),
  previousVersion: readable(z.string().nullable()),
  license: readable(z.string().nullable()),
  scope: readable(z.string().nullable()),
  manifest: readable(z.string()),
  vulnerabilities: readable(z.array(z.strictObject({ ghsa: z.string(), severity: readable(severitySchema) }))),
});

const secretScanningSchema = z.strictObject({
  alerts: readable(
    z.array(
      z.strictObject({
        number: z.int(),
        type: readable(z.string()),
        state: readable(z.string()),
        new: readable(z.boolean()).describe("a location in a commit of this pull request"),
      }),
    ),
  ),
});

const branchRulesSchema = z.strictObject({
  requiredChecks: readable(z.array(z.strictObject({ name: z.string(), appId: readable(z.int().nullable()) }))),
  requiresPullRequest: readable(z.boolean()),
  bypassActors: readable(
    z.array(z.strictObject({ id: readable(z.int().nullable()), type: z.string(), mode: readable(z.string()) })),
  ),
  appId: readable(z.int()).describe("this app"),
});

const policyChangeSchema = z.strictObject({
  path: z.string(),
  before: readable(z.string().nullable()),
  after: readable(z.string().nullable()),
});

const breakGlassSchema = z.strictObject({
  kind: z.literal("break-glass"),
  headSha: sha,
  requestedBy: actorSchema,
  approvedBy: actors,
  grantedAt: time,
  expiresAt: time,
  reason: z.string(),
  incident: z.string(),
});
const waiverSchema = z.strictObject({
  kind: z.literal("waiver"),
  rule: z.string(),
  path: z.string(),
  line: z.int().min(1).nullish(),
  approvedBy: actorSchema,
  expiresAt: time,
  reason: z.string(),
});
const exceptionSchema = z.discriminatedUnion("kind", [breakGlassSchema, waiverSchema]);

/** Everything a pull request is judged on: one JSON document (contract, section 7). */
export const factsSchema = z.strictObject({
  repository: repositorySchema,
  pullRequest: pullRequestSchema,
  commits: readable(z.array(commitSchema)),
  pushers: readable(pushersSchema),
  reviews: readable(z.array(reviewSchema)),
  files: readable(z.array(fileSchema)),
  checks: readable(z.array(checkSchema)),
  roles: readable(z.record(z.string(), readable(actors))),
  codeScanning: readable(codeScanningSchema),
  dependencyChanges: readable(z.array(dependencyChangeSchema)),
  secretScanning: readable(secretScanningSchema),
  branchRules: readable(branchRulesSchema),
  organization: readable(z.strictObject({ twoFactorRequired: readable(z.boolean()) })),
  policyChange: z.union([policyChangeSchema, z.null(), unavailableSchema]).default(null),
  exceptions: z.union([z.array(exceptionSchema), unavailableSchema]).default([]),
  now: time,
});

export type Facts = z.output<typeof factsSchema>;
/** A document that may leave facts out: what `simulate --facts` reads. */
export type FactsInput = z.input<typeof factsSchema>;
export type FactName = Exclude<keyof Facts, "now">;
export type Actor = z.output<typeof actorSchema>;
export type PullRequest = z.output<typeof pullRequestSchema>;
export type Commit = z.output<typeof commitSchema>;
export type Review = z.output<typeof reviewSchema>;
export type ChangedFile = z.output<typeof fileSchema>;
export type Check = z.output<typeof checkSchema>;
export type DependencyChange = z.output<typeof dependencyChangeSchema>;
export type BranchRules = z.output<typeof branchRulesSchema>;
export type PolicyChange = z.output<typeof policyChangeSchema>;
export type Exception = z.output<typeof exceptionSchema>;
export type BreakGlass = z.output<typeof breakGlassSchema>;
export type Waiver = z.output<typeof waiverSchema>;
export type Severity = "critical" | "high" | "medium" | "low";
