import { judgeChecks } from "../checks/judge-checks.ts";
import { checksSetting } from "../checks/selector.ts";
import { defineControl } from "../domain/control.ts";

export const lint = defineControl({
  id: "lint",
  title: "Lint and format",
  rationale: "Code that the linter or formatter flags does not get in.",
  satisfies: ["SOC2 CC8.1", "ISO27001 A.8.28"],
  needs: ["checks", "branchRules"],
  settings: { checks: checksSetting },
  requiresOneOf: ["checks"],

  evaluate(facts, { checks }, context) {
    return judgeChecks(facts, checks, context);
  },
});
