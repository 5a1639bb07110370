import type { Context } from "../domain/control.ts";
import type { Check, Facts } from "../domain/facts.ts";
import { judgePart } from "../domain/judge-part.ts";
import { isUnavailable, read } from "../domain/readable.ts";
import { combine, fail, type Judgement, pass, pending, unknown } from "../domain/verdict.ts";
import { deadlinePassed } from "./deadline.ts";
import { describeSelector, type Selector } from "./selector.ts";
import { whyMissing } from "./why-missing.ts";

export type CheckFacts = Pick<Facts, "pullRequest" | "commits" | "checks" | "branchRules" | "now">;

/** Each selector must match at least one check of the head, and every match must have ended with an accepted conclusion. */
export function judgeChecks(facts: CheckFacts, selectors: readonly Selector[], context: Context): Judgement {
  const checks = checksOfHead(facts, context);
  const parts = selectors.map((selector) => judgePart(() => judgeSelector(selector, checks, facts, context)));
  const judgement = combine(parts);
  if (judgement.outcome !== "pass") return judgement;
  return { ...judgement, summary: parts.length === 1 ? judgement.summary : `${parts.length} checks passed` };
}

/** The checks of the head, our own left out: they would wait for themselves. */
function checksOfHead(facts: CheckFacts, { checkName }: Context): Check[] {
  const ownApp =
    isUnavailable(facts.branchRules) || isUnavailable(facts.branchRules.appId) ? null : facts.branchRules.appId;
  return read(facts.checks, "the checks").filter((check) => {
    const isOwnName = check.name === checkName || check.name === "mergewarden (observe)";
    const appId = isUnavailable(check.app) ? undefined : check.app?.id;
    if (ownApp === null ? isOwnName && check.kind === "check-run" : appId === ownApp) return false;
    return isUnavailable(check.headSha) || check.headSha === facts.pullRequest.head.sha;
  });
}

function judgeSelector(selector: Selector, checks: readonly Check[], facts: CheckFacts, context: Context): Judgement {
  const what = describeSelector(selector);
  const named = checks.filter((check) => nameMatches(check.name, selector.name));
  const producers = named.map((check) => ({ check, ...matchOf(check, selector) }));
  const matches = producers.filter(({ isMatch }) => isMatch === true).map(({ check }) => check);
  const strangers = producers.flatMap(({ check, isMatch, why }) =>
    isMatch === false ? [`A check named \`${check.name}\` does not count: ${why}.`] : [],
  );
  const doubts = producers.flatMap(({ check, isMatch, why }) =>
    isMatch === "unknown" ? [`could not tell whether the check \`${check.name}\` counts: ${why}`] : [],
  );
  const isLate = !isUnavailable(facts.pullRequest.head.seenAt) && deadlinePassed(facts, context.missingAfter);
  const verdicts = matches.map((check) => judgeMatch(check, selector, isLate));
  if (doubts.length > 0)
    verdicts.push(
      unknown(`${what} could not be told apart`, {
        gist: `could not tell which ${selector.name} counts`,
        reasons: doubts,
      }),
    );
  if (verdicts.length > 0) {
    const judgement = combine(verdicts);
    return { ...judgement, reasons: [...judgement.reasons, ...strangers] };
  }
  return judgeMissing(selector, strangers, facts, context);
}

/** Whether a check is one that a selector asks for; one of which that cannot be told is none. */
export function matchesCheck(check: Check, selector: Selector): boolean {
  return nameMatches(check.name, selector.name) && matchOf(check, selector).isMatch === true;
}

/** `*` and `?` match any character, `/` too; all else is literal. Linear: no pattern is compiled from the glob. */
export function nameMatches(text: string, pattern: string): boolean {
  const [name, glob] = [[...text], [...pattern]];
  let n = 0;
  let g = 0;
  let star = -1;
  let resume = 0;
  while (n < name.length) {
    if (g < glob.length && glob[g] === "*") {
      star = g++;
      resume = n;
    } else if (g < glob.length && (glob[g] === "?" || glob[g] === name[n])) {
      g++;
      n++;
    } else if (star >= 0) {
      g = star + 1;
      n = ++resume;
    } else return false;
  }
  while (glob[g] === "*") g++;
  return g === glob.length;
}

