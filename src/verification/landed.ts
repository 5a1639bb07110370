import { z } from "zod";

const text = z.string();
const actor = text.nullable();
const count = z.int().min(0);
const unavailable = z.literal("unavailable");
const flag = z.boolean().or(unavailable);
const listed = <Item extends z.ZodType>(item: Item) => z.array(item).or(z.object({ count, digest: text }));

const review = z.object({
  id: count,
  by: actor,
  state: text,
  commit: actor,
  at: text,
  role: actor,
  counted: z.boolean(),
  why_not: actor,
});

const check = z.object({
  name: text,
  app_id: count.nullable(),
  head: text,
  conclusion: actor,
  at: actor,
  before_merge: z.boolean(),
  category: text,
  required_by: text,
  findings: z.object({ new: count, waived: count }).nullable(),
});

/** One commit, as the list that a landing names holds it. */
export const commitSchema = z.object({
  sha: text,
  parents: z.array(text),
  tree: text,
  on_first_parent: z.boolean(),
  authored_at: text,
  committed_at: text,
  author: actor,
  committer: actor,
  coauthors: z.array(text),
  signature: text,
});

export const reviewsSchema = z.array(review);
export const checksSchema = z.array(check);

const approval = z.object({
  required: count,
  obtained: count,
  senior: count,
  before_merge: z.boolean(),
  approved_at: actor,
  on_final_head: z.boolean(),
  sod: z.record(text, z.boolean()),
  approvers: z.array(text),
});

/** What verification reads of a landing's record: its own reading of the published form. */
export const landedSchema = z.object({
  change_id: text,
  repo: z.object({ id: count, name: text }),
  ref: text,
  landing: z.object({
    kind: text,
    before: text,
    after: text,
    tip: text,
    forced: z.boolean(),
    landed_at: text,
    merged_at: actor,
    pusher: actor,
    merger: actor,
  }),
  commits: z.object({
    all: count,
    first_parent: count,
    digest: text,
    items: text,
    removed: z.object({ all: count, digest: text }),
  }),
  content: z.object({ head: actor, base: actor, tree_match: flag }),
  pr: z.object({ number: count, author: actor }).nullable(),
  tickets: z.array(z.object({ system: text, key: text, verified: z.boolean() })),
  classification: z.object({ type: text, risk: text }),
  reviews: listed(review).or(unavailable),
  approval: approval.or(unavailable),
  checks: listed(check).or(unavailable),
  policy: z.object({
    digest: actor,
    decision: text,
    decided_seq: count.nullable(),
    exception: actor,
    rules: z.array(z.object({ id: text, enforcement: text, outcome: text })),
  }),
  protection: z.object({ drift: flag, bypass_used: flag }),
  exceptions: z.array(text),
});

export type Landed = z.output<typeof landedSchema>;
export type LandedCommit = z.output<typeof commitSchema>;
export type LandedReview = z.output<typeof review>;
export type LandedCheck = z.output<typeof check>;
