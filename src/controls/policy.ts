import { defineControl } from "../domain/control.ts";
import { rereadRemedy } from "../domain/readable.ts";
import { fail, pass, unknown } from "../domain/verdict.ts";

export const policy = defineControl({
  id: "policy",
  title: "Policy",
  rationale: "The rules that judge are known, valid, and at least as strict as the organisation asks for.",
  satisfies: ["SOC2 CC5.3", "SOC2 CC8.1"],
  always: true,
  needs: [],
  settings: {},

  evaluate(_facts, _settings, { policy: { error, floorMissing, empty, withoutEffect, change } }) {
    const reasons = [...withoutEffect];
    const mends = change !== null && "effects" in change;
    if (error !== null && !mends) {
      const remedy =
        "Open a pull request that mends the policy: that one is not held up by this. The last policy that loaded judges until then.";
      const gist = "the policy on the default branch does not load";
      return fail("The policy on the default branch does not load", { gist, reasons: [error, ...reasons], remedy });
    }
    if (floorMissing !== null) {
      const summary = "The organisation's policy can no longer be read";
      const gist = "the organisation's policy can no longer be read";
      return unknown(summary, { gist, reasons: [floorMissing, ...reasons], remedy: rereadRemedy });
    }
    if (error !== null) return pass("This pull request mends the policy", { reasons: [error, ...reasons] });
    if (empty) {
      const remedy = "List the controls that should hold; docs/controls.md tells what there is.";
      return pass("The policy lists no control: nothing is asked for", { reasons, remedy });
    }
    const ineffective = withoutEffect.length === 1 ? "1 line has" : `${withoutEffect.length} lines have`;
    return pass(
      withoutEffect.length === 0
        ? "The policy is valid"
        : `The policy is valid; ${ineffective} no effect under the organisation's`,
      {
        reasons,
      },
    );
  },
});
