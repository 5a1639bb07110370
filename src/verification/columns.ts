import type { Json } from "./canonical.ts";
import type { Landed, LandedCheck, LandedCommit, LandedReview } from "./landed.ts";
import { localTime } from "./local-time.ts";
import type { Manifest } from "./manifest.ts";
import type { Parts, Remedy, Result } from "./result.ts";
import type { Value } from "./rows.ts";

/** What a bundle tells of people and their words. */
type Profile = Manifest["profile"];

/** A landing, with all that its row in the population tells. */
export interface Judged {
  seq: number;
  hash: string;
  tz: string;
  landed: Landed;
  profile: Profile;
  /** null: nobody can read them, or they are not there any more. */
  commits: readonly LandedCommit[] | null;
  reviews: readonly LandedReview[] | null;
  checks: readonly LandedCheck[] | null;
  disclosed: ReadonlyMap<string, Json>;
  /** The number of its branch's segment. */
  segment: number;
  parts: Parts;
  remedy: Remedy;
  result: Result;
}

/** The row of a landing, cell by cell from its record. */
export function populationRow(judged: Judged): Record<string, Value> {
  const { landed, seq, disclosed } = judged;
  const { landing, pr, repo } = landed;
  return {
    change_id: landed.change_id,
    seq,
    repo: repo.name,
    repo_id: repo.id,
    ref: landed.ref,
    landing_kind: landing.kind,
    landed_at_utc: landing.landed_at,
    landed_at_local: localTime(landing.landed_at, judged.tz),
    merged_at_utc: landing.merged_at,
    deployed_at_utc: null,
    before_sha: landing.before,
    after_sha: landing.after,
    commits: landed.commits.all,
    pr_number: pr?.number,
    pr_url: pr === null ? null : { endsWith: `/${repo.name}/pull/${pr.number}` },
    title: pr === null ? null : told(disclosed, "/body/pr/title", judged.profile),
    ...peopleOf(judged),
    ...approvalOf(judged),
    tree_match: landed.content.tree_match,
    ...outcomesOf(judged),
    policy_version: landed.policy.digest,
    policy_decision: landed.policy.decision,
    protection_ok: landed.protection.drift === "unavailable" ? "unavailable" : !landed.protection.drift,
    bypass_used: landed.protection.bypass_used,
    emergency: landed.classification.type === "emergency",
    exception_ids: list(landed.exceptions),
    result: judged.result,
    leaf_hash: judged.hash,
  };
}

function peopleOf({ landed, commits, reviews }: Judged): Record<string, Value> {
  const { approval, landing, pr } = landed;
  const seniors = reviews?.filter(({ by, counted, role }) => counted && role === "senior" && by !== null);
  return {
    author: pr?.author,
    committers: people(commits?.map(({ committer }) => committer)),
    merger: landing.merger,
    approvers: approval === "unavailable" ? approval : list(approval.approvers),
    senior_approvers: people(seniors?.map(({ by }) => by)),
  };
}

function approvalOf({ landed: { approval } }: Judged): Record<string, Value> {
  const isKnown = approval !== "unavailable";
  return {
    approved_at_utc: isKnown ? approval.approved_at : null,
    approval_before_merge: isKnown ? approval.before_merge : approval,
    approval_on_final_head: isKnown ? approval.on_final_head : approval,
    sod_ok: isKnown ? !Object.values(approval.sod).includes(false) : approval,
  };
}

function outcomesOf({ landed, checks, disclosed, profile }: Judged): Record<string, Value> {
  const ticket = (_: unknown, index: number) => told(disclosed, `/body/tickets/${index}/key`, profile);
  const plainHttp = landed.policy.rules.find(({ id }) => id === "plain-http");
  return {
    tickets: list(landed.tickets.map(ticket)),
    tests: outcomeOf(checks, ["test"]),
    scans: outcomeOf(checks, ["sast", "sca", "secret", "iac"]),
    plain_http: plainHttp?.outcome ?? outcomeOf(checks, ["http"]),
  };
}

function outcomeOf(checks: readonly LandedCheck[] | null, categories: readonly string[]): string {
  if (checks === null) return "unavailable";
  const own = checks.filter(({ category }) => categories.includes(category));
  if (own.length === 0) return "none";
  return own.some((check) => check.conclusion !== "success" || !check.before_merge) ? "fail" : "pass";
}

/** A text that the record holds a commitment to: itself, or why it is not told. */
export function told(disclosed: ReadonlyMap<string, Json>, path: string, profile: Profile): string {
  if (!isTold(path, profile)) return "(withheld)";
  const value = disclosed.get(path);
  if (value === undefined) return "(erased)";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Whether a bundle of this profile discloses what stands there. */
export function isTold(path: string, profile: Profile): boolean {
  if (profile !== "pseudonymous") return profile === "full";
  return path === "/body/pr/title" || /^\/body\/tickets\/\d+\/key$/.test(path);
}

/** The row of a landing that has a packet, for its exceptions. */
export function sampleRow({ landed, seq, result }: Judged): Record<string, Value> {
  return { change_id: landed.change_id, seq, stratum: "exception", result, exception_ids: list(landed.exceptions) };
}

/** The row of a commit. */
export function commitRow({ landed, segment }: Judged, commit: LandedCommit): Record<string, Value> {
  const { sha, parents, tree, authored_at, committed_at, author, committer, signature } = commit;
  const place = { repo_id: landed.repo.id, ref: landed.ref, sha, change_id: landed.change_id };
  const made = {
    tree,
    on_first_parent: commit.on_first_parent,
    authored_at,
    committed_at,
    author,
    committer,
    signature,
    segment,
  };
  return { ...place, parents: parents.join(" "), ...made };
}

/** The row of a review. */
export function reviewRow({ landed }: Judged, review: LandedReview): Record<string, Value> {
  return {
    change_id: landed.change_id,
    review_id: review.id,
    reviewer: review.by,
    state: review.state,
    commit_sha: review.commit,
    submitted_at_utc: review.at,
    role: review.role,
    counted: review.counted,
    reason: review.why_not,
  };
}

/** The row of a check. */
export function checkRow({ landed }: Judged, check: LandedCheck): Record<string, Value> {
  return {
    change_id: landed.change_id,
    name: check.name,
    category: check.category,
    app_id: check.app_id,
    head_sha: check.head,
    conclusion: check.conclusion,
    completed_at_utc: check.at,
    before_merge: check.before_merge,
    required_by: check.required_by,
    new_findings: check.findings?.new,
    waived: check.findings?.waived,
    report_sha256: null,
  };
}

function people(found: readonly (string | null)[] | undefined): string {
  if (found === undefined) return "unavailable";
  return list([...new Set(found.flatMap((one) => one ?? []))].sort());
}

function list(values: readonly string[]): string {
  return values.join(";");
}
