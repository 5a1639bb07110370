import type { LandedBody } from "../evidence/bodies.ts";
import { type Finding, finding, inForce, type Judged, unavailable } from "./finding.ts";

/** Seniors who wrote none of it approved exactly the head that landed, before it landed. */
export function approvalFindings(landed: LandedBody): Judged {
  if (!inForce(landed, ["senior-review"])) return { applies: false, findings: [] };
  const { approval } = landed;
  if (approval === "unavailable") return { applies: true, findings: [unavailable("approval", "approval")] };
  const found: Finding[] = [];
  const { author, committer, coauthor, merger } = independence(approval.sod);
  const isIndependent = author && committer && coauthor && merger;
  if (!isIndependent) found.push(finding("approval", "SELF_APPROVAL", "an approver took part in the change"));
  if (approval.obtained > 0 && !approval.on_final_head) {
    found.push(finding("approval", "STALE_APPROVAL", "approved was another head than the one that landed"));
  }
  const needed = Math.max(1, approval.required);
  if (approval.obtained < needed || !approval.before_merge) {
    found.push(finding("approval", "NO_APPROVAL", "fewer approvals before the landing than are required"));
  } else if (approval.senior < needed) {
    found.push(finding("approval", "NOT_SENIOR", "fewer approvals by seniors than are required"));
  }
  return { applies: true, findings: found };
}

function independence(sod: Exclude<LandedBody["approval"], "unavailable">["sod"]) {
  return {
    author: sod.approver_not_author,
    committer: sod.approver_not_committer,
    coauthor: sod.approver_not_coauthor,
    merger: sod.approver_not_sole_merger,
  };
}