interface Production {
  isMatch: boolean | "unknown";
  why: string;
}

function matchOf(check: Check, selector: Selector): Production {
  const production = producedBy(check, selector);
  const { headSha } = check;
  if (production.isMatch === false || !isUnavailable(headSha)) return production;
  return { isMatch: "unknown", why: `could not read its head: ${headSha.unavailable}` };
}

function producedBy(check: Check, selector: Selector): Production {
  if (selector.creator !== undefined) {
    if (check.kind !== "status")
      return { isMatch: false, why: `it is a check run, not a status by ${selector.creator}` };
    if (isUnavailable(check.creator)) return { isMatch: "unknown", why: check.creator.unavailable };
    const login = check.creator?.login;
    const isMatch = login?.toLowerCase() === selector.creator.toLowerCase();
    return { isMatch, why: `${login ?? "a deleted account"} set it, not ${selector.creator}` };
  }
  if (check.kind !== "check-run") {
    const by = isUnavailable(check.creator) ? "somebody" : (check.creator?.login ?? "a deleted account");
    return { isMatch: false, why: `it is a commit status by ${by}, not a check run by ${selector.app}` };
  }
  if (isUnavailable(check.app)) return { isMatch: "unknown", why: check.app.unavailable };
  if (check.app?.slug !== selector.app) {
    return { isMatch: false, why: `${check.app?.slug ?? "an unknown app"} wrote it, not ${selector.app}` };
  }
  if (selector.workflow === undefined) return { isMatch: true, why: "" };
  if (isUnavailable(check.workflow)) return { isMatch: "unknown", why: check.workflow.unavailable };
  const why = `it comes from ${check.workflow ?? "no workflow"}, not from ${selector.workflow}`;
  return { isMatch: check.workflow === selector.workflow, why };
}

/** Conclusions in words. */
const endings: ReadonlyMap<string | null, string> = new Map([
  ["failure", "failed"],
  ["error", "failed"],
  ["timed_out", "timed out"],
  ["cancelled", "was cancelled"],
  ["skipped", "was skipped"],
]);

function judgeMatch(check: Check, { conclusions }: Selector, isLate: boolean): Judgement {
  const name = `\`${check.name}\``;
  if (isLate && (check.status === "queued" || check.status === "waiting")) {
    const remedy = "See in the Actions tab what it waits for: a runner with its labels, or somebody's consent.";
    return pending(`${name} has not started`, {
      reasons: [`${name} has been ${check.status} since the push.`],
      remedy,
    });
  }
  if (check.status !== "completed")
    return pending(`${name} has not finished`, { remedy: "Wait for the checks to finish." });
  if (isUnavailable(check.conclusion)) {
    return unknown(`${name} ended, but how could not be read`, { reasons: [check.conclusion.unavailable] });
  }
  if (check.conclusion !== null && conclusions.includes(check.conclusion)) return pass(`${name} passed`);
  const ended = `ended as ${check.conclusion ?? "nothing"}`;
  return fail(`${name} ${endings.get(check.conclusion) ?? ended}`, {
    reasons: [`${name} ${ended}; accepted: ${conclusions.join(", ")}.`],
    remedy: `See what ${name} says: mend it and push, or re-run it.`,
  });
}

function judgeMissing(selector: Selector, strangers: string[], facts: CheckFacts, context: Context): Judgement {
  const { missingAfter } = context;
  const what = describeSelector(selector);
  const reasons = selector.app === "github-actions" ? [...whyMissing(facts), ...strangers] : strangers;
  if (!deadlinePassed(facts, missingAfter)) {
    const remedy = `Wait for it, or start it. From ${missingAfter} minutes after the push on it counts as failed.`;
    return pending(`${what} has not come yet`, {
      gist: `${selector.name} has not come yet`,
      reasons,
      remedy,
    });
  }
  const remedy =
    "Start the check on the latest commit: see that its workflow is switched on, runs on pull requests, and that no path filter leaves this change out.";
  return fail(`${what} never came`, {
    gist: `${selector.name} never came`,
    reasons: [...reasons, `It did not come within ${missingAfter} minutes.`],
    remedy,
  });
}
