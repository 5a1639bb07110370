import { judgeChecks } from "../checks/judge-checks.ts";
import { checksSetting } from "../checks/selector.ts";
import { defineControl } from "../domain/control.ts";
import { judgePart } from "../domain/judge-part.ts";
import { read } from "../domain/readable.ts";
import { group, level, list } from "../domain/setting.ts";
import { combine, type Judgement } from "../domain/verdict.ts";
import { globSchema } from "../matching/glob-schema.ts";
import { failOnSetting } from "../scans/alerts.ts";
import { judgeDependencies } from "../scans/dependencies.ts";

export const dependencyScan = defineControl({
  id: "dependency-scan",
  title: "Dependency scan",
  rationale:
    "Other people's code that comes in has no known vulnerability, no licence we may not use and no silent major step.",
  satisfies: ["SOC2 CC7.1", "SOC2 CC8.1", "ISO27001 A.8.28"],
  needs: ["commits", "checks", "branchRules", "dependencyChanges"],
  settings: {
    checks: checksSetting,
    review: group("GitHub's comparison of the dependencies of base and head.", {
      "fail-on": failOnSetting("high"),
      "deny-licenses": list(globSchema, {
        longer: "stricter",
        description: "SPDX identifiers, as globs, of licences that may not come in.",
      }),
      "major-updates": level(["off", "warn", "block"], {
        default: "off",
        description: "What an update to another major version does.",
      }),
    }),
  },
  requiresOneOf: ["checks", "review"],

  evaluate(facts, { checks, review }, context) {
    const parts: Judgement[] = [];
    if (checks.length > 0) parts.push(judgePart(() => judgeChecks(facts, checks, context)));
    if (review !== undefined) {
      const changes = () => read(facts.dependencyChanges, "the dependency changes");
      parts.push(judgePart(() => judgeDependencies(changes(), review)));
    }
    return combine(parts);
  },
});
