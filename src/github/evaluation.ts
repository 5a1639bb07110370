import type { Logger } from "pino";
import type { AnyControl } from "../domain/control.ts";
import type { PolicyInForce } from "../engine/policy-in-force.ts";
import type { ExceptionMemory } from "../pipeline/exceptions.ts";
import type {
  PolicyMemory,
  Ports,
  PullRequestMemory,
  PullRequestRef,
  ReportMemory,
  RepositoryRef,
} from "../pipeline/ports.ts";
import { announce } from "./announce.ts";
import type { GitHub } from "./client.ts";
import { GitHubError } from "./errors.ts";
import { gather } from "./gather.ts";
import { loadPolicy } from "./load-policy.ts";
import { needsOf } from "./needs.ts";
import { createPolicyReader, type PolicyReader } from "./policy-reader.ts";
import { createReader, type Reader, type Wanted } from "./reader.ts";
import { type Outcome, report } from "./report/report.ts";

/** What evaluations on GitHub need of the rest of the app. */
export interface GitHubOptions {
  installation(id: number): Promise<GitHub>;
  pullRequests: PullRequestMemory & { numbersAt(repository: RepositoryRef, headSha: string): Promise<number[]> };
  reports: ReportMemory;
  policies: PolicyMemory;
  exceptions: ExceptionMemory;
  controls: readonly AnyControl[];
  /** What a scan wants to see of the changed files. */
  interest: Pick<Wanted, "wantsText" | "isMovedIn">;
  /** Milliseconds without a verdict after which the pull request says that it is being judged; default: 2,000. */
  patience?: number;
  now(): Date;
  log: Pick<Logger, "warn" | "error">;
}

/** The GitHub side of one evaluation. */
export interface GitHubEvaluation extends Pick<Ports, "loadPolicy" | "gather" | "report"> {
  reader: Reader;
  /** Unless there is a verdict soon, says on the pull request that it is being judged. */
  announceLate(policy: PolicyInForce): void;
  /** What became of the report; null: there was none yet. */
  outcome(): Outcome | null;
  /** Whether GitHub failed in a way that may well pass. */
  isTransient(): boolean;
  /** Ends it, whatever came of it. */
  finish(): Promise<void>;
}

const defaultPatience = 2000;

/** Makes the GitHub side of evaluations: each needs its own, for its answers are asked for once. */
export function createGitHubSide(options: GitHubOptions): (ref: PullRequestRef) => Promise<GitHubEvaluation> {
  const policies = createPolicyReader(options.controls);
  return async (ref) => start(ref, await options.installation(ref.installationId), options, policies);
}

function start(ref: PullRequestRef, github: GitHub, options: GitHubOptions, policies: PolicyReader): GitHubEvaluation {
  const { controls, reports, pullRequests, exceptions, log } = options;
  let isTransient = false;
  let outcome: Outcome | null = null;
  let announcement: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const onFailure = (error: unknown) => {
    const isAnswer = error instanceof GitHubError;
    if (isAnswer) isTransient ||= error.isTransient;
    log[isAnswer ? "warn" : "error"]({ err: error, ref }, "something could not be read from GitHub");
  };
  const reader = createReader({ github, ref, now: options.now(), memory: pullRequests, exceptions, onFailure });

  async function finish(): Promise<void> {
    clearTimeout(timer);
    await announcement;
  }
  return {
    reader,
    outcome: () => outcome,
    isTransient: () => isTransient,
    finish,
    loadPolicy: () => loadPolicy(reader, options.policies, policies),
    announceLate(policy) {
      const left = Math.max(
        0,
        (options.patience ?? defaultPatience) - (options.now().getTime() - reader.now.getTime()),
      );
      timer = setTimeout(() => {
        announcement = announce(reader, reports, policy, controls).catch(onFailure);
      }, left);
    },
    gather: (_ref, policy) =>
      gather({ ...reader, ...needsOf(policy, controls), ...options.interest, isThorough: false }),
    async report(_ref, evaluation) {
      await finish();
      const titles = new Map(controls.map((control) => [control.id, control.title]));
      const siblings = (headSha: string) => pullRequests.numbersAt(ref, headSha);
      outcome = await report(evaluation, { reader, reports, titles, siblings });
    },
  };
}
