import semver from "semver";
import { z } from "zod";
import { deadlinePassed } from "../checks/deadline.ts";
import { judgeChecks } from "../checks/judge-checks.ts";
import { checksSetting } from "../checks/selector.ts";
import { type Context, defineControl } from "../domain/control.ts";
import type { Facts } from "../domain/facts.ts";
import { judgePart } from "../domain/judge-part.ts";
import { read } from "../domain/readable.ts";
import { type Comparison, group, optional } from "../domain/setting.ts";
import { combine, fail, type Judgement, pass, pending, unknown } from "../domain/verdict.ts";
import { readVersion } from "../matching/version.ts";
import { failOnSetting, judgeAlerts } from "../scans/alerts.ts";

const rangeSchema = z.string().refine((range) => semver.validRange(range) !== null, "expected a semver range");

/** A range that is a subset is stricter; ranges that overlap have no order. */
function compareRanges(a: string, b: string): Comparison {
  const within = semver.subset(a, b);
  const around = semver.subset(b, a);
  if (within && around) return "equal";
  if (within) return "stricter";
  return around ? "laxer" : "incomparable";
}

export const codeScan = defineControl({
  id: "code-scan",
  title: "Code scan",
  rationale: "Our own code is searched for security flaws before it lands, by a scanner that really ran on this head.",
  satisfies: ["SOC2 CC7.1", "SOC2 CC8.1", "ISO27001 A.8.28"],
  needs: ["commits", "checks", "branchRules", "codeScanning"],
  settings: {
    checks: checksSetting,
    alerts: group("Alerts of GitHub code scanning.", {
      tool: optional(z.string().min(1), { required: true, description: "The tool whose alerts count." }),
      version: optional(rangeSchema, {
        compare: compareRanges,
        description: "Versions of the tool that are good enough: a semver range.",
      }),
      "fail-on": failOnSetting("high"),
    }),
  },
  requiresOneOf: ["checks", "alerts"],

  evaluate(facts, { checks, alerts }, context) {
    const parts: Judgement[] = [];
    if (checks.length > 0) parts.push(judgePart(() => judgeChecks(facts, checks, context)));
    if (alerts?.tool !== undefined) {
      const { tool, version, "fail-on": threshold } = alerts;
      const ofTool = (alert: { tool: unknown }) => alert.tool === tool;
      const found = () => read(facts.codeScanning, "code scanning").alerts;
      parts.push(judgePart(() => judgeAlerts(found(), `code scanning by ${tool}`, threshold, ofTool)));
      parts.push(judgePart(() => judgeAnalyses(facts, tool, version, context)));
    }
    return combine(parts);
  },
});

type AnalysisFacts = Pick<Facts, "codeScanning" | "pullRequest" | "now">;

/** A missing, failed or other-head analysis is awaited, then a failure; each of the head must be of a good version. */
function judgeAnalyses(facts: AnalysisFacts, tool: string, range: string | undefined, context: Context): Judgement {
  const analyses = read(read(facts.codeScanning, "code scanning").analyses, "the code scanning analyses");
  const ofHead = analyses.filter(
    (analysis) =>
      analysis.tool === tool && read(analysis.headSha, "the head of an analysis") === facts.pullRequest.head.sha,
  );
  const errors = ofHead
    .map((analysis) => read(analysis.error, "the error of an analysis"))
    .filter((error) => error !== "");
  const done = ofHead.filter((analysis) => analysis.error === "");
  if (done.length === 0) {
    const summary = errors.length > 0 ? `the analysis by ${tool} failed` : `no analysis by ${tool} of this head yet`;
    const reasons = errors.map((error) => `${tool} reports: ${error}`);
    const remedy = `Run ${tool} on the latest commit.`;
    return (deadlinePassed(facts, context.missingAfter) ? fail : pending)(summary, { reasons, remedy });
  }
  if (range === undefined) return pass(`analysed by ${tool}`);
  return combine(
    done.map(({ version }) => judgePart(() => judgeVersion(tool, read(version, `the version of ${tool}`), range))),
  );
}

function judgeVersion(tool: string, version: string | null, range: string): Judgement {
  const parsed = readVersion(version);
  const shown = `${tool} ${version ?? "of unknown version"}`;
  if (parsed === null)
    return unknown(`could not read the version of ${tool}`, {
      reasons: [`${shown} is no version that can be compared with ${range}.`],
    });
  if (semver.satisfies(parsed, range)) return pass(`analysed by ${shown}`);
  return fail(`${shown} is not within ${range}`, { remedy: `Update ${tool} to a version within ${range}.` });
}
