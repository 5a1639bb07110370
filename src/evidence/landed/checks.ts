import { matchesCheck } from "../../checks/judge-checks.ts";
import type { Selector } from "../../checks/selector.ts";
import type { Check, Facts } from "../../domain/facts.ts";
import type { ControlSettings } from "../../domain/policy.ts";
import { isUnavailable, readOr } from "../../domain/readable.ts";
import type { CheckCategory, LandedCheck } from "../bodies.ts";

/** What the controls' checks are for. */
const categories: Readonly<Record<string, CheckCategory>> = {
  "unit-tests": "test",
  "integration-tests": "test",
  lint: "lint",
  "code-scan": "sast",
  "dependency-scan": "sca",
  "secret-scan": "secret",
  "plain-http": "http",
};

type Asking = Readonly<Record<string, ControlSettings>>;

/** The checks that the policy or the branch's rules asked for, of all that reported; a look-alike of another app is none of them. */
export function landedChecks(
  checks: readonly Check[],
  settings: Asking,
  { branchRules }: Pick<Facts, "branchRules">,
  landedAt: Date,
): LandedCheck[] {
  const rules = isUnavailable(branchRules) ? [] : readOr(branchRules.requiredChecks, []);
  const own = isUnavailable(branchRules) ? null : readOr(branchRules.appId, null);
  return checks.flatMap((check): LandedCheck[] => {
    const app = readOr(check.app, null);
    if (own !== null && app?.id === own) return [];
    const control = askedBy(check, settings);
    const isInRules = rules.some(({ name, appId }) => {
      return name === check.name && (appId === null || isUnavailable(appId) || appId === app?.id);
    });
    if (control === null && !isInRules) return [];
    const at = readOr(check.completedAt, null);
    return [
      {
        name: check.name,
        app_id: app?.id ?? null,
        run_id: readOr(check.id, 0),
        head: readOr(check.headSha, ""),
        conclusion: readOr(check.conclusion, null),
        at: at === null ? null : new Date(at).toISOString(),
        before_merge: at !== null && Date.parse(at) <= landedAt.getTime(),
        category: control === null ? "other" : (categories[control] ?? "other"),
        required_by: control === null ? "ruleset" : isInRules ? "both" : "policy",
        findings: null,
      },
    ];
  });
}

/** The first control whose selector takes the check. */
function askedBy(check: Check, settings: Asking): string | null {
  const asking = Object.entries(settings).find(([, { enforcement, checks }]) => {
    if (enforcement === "off" || !Array.isArray(checks)) return false;
    return (checks as Selector[]).some((selector) => matchesCheck(check, selector));
  });
  return asking?.[0] ?? null;
}
