import type { Actor, Check } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";
import type { CountingSettings } from "../review/approvals.ts";
import type { LandedBody } from "./bodies.ts";
import { approvalOf } from "./landed/approval.ts";
import type { LandedChange, Missing } from "./landed/change.ts";
import { landedChecks } from "./landed/checks.ts";
import { classify, ticketsOf, unreadFacts } from "./landed/classification.ts";
import { type Decided, type DecidedOn, standingOf } from "./landed/decision.ts";
import { commitsDocument, counted, listed } from "./landed/listed.ts";
import { weighReviews } from "./landed/reviews.ts";
import { rulesOf } from "./landed/rules.ts";
import { actorMark, committed } from "./personal.ts";
import type { DecisionBody, GroupDecisionBody, LogEntry } from "./record.ts";

/** The gate's part in a landing. */
export interface LandedDecision {
  /** The decision that counts; null: there was none. */
  decision: Decided<DecisionBody | GroupDecisionBody> | null;
  /** What the pull request was judged on. */
  on: DecidedOn | null;
  /** `sha256:` of the facts in it. */
  facts: string | null;
  /** Checks of the merge group, where one landed. */
  groupChecks: readonly Check[];
}

/** What each part of the body is, before people become pseudonyms. */
type Body = Record<keyof LandedBody, unknown>;

/** Characters of a reason: it may quote what GitHub answered. */
const longestReason = 200;
/** As many fields as are told to be missing. */
const mostMissing = 30;

/** The record of one change of one move of a gated branch. */
export function landedRecord(change: LandedChange, decided: LandedDecision): LogEntry<"change.landed"> {
  const { landing, key, tenant, pull, ref } = change;
  const name = `${change.owner}/${change.name}`;
  const missing: Missing[] = [...change.missing];
  const body: Body = {
    change_id: pull === null ? `${name}!push:${landing.after}@${ref}` : `${name}#${pull.number}@${ref}`,
    repo: { id: change.repositoryId, name },
    ref: ref.toWellFormed(),
    landing: landingOf(change, missing),
    commits: {
      ...counted(change.commits.map(({ sha }) => sha)),
      first_parent: change.commits.filter(({ isOnFirstParent }) => isOnFirstParent).length,
      items: commitsDocument(change.commits),
      removed: counted(change.removed),
    },
    content: contentOf(change),
    pr: pull === null ? null : pullOf(pull),
    tickets: ticketsOf(decided.on?.facts ?? null, decided.on?.settings ?? null),
    classification: classify(change, decided.on, decided.decision?.body.exception ?? false),
    ...reviewsOf(change, decided, missing),
    checks: checksOf(change, decided, missing),
    policy: policyOf(change, decided),
    protection: protectionOf(change, missing),
    exceptions: change.exceptions.map((exception) => exception.toWellFormed()),
    collected: { app: change.app, settle_s: change.settleSeconds, missing: told(missing, decided) },
  };
  return { kind: "change.landed", key, tenant, occurredAt: landing.at, body, documents: [] };
}

function landingOf({ landing }: LandedChange, missing: Missing[]): Record<keyof LandedBody["landing"], unknown> {
  const { ruleSuite } = landing;
  const isUntold = isUnavailable(ruleSuite);
  if (isUntold) missing.push({ field: "landing.rule_suite", reason: ruleSuite.unavailable });
  return {
    kind: landing.kind,
    before: landing.before,
    after: landing.after,
    tip: landing.tip,
    forced: landing.forced,
    landed_at: landing.at.toISOString(),
    landed_source: landing.source,
    merged_at: landing.mergedAt?.toISOString() ?? null,
    pusher: markOf(landing.pusher),
    merger: markOf(landing.merger),
    rule_suite: isUntold ? "unavailable" : ruleSuite,
  };
}

function markOf(actor: Actor | null) {
  return actor === null ? null : actorMark(actor);
}

function pullOf({ number, author, openedAt, title }: NonNullable<LandedChange["pull"]>) {
  return {
    number,
    author: markOf(author),
    opened_at: openedAt?.toISOString() ?? null,
    title: committed(title, author),
  };
}

