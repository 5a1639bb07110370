import { defineControl } from "../domain/control.ts";
import { judgeChecks } from "./judge-checks.ts";
import { checksSetting } from "./selector.ts";

/** What distinguishes one control that asks for checks from another. */
export interface CheckControl {
  id: string;
  title: string;
  rationale: string;
  satisfies: readonly string[];
}

/** A control that asks for checks to have succeeded on the head, and for nothing else. */
export function defineCheckControl(about: CheckControl) {
  return defineControl({
    ...about,
    needs: ["commits", "checks", "branchRules"],
    settings: { checks: checksSetting },
    requiresOneOf: ["checks"],

    evaluate(facts, { checks }, context) {
      return judgeChecks(facts, checks, context);
    },
  });
}
