import { judgeChecks } from "../checks/judge-checks.ts";
import { checksSetting } from "../checks/selector.ts";
import { defineControl } from "../domain/control.ts";

export const unitTests = defineControl({
  id: "unit-tests",
  title: "Unit tests",
  rationale: "The parts of the change do what they should before it lands.",
  satisfies: ["SOC2 CC8.1", "ISO27001 A.8.29"],
  needs: ["checks", "branchRules"],
  settings: { checks: checksSetting },
  requiresOneOf: ["checks"],

  evaluate(facts, { checks }, context) {
    return judgeChecks(facts, checks, context);
  },
});
