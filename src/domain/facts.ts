import { z } from "zod";
import { exceptionSchema } from "./exception.ts";
import { actorSchema, actors, count, readable, sha, time, unavailableSchema } from "./fact-schema.ts";
import { codeScanningSchema, dependencyChangeSchema, secretScanningSchema } from "./security-facts.ts";

export type { BreakGlass, Waiver } from "./exception.ts";
export type { Actor, Readable, Unavailable } from "./fact-schema.ts";

const digest = z.string().startsWith("sha256:");

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
  testMerge: sha
    .nullable()
    .default(null)
    .describe("GitHub's merge of the head into the base, for trial; null: none then"),
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
export type PullRequest = z.output<typeof pullRequestSchema>;
export type Commit = z.output<typeof commitSchema>;
export type Review = z.output<typeof reviewSchema>;
export type ChangedFile = z.output<typeof fileSchema>;
export type Check = z.output<typeof checkSchema>;
export type DependencyChange = z.output<typeof dependencyChangeSchema>;
export type PolicyChange = z.output<typeof policyChangeSchema>;
export type BranchRules = z.output<typeof branchRulesSchema>;
export type Severity = "critical" | "high" | "medium" | "low";
