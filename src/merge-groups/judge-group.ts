import { deadlinePassed } from "../checks/deadline.ts";
import type { AnyControl } from "../domain/control.ts";
import { judgePart } from "../domain/judge-part.ts";
import { read } from "../domain/readable.ts";
import { type ControlVerdict, fail, type GatedVerdict, type Judgement, pass, pending } from "../domain/verdict.ts";
import { breakGlassInForce } from "../engine/break-glass.ts";
import { conclude } from "../engine/conclude.ts";
import { type Evaluation, isGated } from "../engine/judge.ts";
import type { PolicyInForce } from "../engine/policy-in-force.ts";
import type { GroupFacts } from "./facts.ts";
import { judgePullRequest } from "./judge-pull-request.ts";
import { atGroup, type GroupCheck, judgeRequiredChecks } from "./required-checks.ts";

/** What a merge group came to. Its verdict's head is the group's, its `controls` are what was asked of the group. */
export interface GroupEvaluation {
  facts: GroupFacts;
  /** Its pull request, judged at its head. */
  pull: Evaluation;
  verdict: GatedVerdict;
  /** What each part misses in the fewest words, by its id. */
  gists: ReadonlyMap<string, string>;
}

/**
 * Judges a merge group: its pull request passes, it adds to what passed, it adds nothing but the pull request, and the checks
 * that the policy asks for passed on it. Pure; null: its base branch is not gated.
 */
export function judgeGroup(
  policy: PolicyInForce,
  pull: Evaluation,
  facts: GroupFacts,
  controls: readonly AnyControl[],
): GroupEvaluation | null {
  const { effective, policyDigest, facts: pullFacts } = pull;
  if (!isGated(effective, pullFacts.repository, facts.group.baseRef)) return null;
  const exception = breakGlassInForce(pullFacts, effective["break-glass"]);
  const own = [
    block("pull-request", judgePullRequest(pull, facts, exception !== null)),
    block(
      "base",
      judgePart(() => judgeFoundation(pull, facts)),
    ),
    block(
      "change",
      judgePart(() => judgeChange(facts)),
    ),
  ];
  const checks = judgeRequiredChecks(policy, pullFacts, facts, controls);
  const [ownVerdicts, verdicts] = [own, [...own, ...checks]].map((parts) => parts.map(toVerdict)) as [
    ControlVerdict[],
    ControlVerdict[],
  ];
  // As on the pull request: an exception lifts what is asked of checks, and nothing of what the group is made of.
  const { conclusion } = conclude(exception === null ? verdicts : ownVerdicts, false);
  const isLifted = conclude(verdicts, false).conclusion !== conclusion;
  const isExcepted = isLifted || (pull.verdict.gated && pull.verdict.exception !== null);
  return {
    facts,
    pull,
    verdict: {
      gated: true,
      mode: effective.mode,
      conclusion,
      headSha: facts.group.headSha,
      policyDigest,
      controls: verdicts,
      exception: isExcepted ? exception : null,
    },
    gists: new Map([...own, ...checks].map(({ id, judgement }) => [id, judgement.gist ?? judgement.summary])),
  };
}

function block(id: string, judgement: Judgement): GroupCheck {
  return { id, enforcement: "block", judgement };
}

function toVerdict({ id, enforcement, judgement }: GroupCheck): ControlVerdict {
  const { outcome, summary, reasons, remedy } = judgement;
  return { id, enforcement, outcome, summary, reasons, remedy };
}

const rebuilt = "GitHub builds a group anew when what it stands on moves.";
const anew = "Take the pull request out of the queue and add it again.";

/** The base's tip, or a group that passed: nothing else comes in below. */
function judgeFoundation({ facts, effective }: Evaluation, group: GroupFacts): Judgement {
  const { foundation } = group;
  const { baseRef, baseSha } = group.group;
  if (foundation.kind === "tip") return pass(`Adds to the latest commit of ${baseRef}`);
  if (foundation.kind === "group") return judgeGroupBelow(foundation.number, foundation.conclusion);
  const summary = `Adds to ${baseSha.slice(0, 12)}, neither the latest commit of ${baseRef} nor a group that passed`;
  const details = { gist: `it stands on neither ${baseRef} nor a group that passed`, reasons: [rebuilt], remedy: anew };
  return deadlinePassed(atGroup(facts, group), effective["missing-after"])
    ? fail(summary, details)
    : pending(summary, { ...details, remedy: `Wait for it. If nothing happens: ${anew}` });
}

function judgeGroupBelow(number: number, conclusion: "success" | "failure" | "pending" | null): Judgement {
  const what = `the group before it, of pull request ${number},`;
  if (conclusion === "success") return pass(`Adds to the group of pull request ${number}, which passed`);
  if (conclusion === "failure") {
    return fail(`Adds to ${what} which does not pass`, {
      gist: `pull request ${number} before it does not pass`,
      reasons: [rebuilt],
      remedy: `See the group of pull request ${number}: once it is out of the queue, this one is built anew.`,
    });
  }
  return pending(`Adds to ${what} which has not passed yet`, {
    gist: `the group of pull request ${number} before it`,
    remedy: "Wait for the group before it.",
  });
}

/** What lands is what was judged: the pull request, merged into the group's base, and nothing else. */
function judgeChange({ addsOnly, group: { number } }: GroupFacts): Judgement {
  if (read(addsOnly, "what the group adds")) return pass(`Adds pull request ${number} and nothing else`);
  return fail(`Could not prove that it adds pull request ${number} and nothing else`, {
    gist: `could not prove that it adds just pull request ${number}`,
    reasons: [
      "The group's files are not those that merging the pull request into the group's base yields, as far as can be recomputed.",
    ],
    remedy:
      "Take the pull request out of the queue, update its branch so that GitHub has nothing to merge within a file, and add it again.",
  });
}
