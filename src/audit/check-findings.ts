import type { CheckCategory, LandedBody, LandedCheck } from "../evidence/bodies.ts";
import { type Finding, finding, inForce, type Judged, unavailable } from "./finding.ts";

const testControls = ["unit-tests", "integration-tests", "up-to-date"];
const scanControls = ["code-scan", "dependency-scan", "secret-scan", "lint", "plain-http"];
/** What the controls' checks are for. */
const categories: Readonly<Record<string, CheckCategory>> = {
  "unit-tests": "test",
  "integration-tests": "test",
  "code-scan": "sast",
  "dependency-scan": "sca",
  "secret-scan": "secret",
  lint: "lint",
  "plain-http": "http",
};

/** The required tests passed on the head that landed, before it landed. */
export function testFindings(landed: LandedBody): Judged {
  return judgeChecks("tests", landed, testControls);
}

/** The required scans passed likewise. */
export function scanFindings(landed: LandedBody): Judged {
  return judgeChecks("scans", landed, scanControls);
}

function judgeChecks(part: "tests" | "scans", landed: LandedBody, controls: readonly string[]): Judged {
  if (!inForce(landed, controls)) return { applies: false, findings: [] };
  if (landed.policy.decided_seq === null) {
    return { applies: true, findings: [finding(part, "CHECK_MISSING", "the gate judged no check of this change")] };
  }
  if (!Array.isArray(landed.checks)) return { applies: true, findings: [unavailable(part, "checks")] };
  const blocking = controls.filter((control) => inForce(landed, [control])).map((control) => categories[control]);
  const required = landed.checks.filter(({ category }) => blocking.includes(category));
  const own = required.flatMap((check) => ofCheck(part, check, landed));
  return { applies: true, findings: distinct([...own, ...ofRules(part, landed, controls, own)]) };
}

/** What the gate found at its decision; what a check tells by itself says it better. */
function ofRules(part: Finding["part"], { policy }: LandedBody, controls: readonly string[], own: readonly Finding[]) {
  const rules = policy.rules.filter(({ id, enforcement }) => controls.includes(id) && enforcement === "block");
  return rules.flatMap(({ id, outcome }) => {
    if (outcome === "pass" || outcome === "not-applicable") return [];
    if (outcome === "unknown") return [unavailable(part, id)];
    if (own.length > 0) return [];
    if (outcome === "fail") return [finding(part, "CHECK_FAILED", `${id} failed`)];
    return [finding(part, "CHECK_MISSING", `${id} waited for a check`)];
  });
}

const passing = ["success", "neutral", "skipped"];

function ofCheck(part: Finding["part"], check: LandedCheck, { content, landing }: LandedBody): Finding[] {
  const heads = landing.kind === "merge_queue" ? [content.head, landing.tip, landing.after] : [content.head];
  if (!heads.includes(check.head)) return [finding(part, "CHECK_MISSING", "a check ran on another head")];
  if (check.conclusion === null) return [finding(part, "CHECK_MISSING", "a check had not ended")];
  if (!passing.includes(check.conclusion)) return [finding(part, "CHECK_FAILED", "a check failed")];
  if (!check.before_merge) return [finding(part, "CHECK_LATE", "a check ended after the landing")];
  return (check.findings?.new ?? 0) > 0 ? [finding(part, "CHECK_FAILED", "a scan found something new")] : [];
}

function distinct(found: readonly Finding[]): Finding[] {
  return [...new Map(found.map((one) => [`${one.code} ${one.text}`, one])).values()];
}
