import type { LandingResult } from "../audit/judgement.ts";
import type { LandedBody, LandedCheck, LandedCommit, LandedReview } from "../evidence/bodies.ts";
import type { Disclosure } from "../pipeline/evidence-source.ts";
import { type Cell, csvRow, listCell } from "./csv.ts";
import { textCell } from "./disclosed.ts";
import type { Leaf } from "./leaf.ts";
import type { Profile } from "./request.ts";

export const populationColumns =
  "change_id,seq,repo,repo_id,ref,landing_kind,landed_at_utc,landed_at_local,merged_at_utc,deployed_at_utc,before_sha,after_sha,commits,pr_number,pr_url,title,author,committers,merger,approvers,senior_approvers,approved_at_utc,approval_before_merge,approval_on_final_head,sod_ok,tree_match,tickets,tests,scans,plain_http,policy_version,policy_decision,protection_ok,bypass_used,emergency,exception_ids,result,leaf_hash";
export const commitColumns =
  "repo_id,ref,sha,change_id,parents,tree,on_first_parent,authored_at,committed_at,author,committer,signature,segment";
export const reviewColumns = "change_id,review_id,reviewer,state,commit_sha,submitted_at_utc,role,counted,reason";
export const checkColumns =
  "change_id,name,category,app_id,head_sha,conclusion,completed_at_utc,before_merge,required_by,new_findings,waived,report_sha256";

/** A landing with everything that stands in documents of its own; null: a document is not there any more. */
export interface LandingView {
  leaf: Leaf<LandedBody>;
  commits: LandedCommit[] | null;
  reviews: LandedReview[] | null;
  checks: LandedCheck[] | null;
  disclosures: ReadonlyMap<string, Disclosure>;
  result: LandingResult;
  /** The number of its branch's segment in refs.csv. */
  segment: number;
  /** Hexadecimal. */
  leafHash: string;
  landedLocal: string;
}

/** A line of population.csv. */
export function populationLine(view: LandingView, { profile, server }: { profile: Profile; server: string }): string {
  const { leaf, disclosures } = view;
  const { body } = leaf;
  const { landing, pr, protection, policy } = body;
  const place = [body.change_id, leaf.seq, body.repo.name, body.repo.id, body.ref, landing.kind];
  const times = [landing.landed_at, view.landedLocal, landing.merged_at, ""];
  const url = pr === null ? "" : `${server}/${body.repo.name}/pull/${pr.number}`;
  const title = pr === null ? "" : textCell(profile, "/body/pr/title", disclosures);
  const change = [landing.before, landing.after, body.commits.all, pr?.number, url, title, pr?.author];
  const tickets = body.tickets.map((_, index) => textCell(profile, `/body/tickets/${index}/key`, disclosures));
  const gate = [policy.digest, policy.decision, holds(protection.drift), protection.bypass_used];
  const end = [body.classification.type === "emergency", listCell(body.exceptions), view.result, view.leafHash];
  return csvRow([
    ...place,
    ...times,
    ...change,
    committersOf(view.commits),
    landing.merger,
    ...approvalCells(view),
    body.content.tree_match,
    listCell(tickets),
    outcomeOf(view.checks, ["test"]),
    outcomeOf(view.checks, ["sast", "sca", "secret", "iac"]),
    plainHttpOf(view),
    ...gate,
    ...end,
  ]);
}

function approvalCells({ leaf, reviews }: LandingView): Cell[] {
  const { approval } = leaf.body;
  const seniors = reviews?.filter(({ counted, role, by }) => counted && role === "senior" && by !== null);
  const senior =
    seniors === undefined ? "unavailable" : listCell([...new Set(seniors.map(({ by }) => by ?? ""))].sort());
  if (approval === "unavailable") return ["unavailable", senior, "", "unavailable", "unavailable", "unavailable"];
  const separate = Object.values(approval.sod).every(Boolean);
  const { approvers, approved_at: at, before_merge: before, on_final_head: onHead } = approval;
  return [listCell(approvers), senior, at, before, onHead, separate];
}

function committersOf(commits: readonly LandedCommit[] | null): string {
  if (commits === null) return "unavailable";
  return listCell([...new Set(commits.flatMap(({ committer }) => (committer === null ? [] : [committer])))].sort());
}

/** pass: each of them succeeded before the merge · fail · none: there was none · unavailable. */
function outcomeOf(checks: readonly LandedCheck[] | null, categories: readonly LandedCheck["category"][]): string {
  if (checks === null) return "unavailable";
  const own = checks.filter(({ category }) => categories.includes(category));
  if (own.length === 0) return "none";
  return own.every(({ conclusion, before_merge: before }) => conclusion === "success" && before) ? "pass" : "fail";
}

/** What the gate's own control said; where it was not asked, what a check said. */
function plainHttpOf({ leaf, checks }: LandingView): string {
  return leaf.body.policy.rules.find(({ id }) => id === "plain-http")?.outcome ?? outcomeOf(checks, ["http"]);
}

function holds(drift: boolean | "unavailable"): Cell {
  return drift === "unavailable" ? drift : !drift;
}

/** The lines of commits.csv. */
export function commitLines({ leaf, commits, segment }: LandingView): string {
  const { repo, ref, change_id: id } = leaf.body;
  const lines = (commits ?? []).map((commit) => {
    const { sha, parents, tree, on_first_parent: first, authored_at: authored, committed_at: committed } = commit;
    const end = [commit.author, commit.committer, commit.signature, segment];
    return csvRow([repo.id, ref, sha, id, parents.join(" "), tree, first, authored, committed, ...end]);
  });
  return lines.join("");
}

/** The lines of reviews.csv. */
export function reviewLines({ leaf, reviews }: LandingView): string {
  const lines = (reviews ?? []).map(({ id, by, state, commit, at, role, counted, why_not: whyNot }) =>
    csvRow([leaf.body.change_id, id, by, state, commit, at, role, counted, whyNot]),
  );
  return lines.join("");
}

/** The lines of checks.csv. */
export function checkLines({ leaf, checks }: LandingView): string {
  const lines = (checks ?? []).map((check) => {
    const {
      name,
      category,
      app_id: app,
      head,
      conclusion,
      at,
      before_merge: before,
      required_by: by,
      findings,
    } = check;
    const found = [findings?.new, findings?.waived, ""];
    return csvRow([leaf.body.change_id, name, category, app, head, conclusion, at, before, by, ...found]);
  });
  return lines.join("");
}
