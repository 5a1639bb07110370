import { type ControlVerdict, fail, type Judgement, pass, pending } from "../domain/verdict.ts";
import { conclude } from "../engine/conclude.ts";
import type { Evaluation } from "../engine/judge.ts";
import type { GroupFacts } from "./facts.ts";

/** The control that a group meets by being what it is. */
const upToDate = "up-to-date";

/** The group's pull request: the one its branch names, into the group's base, open, and passing at its head now. */
export function judgePullRequest(pull: Evaluation, facts: GroupFacts, hasException: boolean): Judgement {
  const { number } = facts.group;
  const wrong = wrongIdentity(pull, facts);
  if (wrong !== null) return fail(wrong, { gist: wrong, remedy: "Take it out of the queue." });
  const { verdict, gists } = pull;
  if (!verdict.gated) return fail(`Pull request ${number} was not judged`);
  const controls = verdict.controls.map(metByGroup);
  const { conclusion } = conclude(controls, hasException);
  const head = facts.pullRequest.headSha.slice(0, 12);
  if (conclusion === "success") return pass(`Pull request ${number} passes at ${head}`);
  const decisive = controls.filter((control) => isDecisive(control, conclusion));
  const details = {
    gist: `pull request ${number}: ${gistOf(decisive, gists)}`,
    reasons: decisive.map(({ id, summary }) => `${id}: ${summary}.`),
    remedy: `See the check run on pull request ${number}.`,
  };
  return conclusion === "pending"
    ? pending(`Pull request ${number} does not pass yet at ${head}`, details)
    : fail(`Pull request ${number} does not pass at ${head}`, details);
}

function wrongIdentity(pull: Evaluation, { group, pullRequest }: GroupFacts): string | null {
  const { number, baseRef } = group;
  const { repository, pullRequest: judged } = pull.facts;
  if (judged.number !== number || judged.head.sha !== pullRequest.headSha || repository.id !== pullRequest.repositoryId)
    return `pull request ${number} is not the one that was judged`;
  if (pullRequest.state !== "open") return `pull request ${number} is ${pullRequest.state}`;
  if (pullRequest.baseRef !== baseRef) return `pull request ${number} is into ${pullRequest.baseRef}, not ${baseRef}`;
  return null;
}

/** The group is what the base will be with the pull request in it: it is up to date where the pull request need not be. */
function metByGroup(control: ControlVerdict): ControlVerdict {
  return control.id === upToDate ? { ...control, outcome: "pass" } : control;
}

function isDecisive({ enforcement, outcome }: ControlVerdict, conclusion: "failure" | "pending"): boolean {
  if (enforcement !== "block") return false;
  return conclusion === "pending" ? outcome === "pending" : outcome === "fail" || outcome === "unknown";
}

function gistOf(decisive: readonly ControlVerdict[], gists: Evaluation["gists"]): string {
  const [first, ...more] = decisive;
  if (first === undefined) return "does not pass";
  const gist = gists.get(first.id) ?? first.summary;
  return more.length === 0 ? gist : `${gist} (and ${more.length} more)`;
}
