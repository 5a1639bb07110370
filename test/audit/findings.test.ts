import { expect, test } from "vitest";
import type { FindingCode } from "../../src/audit/finding.ts";
import { findings } from "../../src/audit/findings.ts";
import type { LandedBody } from "../../src/evidence/bodies.ts";
import { landedBody, landedCheck, pushedBody } from "../support/landed-body.ts";

const good = landedBody();
const { approval, landing, content, policy, protection } = good;
if (approval === "unavailable") throw new Error("the model has an approval");
const sod = approval.sod;

const withRule = (id: string, outcome: string, enforcement: "block" | "warn" = "block") =>
  landedBody({ policy: { ...policy, rules: [{ id, enforcement, outcome }] } });
const withCheck = (own: Parameters<typeof landedCheck>[0]) => landedBody({ checks: [landedCheck(own)] });

const rows: { when: string; landed: LandedBody; codes: FindingCode[] }[] = [
  { when: "all is as it should be", landed: good, codes: [] },
  {
    when: "approval could not be read",
    landed: landedBody({ approval: "unavailable" }),
    codes: ["EVIDENCE_UNAVAILABLE"],
  },
  {
    when: "nobody approved",
    landed: landedBody({
      approval: { ...approval, obtained: 0, senior: 0, before_merge: false, on_final_head: false },
    }),
    codes: ["NO_APPROVAL"],
  },
  {
    when: "approved after the landing",
    landed: landedBody({ approval: { ...approval, before_merge: false } }),
    codes: ["NO_APPROVAL"],
  },
  {
    when: "approved by too few",
    landed: landedBody({ approval: { ...approval, required: 2 } }),
    codes: ["NO_APPROVAL"],
  },
  {
    when: "approved by no senior",
    landed: landedBody({ approval: { ...approval, senior: 0 } }),
    codes: ["NOT_SENIOR"],
  },
  {
    when: "approved was another head",
    landed: landedBody({ approval: { ...approval, on_final_head: false } }),
    codes: ["STALE_APPROVAL"],
  },
  ...(Object.keys(sod) as (keyof typeof sod)[]).map((duty) => ({
    when: `${duty} is false`,
    landed: landedBody({ approval: { ...approval, sod: { ...sod, [duty]: false } } }),
    codes: ["SELF_APPROVAL" as const],
  })),
  {
    when: "the policy asks for no review",
    landed: { ...withRule("unit-tests", "pass"), approval: "unavailable" },
    codes: [],
  },
  {
    when: "review is only advised",
    landed: { ...withRule("senior-review", "fail", "warn"), approval: "unavailable" },
    codes: [],
  },
  {
    when: "the tree differs",
    landed: landedBody({ content: { ...content, tree_match: false } }),
    codes: ["TREE_MISMATCH"],
  },
  {
    when: "the tree is not known",
    landed: landedBody({ content: { ...content, tree_match: "unavailable" } }),
    codes: ["EVIDENCE_UNAVAILABLE"],
  },
  { when: "a test failed", landed: withCheck({ conclusion: "failure" }), codes: ["CHECK_FAILED"] },
  {
    when: "a test had not ended",
    landed: withCheck({ conclusion: null, before_merge: false }),
    codes: ["CHECK_MISSING"],
  },
  { when: "a test ended late", landed: withCheck({ before_merge: false }), codes: ["CHECK_LATE"] },
  { when: "a test ran on another head", landed: withCheck({ head: "0".repeat(40) }), codes: ["CHECK_MISSING"] },
  {
    when: "a test ran on the merge group",
    landed: { ...withCheck({ head: landing.after }), landing: { ...landing, kind: "merge_queue" } },
    codes: [],
  },
  {
    when: "a scan that nobody requires failed",
    landed: withCheck({ category: "sast", conclusion: "failure" }),
    codes: [],
  },
  {
    when: "checks are in a document",
    landed: landedBody({ checks: { count: 900, digest: "sha256:00" } }),
    codes: ["EVIDENCE_UNAVAILABLE", "EVIDENCE_UNAVAILABLE"],
  },
  {
    when: "the test control failed",
    landed: { ...withRule("unit-tests", "fail"), checks: [] },
    codes: ["CHECK_FAILED"],
  },
  {
    when: "the test control waited",
    landed: { ...withRule("unit-tests", "pending"), checks: [] },
    codes: ["CHECK_MISSING"],
  },
  { when: "the scan could not be judged", landed: withRule("plain-http", "unknown"), codes: ["EVIDENCE_UNAVAILABLE"] },
  { when: "no request is linked", landed: landedBody({ tickets: [] }), codes: ["NO_TICKET"] },
  { when: "the policy changed unreviewed", landed: withRule("policy-change", "pending"), codes: ["POLICY_UNREVIEWED"] },
  {
    when: "the branch was unprotected",
    landed: landedBody({ protection: { ...protection, drift: true } }),
    codes: ["PROTECTION_WEAKENED"],
  },
  {
    when: "nobody knows the protection",
    landed: landedBody({ protection: { ...protection, drift: "unavailable" } }),
    codes: ["EVIDENCE_UNAVAILABLE"],
  },
  {
    when: "rules were bypassed",
    landed: landedBody({ protection: { ...protection, bypass_used: true } }),
    codes: ["RULE_BYPASS"],
  },
  {
    when: "merged under a break-glass",
    landed: landedBody({ policy: { ...policy, decision: "fail", exception: "break-glass" } }),
    codes: ["BREAK_GLASS"],
  },
  {
    when: "merged without a verdict",
    landed: landedBody({ policy: { ...policy, decision: "bypass" } }),
    codes: ["RULE_BYPASS"],
  },
  {
    when: "pushed without a pull request",
    landed: pushedBody(),
    codes: ["NO_APPROVAL", "CHECK_MISSING", "CHECK_MISSING", "NO_TICKET", "DIRECT_PUSH"],
  },
  {
    when: "history was replaced by a merge",
    landed: landedBody({ landing: { ...landing, forced: true } }),
    codes: ["FORCE_PUSH"],
  },
  {
    when: "the branch was deleted",
    landed: pushedBody({ landing: { ...landing, kind: "ref_delete" } }),
    codes: ["REF_DELETED"],
  },
  {
    when: "a branch was created with commits",
    landed: pushedBody({ landing: { ...landing, kind: "ref_create" } }),
    codes: ["EVIDENCE_UNAVAILABLE"],
  },
];

test.for(rows)("$when → $codes", ({ landed, codes }) => {
  expect(findings(landed).map(({ code }) => code)).toEqual(codes);
});
