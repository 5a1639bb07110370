import { rereadRemedy } from "../domain/readable.ts";
import { fail, type Judgement, pass, pending, unknown } from "../domain/verdict.ts";
import type { Count } from "./approvals.ts";

/** What the count comes to: a certain failure first, then doubt, then the number. `who` is the role in words. */
export function concludeApprovals(count: Count, who: string): Judgement {
  const { approvers, needed, failures, eligible, notes, candidates } = count;
  const tally = `${approvers.length} of ${needed} approvals by ${who}`;
  const reasons = [...failures, ...notes];
  if (failures.length > 0) {
    const remedy =
      "Settle what is named with those who can: a requested change with who requested it, an unknown author with who pushed.";
    return fail(`${tally}; ${failures.length === 1 ? "1 objection" : `${failures.length} objections`}`, {
      reasons,
      remedy,
    });
  }
  if (eligible !== null && eligible < needed) {
    reasons.push(`Only ${eligible} in this role did not contribute, ${needed} are needed.`);
    return fail(tally, { reasons, remedy: "Ask the owners of the policy to add people to the role." });
  }
  const isDecided = approvers.length >= needed || approvers.length + count.undecided.length < needed;
  const openDoubts = isDecided ? count.doubts : [...count.doubts, ...count.undecided];
  if (openDoubts.length > 0) {
    return unknown(`${tally}; not everything could be read`, {
      reasons: [...openDoubts, ...reasons],
      remedy: rereadRemedy,
    });
  }
  if (approvers.length >= needed) {
    return pass(tally, {
      reasons: [`Approved by ${approvers.map((approver) => approver.login).join(", ")}.`, ...notes],
    });
  }
  const names = candidates.map((candidate) => candidate.login).sort();
  const listed =
    names.length > 10 ? `${names.slice(0, 10).join(", ")} and ${names.length - 10} more` : names.join(", ");
  return pending(tally, {
    reasons: [...count.undecided, ...reasons],
    remedy: `Ask for a review of the latest commit by: ${listed}.`,
  });
}
