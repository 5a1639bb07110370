import { type Context, defineControl } from "../domain/control.ts";
import type { PolicyEffect } from "../domain/policy.ts";
import { read } from "../domain/readable.ts";
import { fail, type Judgement, notApplicable, pass, pending } from "../domain/verdict.ts";
import { type Count, type CountingFacts, countApprovals } from "../review/approvals.ts";
import { concludeApprovals } from "../review/conclude-approvals.ts";
import { seniorReview } from "./senior-review.ts";

export const policyChange = defineControl({
  id: "policy-change",
  title: "Policy change",
  rationale: "The rules are loosened only with the consent of an officer who is not the one who reviewed the change.",
  satisfies: ["SOC2 CC5.3", "SOC2 CC8.1", "SOC2 CC3.4", "ISO27001 A.8.32"],
  always: true,
  needs: ["policyChange", "commits", "pushers", "reviews", "roles"],
  settings: {},
  roles: () => ["officer"],

  evaluate(facts, _settings, context) {
    const change = read(context.policy.change, "what this pull request does to the policy");
    if (change === null) return notApplicable("The policy is not changed");
    if ("problem" in change) {
      const remedy =
        "Mend the policy file where it says, and push; `mergewarden policy validate FILE` checks it before.";
      const gist = "the changed policy does not load";
      return fail("The changed policy does not load", { gist, reasons: change.problem.split("\n"), remedy });
    }
    const reasons = change.effects.map(inWords);
    const weighty = change.effects.filter(({ effect }) => effect !== "tightened");
    if (weighty.length === 0)
      return pass(reasons.length > 0 ? "Tightens the policy" : "The policy's effect stays the same", { reasons });
    const judgement = officerApproval(facts, context);
    return { ...judgement, reasons: [...reasons, ...judgement.reasons] };
  },
});

function inWords({ effect, text }: PolicyEffect): string {
  return `${effect.charAt(0).toUpperCase()}${effect.slice(1)}: ${text}`;
}

/** One approval of an officer, by another person than those who satisfy senior-review. */
function officerApproval(facts: CountingFacts, context: Context): Judgement {
  const senior = context.settingsOf(seniorReview);
  const officers = countApprovals(facts, { ...senior, from: "officer", approvals: 1 });
  const judgement = concludeApprovals(officers, "officer");
  if (judgement.outcome !== "pass" || senior.enforcement === "off") return judgement;
  const seniors = countApprovals(facts, senior);
  if (distinctPeople(officers, seniors) >= officers.needed + Math.min(seniors.needed, seniors.approvers.length))
    return judgement;
  const names = officers.approvers.map((approver) => approver.login).join(", ");
  return pending("The officer's approval must be another person's than the senior review", {
    gist: "1 approval by a second person",
    reasons: [...judgement.reasons, `${names} cannot be both the senior reviewer and the officer of this change.`],
    remedy: "Ask a second person, a senior engineer or an officer, to approve the latest commit.",
  });
}

function distinctPeople(...counts: readonly Count[]): number {
  return new Set(counts.flatMap((count) => count.approvers.map((approver) => approver.id))).size;
}
