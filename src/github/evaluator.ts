import type { Standing } from "../commands/standing.ts";
import { type Evaluation, judge } from "../engine/judge.ts";
import type { PolicyInForce } from "../engine/policy-in-force.ts";
import { evaluatePullRequest } from "../pipeline/evaluate-pull-request.ts";
import type { BreakGlassRequest } from "../pipeline/exceptions.ts";
import type { PullRequestRef, RepositoryRef } from "../pipeline/ports.ts";
import type { Again } from "../pipeline/queue.ts";
import type { Judged } from "../pipeline/sweep.ts";
import { nextLook } from "./again.ts";
import { readStanding } from "./commands/standing.ts";
import { RateLimited } from "./errors.ts";
import { createGitHubSide, type GitHubEvaluation, type GitHubOptions } from "./evaluation.ts";
import { giveUp } from "./give-up.ts";
import { breakGlassNote } from "./report/break-glass.ts";
import { checkRunOf } from "./report/check-run.ts";
import { sayProtectedSince } from "./report/protected-since.ts";
import { inline, shorten } from "./report/text.ts";
import { judgedOf } from "./sweep/judged.ts";

export interface EvaluatorOptions extends GitHubOptions {
  /** Keeps what was decided, before it is reported; `tenant` is the id of the account that owns the repository. */
  record(ref: PullRequestRef, evaluation: Evaluation, tenant: number): Promise<void>;
  /** Keeps that the pull request was judged as it is, after that was reported: sweeps judge what was not. */
  judged?(ref: PullRequestRef, judged: Judged): Promise<void>;
  /** Since when a branch has been seen as protected as it is; null: nobody knows. */
  protectedSince?(repository: RepositoryRef, branch: string): Promise<Date | null>;
}

/** Judges pull requests on GitHub. */
export interface Evaluator {
  /** Judges one, and says when to do so again whatever happens until then. Throws what a later try may mend. */
  evaluate(ref: PullRequestRef): Promise<Again>;
  /** Says on the pull request that it could not be judged, and blocks it. `reference` finds the reason in the log. */
  giveUp(ref: PullRequestRef, reference: string): Promise<void>;
  /** The verdict as it would be now, in Markdown; nothing is written or kept. */
  explain(ref: PullRequestRef): Promise<string>;
  /** Who may do what on it, by the policy in force. */
  standing(ref: PullRequestRef): Promise<Standing>;
}

/** Milliseconds until GitHub is asked again after a failure that may pass. */
const pause = 30_000;

/** The evaluator of the server. */
export function createEvaluator(options: EvaluatorOptions): Evaluator {
  const startOn = createGitHubSide(options);
  return {
    async evaluate(ref) {
      const side = await startOn(ref);
      try {
        return await evaluateOn(side, ref, options);
      } catch (error) {
        if (error instanceof RateLimited) return error.until;
        throw error;
      } finally {
        await side.finish();
      }
    },
    async giveUp(ref, reference) {
      await giveUp(await startOn(ref), options, reference);
    },
    async explain(ref) {
      const side = await startOn(ref);
      const policy = await side.loadPolicy(ref);
      const evaluation = judge(policy, await side.gather(ref, policy), options.controls);
      return explanation(evaluation, await options.exceptions.requests(ref), options);
    },
    async standing(ref) {
      return readStanding(await startOn(ref), ref, options);
    },
  };
}

async function evaluateOn(side: GitHubEvaluation, ref: PullRequestRef, options: EvaluatorOptions): Promise<Again> {
  const pull = await side.reader.pull();
  if (pull.state !== "open") return null;
  const tenant = pull.base.repo.owner.id;
  const record = (_ref: PullRequestRef, evaluation: Evaluation) => options.record(ref, evaluation, tenant);
  const { gather } = side;
  async function report(_ref: PullRequestRef, evaluation: Evaluation): Promise<void> {
    const since = await options.protectedSince?.(ref, pull.base.ref);
    await side.report(ref, sayProtectedSince(evaluation, since ?? null));
  }
  async function loadPolicy(): Promise<PolicyInForce> {
    const policy = await side.loadPolicy(ref);
    side.announceLate(policy);
    return policy;
  }
  const evaluation = await evaluatePullRequest(ref, { loadPolicy, gather, report, record }, options.controls);
  const now = options.now();
  if (side.outcome() === "moved") return now;
  if (side.isTransient()) return new Date(now.getTime() + pause);
  await options.judged?.(ref, judgedOf(pull, evaluation, { controls: options.controls, readAt: side.reader.now }));
  return nextLook(evaluation, now);
}

const mostBytes = 60_000;

function explanation(
  evaluation: Evaluation,
  requests: readonly BreakGlassRequest[],
  { controls }: EvaluatorOptions,
): string {
  const titles = new Map(controls.map((control) => [control.id, control.title]));
  const content = checkRunOf(evaluation, titles, breakGlassNote(evaluation, requests));
  if (content === null)
    return `\`${evaluation.facts.pullRequest.base.ref.replaceAll("`", "")}\` is not a gated branch.`;
  return shorten([`### ${inline(content.title)}`, content.summary, content.text].join("\n\n"), mostBytes);
}