function contentOf({ content }: LandedChange): LandedBody["content"] {
  const { head, base, files, additions, deletions } = content;
  const { expectedTree, landedTree, treeMatch, treeSource } = content;
  const trees = {
    expected_tree: expectedTree,
    landed_tree: landedTree,
    tree_match: treeMatch,
    tree_source: treeSource,
  };
  return { head, base, ...trees, files, additions, deletions };
}

/** Reviews, and what they amount to, as the decision's facts tell them. */
function reviewsOf(change: LandedChange, { on, facts }: LandedDecision, missing: Missing[]) {
  const unread = (reason: string) => {
    missing.push({ field: "reviews", reason }, { field: "approval", reason });
    return { reviews: "unavailable", approval: "unavailable" };
  };
  if (change.pull === null) return { reviews: [], approval: nobodyAsked };
  if (on === null || on.facts === null) return unread("the gate has no facts of this head");
  const senior = on.settings?.["senior-review"];
  const asked = senior === undefined || senior.enforcement === "off" ? null : (senior as unknown as CountingSettings);
  const weighed = weighReviews(on.facts, asked);
  if (typeof weighed === "string") return unread(weighed);
  const reviews = weighed.reviews.map(({ review, author, role, whyNot }) => ({
    id: review.id,
    by: markOf(author),
    state: review.state.toUpperCase(),
    commit: isUnavailable(review.commit) ? null : review.commit,
    at: isUnavailable(review.submittedAt) ? null : new Date(review.submittedAt).toISOString(),
    role,
    role_source: `facts@${facts}`,
    counted: whyNot === null,
    why_not: whyNot,
  }));
  return { reviews: listed(reviews), approval: approvalOf(weighed, on.facts, change) };
}

/** A push without a pull request has nobody's approval. */
const nobodyAsked = {
  required: 0,
  obtained: 0,
  senior: 0,
  before_merge: false,
  approved_at: null,
  on_final_head: false,
  sod: {
    approver_not_author: true,
    approver_not_committer: true,
    approver_not_coauthor: true,
    approver_not_sole_merger: true,
  },
  approvers: [],
} satisfies LandedBody["approval"];

function checksOf({ pull, landing }: LandedChange, { on, groupChecks }: LandedDecision, missing: Missing[]) {
  if (pull === null) return [];
  const checks = on?.facts?.checks ?? { unavailable: "the gate has no facts of this head" };
  if (isUnavailable(checks) || on === null || on.facts === null) {
    missing.push({ field: "checks", reason: isUnavailable(checks) ? checks.unavailable : "no facts" });
    return "unavailable";
  }
  const all = [...checks, ...groupChecks];
  return listed(landedChecks(all, on.settings ?? {}, on.facts, landing.mergedAt ?? landing.at));
}

function policyOf({ app }: LandedChange, { decision, on }: LandedDecision): LandedBody["policy"] {
  const body = decision?.body ?? null;
  const standing = standingOf(decision);
  return {
    digest: body?.policy ?? null,
    decision: standing === "break-glass" ? "fail" : standing,
    decided_seq: decision?.seq ?? null,
    mode: body?.mode ?? null,
    exception: body?.exception ? "break-glass" : null,
    rules: body === null ? [] : rulesOf(body, on),
    engine: app,
  };
}

function protectionOf({ protection, landing }: LandedChange, missing: Missing[]): LandedBody["protection"] {
  const { ruleSuite } = landing;
  const isUntold = isUnavailable(ruleSuite);
  if (isUntold) missing.push({ field: "protection.bypass_used", reason: ruleSuite.unavailable });
  const bypassUsed = isUntold ? "unavailable" : ruleSuite.result === "bypass";
  if (protection === null) {
    missing.push({ field: "protection", reason: "the branch's rules were never read" });
    return { snapshot_seq: null, drift: "unavailable", bypass_used: bypassUsed };
  }
  const { required, pinned, pull_request: asksForPull } = protection.gate;
  return { snapshot_seq: protection.seq, drift: !(required && pinned && asksForPull), bypass_used: bypassUsed };
}

function told(missing: readonly Missing[], { on }: LandedDecision): Missing[] {
  const all = [...missing, ...(on?.facts == null ? [] : unreadFacts(on.facts))];
  const cut = all.map(({ field, reason }) => ({ field, reason: reason.slice(0, longestReason).toWellFormed() }));
  return cut.slice(0, mostMissing);
}
