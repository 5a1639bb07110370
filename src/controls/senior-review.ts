import { z } from "zod";
import { defineControl } from "../domain/control.ts";
import { level, unordered, wholeNumber } from "../domain/setting.ts";
import { countApprovals } from "../review/approvals.ts";
import { concludeApprovals } from "../review/conclude-approvals.ts";

export const seniorReview = defineControl({
  id: "senior-review",
  title: "Senior review",
  rationale: "No one ships a change alone: a senior engineer who wrote none of it approved this very content.",
  satisfies: ["SOC2 CC8.1", "SOC2 CC5.1", "ISO27001 A.8.32", "SLSA_SOURCE_SCS_TWO_PARTY_REVIEW"],
  needs: ["commits", "pushers", "reviews", "roles"],
  settings: {
    approvals: wholeNumber({ min: 1, max: 10, stricter: "more", default: 1, description: "Approvals needed." }),
    from: unordered(z.string().min(1), { default: "senior", description: "The role whose members approve." }),
    "independent-of": level(["author", "contributors"], {
      default: "contributors",
      description:
        "Whose approval never counts: the author's alone, or that of everybody who had a hand in the change.",
    }),
    "unknown-authors": level(["ignore", "extra-approval", "block"], {
      default: "extra-approval",
      description: "What commits ask for whose author or committer GitHub does not know.",
    }),
    "keep-approvals": level(["same-diff", "same-commit"], {
      default: "same-diff",
      description: "What a push leaves standing: approvals of the same change, or of the very commit only.",
    }),
    "changes-requested": level(["ignore", "block"], {
      default: "block",
      description: "Whether a member's request for changes blocks until it is settled.",
    }),
  },
  roles: ({ from }) => [from],

  evaluate(facts, settings) {
    return concludeApprovals(countApprovals(facts, settings), settings.from);
  },
});
