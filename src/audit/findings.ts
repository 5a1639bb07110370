import type { LandedBody } from "../evidence/bodies.ts";
import { approvalFindings } from "./approval-findings.ts";
import { scanFindings, testFindings } from "./check-findings.ts";
import { type Finding, finding, inForce, type Judged, unavailable } from "./finding.ts";

/** How each part of a landing is judged: by its record alone. */
const parts = {
  approval: approvalFindings,
  tests: testFindings,
  scans: scanFindings,
  request: requestFindings,
  content: contentFindings,
  route: routeFindings,
  protection: protectionFindings,
  policy: policyFindings,
} satisfies Record<Finding["part"], (landed: LandedBody) => Judged>;

/** Everything that was wrong with a landing, and everything that could not be known of it, in a fixed order. */
export function findings(landed: LandedBody): Finding[] {
  return Object.values(parts).flatMap((judge) => judge(landed).findings);
}

/** What one part of a landing came to. */
export function judgePart(part: Finding["part"], landed: LandedBody): Judged {
  return parts[part](landed);
}

/** A request exists: verified, or at least named, as the policy asks. */
function requestFindings(landed: LandedBody): Judged {
  if (!inForce(landed, ["linked-issue"])) return { applies: false, findings: [] };
  const [rule] = landed.policy.rules.filter(({ id }) => id === "linked-issue");
  if (rule?.outcome === "unknown") return { applies: true, findings: [unavailable("request", "linked-issue")] };
  const isTold = rule?.outcome === "pass" && landed.tickets.length > 0;
  return { applies: true, findings: isTold ? [] : [finding("request", "NO_TICKET", "no request is linked")] };
}

/** What landed is what was approved: its tree is the one that the approved commits give. */
function contentFindings({ pr, content }: LandedBody): Judged {
  if (pr === null) return { applies: false, findings: [] };
  if (content.tree_match === true) return { applies: true, findings: [] };
  if (content.tree_match === "unavailable") return { applies: true, findings: [unavailable("content", "tree_match")] };
  return { applies: true, findings: [finding("content", "TREE_MISMATCH", "what landed is not what was approved")] };
}

/** It came through the gate. What a new branch brings beside what others hold already, nobody judged. */
function routeFindings({ landing, policy, protection, commits }: LandedBody): Judged {
  const found: Finding[] = [];
  if (landing.kind === "direct_push" || landing.kind === "bot_push") {
    found.push(finding("route", "DIRECT_PUSH", "pushed without a pull request"));
  } else if (landing.kind === "ref_delete") {
    found.push(finding("route", "REF_DELETED", "the branch was deleted"));
  } else if (landing.kind === "ref_create") {
    if (commits.all > 0) found.push(unavailable("route", "who judged what the new branch brought"));
  } else if (landing.kind.startsWith("pr_") || landing.kind === "merge_queue") {
    if (policy.exception === "break-glass") found.push(finding("route", "BREAK_GLASS", "merged under a break-glass"));
    else if (policy.decision !== "pass") {
      found.push(finding("route", "RULE_BYPASS", "merged without a passing verdict"));
    } else if (protection.bypass_used === true) {
      found.push(finding("route", "RULE_BYPASS", "merged past a rule of the branch"));
    }
  }
  if (landing.kind === "force_push" || landing.forced) {
    found.push(finding("route", "FORCE_PUSH", "the branch's history was replaced"));
  }
  return { applies: true, findings: found };
}

function protectionFindings({ protection }: LandedBody): Judged {
  if (protection.drift === "unavailable") return { applies: true, findings: [unavailable("protection", "drift")] };
  const weakened = finding("protection", "PROTECTION_WEAKENED", "the branch did not require the gate");
  return { applies: true, findings: protection.drift ? [weakened] : [] };
}

/** A change of the gate's own policy took two people. */
function policyFindings(landed: LandedBody): Judged {
  const rules = landed.policy.rules.filter(
    ({ id, outcome }) => (id === "policy-change" || id === "guarded-paths") && outcome !== "not-applicable",
  );
  const inQuestion = rules.filter(({ enforcement }) => enforcement === "block");
  const found = inQuestion.flatMap(({ id, outcome }) => {
    if (outcome === "pass") return [];
    if (outcome === "unknown") return [unavailable("policy", id)];
    return [finding("policy", "POLICY_UNREVIEWED", `${id} was not met`)];
  });
  return { applies: inQuestion.length > 0, findings: found };
}
