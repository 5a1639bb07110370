import { rereadRemedy } from "../domain/readable.ts";
import { fail, type Judgement, pass, pending, unknown } from "../domain/verdict.ts";
import type { Count } from "./approvals.ts";

/** What the count comes to: a certain failure first, then doubt, then the number. The title names what is missing. */
export function concludeApprovals(count: Count, role: string): Judgement {
  const { approvers, needed, failures, eligible, notes } = count;
  const who = role === "senior" ? "a senior engineer" : `a member of ${role}`;
  const tally = `${approvers.length} of ${needed} approvals by ${who}`;
  const reasons = [...failures, ...notes];
  if (failures.length > 0) {
    const objections = failures.length === 1 ? "1 objection" : `${failures.length} objections`;
    const [only = ""] = failures;
    return fail(`${tally}; ${objections}`, {
      gist: failures.length === 1 ? only.replace(/^Commit /, "commit ").replace(/\.$/, "") : objections,
      reasons,
      remedy: count.remedies.join(" "),
    });
  }
  if (eligible !== null && eligible < needed) {
    reasons.push(`Only ${eligible} in this role did not contribute, ${needed} are needed.`);
    const gist = `only ${eligible} of the role ${role} can approve, ${needed} are needed`;
    return fail(tally, { gist, reasons, remedy: "Ask the owners of the policy to add people to the role." });
  }
  const isDecided = approvers.length >= needed || approvers.length + count.undecided.length < needed;
  const openDoubts = isDecided ? count.doubts : [...count.doubts, ...count.undecided];
  if (openDoubts.length > 0) {
    return unknown(`${tally}; not everything could be read`, {
      gist: "could not count the approvals",
      reasons: [...openDoubts, ...reasons],
      remedy: rereadRemedy,
    });
  }
  if (approvers.length >= needed) {
    return pass(tally, {
      reasons: [`Approved by ${approvers.map((approver) => approver.login).join(", ")}.`, ...notes],
    });
  }
  return stillToCome(count, role, tally);
}

/** What is missing, and who could give it. */
function stillToCome(
  { approvers, candidates, needed, undecided, notes }: Count,
  role: string,
  tally: string,
): Judgement {
  const missing = needed - approvers.length;
  const names = candidates.map((candidate) => candidate.login).sort();
  const listed =
    names.length > 10 ? `${names.slice(0, 10).join(", ")} and ${names.length - 10} more` : names.join(", ");
  const whom = names.length > missing ? `${missing === 1 ? "one" : missing} of ${listed}` : listed;
  return pending(tally, {
    gist: missingApprovals(missing, approvers.length > 0 ? "more " : "", role),
    reasons: [...undecided, ...notes],
    remedy: `Ask ${whom} to approve the latest commit.`,
  });
}

/** `1 senior approval`, `2 more approvals by officer`. */
function missingApprovals(missing: number, more: string, role: string): string {
  const approvals = missing === 1 ? "approval" : "approvals";
  return role === "senior" ? `${missing} ${more}senior ${approvals}` : `${missing} ${more}${approvals} by ${role}`;
}
