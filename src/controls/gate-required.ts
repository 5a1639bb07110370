import { z } from "zod";
import { defineControl } from "../domain/control.ts";
import type { BranchRules, Readable } from "../domain/facts.ts";
import { judgePart } from "../domain/judge-part.ts";
import { isUnavailable, read } from "../domain/readable.ts";
import { list } from "../domain/setting.ts";
import { combine, fail, type Judgement, pass } from "../domain/verdict.ts";

export const gateRequired = defineControl({
  id: "gate-required",
  title: "Gate required",
  rationale: "A gate that nobody must pass protects nothing.",
  satisfies: ["SOC2 CC7.1", "SOC2 CC8.1", "SOC2 CC6.1", "ISO27001 A.8.9"],
  needs: ["branchRules"],
  settings: {
    "allow-bypass": list(z.string().regex(/^\w+:\w+$/, "expected `Type:id`, such as `Team:42`"), {
      longer: "laxer",
      description: "Who may always bypass the rules, as `Type:id`, such as `Team:42`.",
    }),
  },

  evaluate({ branchRules, pullRequest: { base } }, settings, { checkName }) {
    const rules = read(branchRules, "the rules of the branch");
    return judgeGate(rules, { branch: base.ref, check: checkName, allowBypass: settings["allow-bypass"] });
  },
});

/** A branch, the check that is to be required on it, and who may always bypass its rules, as `Type:id`. */
export interface Gate {
  branch: string;
  check: string;
  allowBypass: readonly string[];
}

/** Whether nobody else gets past the check of this app into the branch. */
export function judgeGate(rules: BranchRules, { branch, check, allowBypass }: Gate): Judgement {
  return combine([
    judgePart(() => judgeRequired(rules, check, branch)),
    judgePart(() => judgePullRequests(rules, branch)),
    judgePart(() => judgeBypass(rules, allowBypass)),
  ]);
}

const remedy = "Ask an administrator of the repository to mend its ruleset; docs/getting-started.md shows how.";

function judgeRequired(rules: BranchRules, checkName: string, branch: string): Judgement {
  const required = read(rules.requiredChecks, "the required checks").filter((check) => check.name === checkName);
  if (required.length === 0) {
    return fail(`${branch} does not require the check`, {
      reasons: [`The check \`${checkName}\` is not required on ${branch}.`],
      remedy,
    });
  }
  const pinned = required.filter((check) => check.appId !== null);
  if (pinned.length > 0) {
    const appId = read(rules.appId, "the id of this app");
    if (pinned.some((check) => check.appId === appId)) return pass(`${branch} requires the check of this app`);
    for (const check of pinned) read(check.appId, "the app that a required check is pinned to");
  }
  const reasons = [
    `The check \`${checkName}\` is required, but anybody who may write a status can set it: it is not pinned to this app.`,
  ];
  return fail("the required check is not pinned to this app", { reasons, remedy });
}

function judgePullRequests(rules: BranchRules, branch: string): Judgement {
  if (read(rules.requiresPullRequest, "whether the branch needs pull requests")) return pass("");
  return fail(`${branch} takes pushes without a pull request`, {
    reasons: [`${branch} can be pushed to directly.`],
    remedy,
  });
}

function judgeBypass({ bypassActors }: BranchRules, allowed: readonly string[]): Judgement {
  if (isUnavailable(bypassActors)) {
    return pass("", { reasons: [`Who can bypass the rules was not read: ${bypassActors.unavailable}.`] });
  }
  const others = bypassActors
    .filter(({ mode, id }) => canAlways(mode) && !isUnavailable(id))
    .map(({ type, id }) => `${type}:${id}`)
    .filter((entry) => !allowed.includes(entry));
  if (others.length === 0) {
    for (const { mode, id } of bypassActors)
      if (canAlways(read(mode, "how somebody can bypass the rules"))) read(id, "who can bypass the rules");
    return pass("");
  }
  return fail(`${others.join(", ")} can always bypass`, {
    reasons: others.map((entry) => `${entry} can always bypass the rules.`),
    remedy,
  });
}

/** `exempt` is not even asked: https://docs.github.com/en/rest/repos/rules */
function canAlways(mode: Readable<string>): boolean {
  return mode === "always" || mode === "exempt";
}
