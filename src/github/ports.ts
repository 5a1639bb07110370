import type { Logger } from "pino";
import type { AnyControl } from "../domain/control.ts";
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
import { createPolicyReader } from "./policy-reader.ts";
import { createReader, type Reader, type Wanted } from "./reader.ts";
import { report } from "./report/report.ts";

/** What evaluations on GitHub need of the rest of the app. */
export interface GitHubPortsOptions {
  installation(id: number): Promise<GitHub>;
  pullRequests: PullRequestMemory & { numbersAt(repository: RepositoryRef, headSha: string): Promise<number[]> };
  reports: ReportMemory;
  policies: PolicyMemory;
  controls: readonly AnyControl[];
  wantsText: Wanted["wantsText"];
  /** Judges the pull request again: at once because it moved, or in a while because GitHub failed just now. */
  judgeAgain(ref: PullRequestRef, why: "moved" | "failed"): Promise<void>;
  now(): Date;
  log: Pick<Logger, "info" | "warn" | "error">;
}

/** Milliseconds without a verdict after which the pull request says that it is being judged. */
const patience = 2000;

export type GitHubPorts = Pick<Ports, "loadPolicy" | "gather" | "report">;

/**
 * Makes the GitHub side of one evaluation. Each evaluation needs its own: its answers are asked for once. `finish` ends it,
 * whatever came of it.
 */
export function createGitHubPorts(
  options: GitHubPortsOptions,
): (ref: PullRequestRef) => Promise<GitHubPorts & { finish(): Promise<void> }> {
  const { controls, reports, pullRequests, log } = options;
  const policies = createPolicyReader(controls);
  const titles = new Map(controls.map((control) => [control.id, control.title]));

  return async (ref) => {
    let isTransient = false;
    let announcement: Promise<void> = Promise.resolve();
    let timer: NodeJS.Timeout | undefined;
    const onFailure = (error: unknown) => {
      if (error instanceof GitHubError) isTransient ||= error.isTransient;
      log[error instanceof GitHubError ? "warn" : "error"]({ err: error, ref }, "a fact could not be read");
    };
    const github = await options.installation(ref.installationId);
    const reader: Reader = createReader({ github, ref, now: options.now(), memory: pullRequests, onFailure });

    async function finish(): Promise<void> {
      clearTimeout(timer);
      await announcement;
    }
    return {
      finish,
      async loadPolicy() {
        const policy = await loadPolicy(reader, options.policies, policies);
        const left = Math.max(0, patience - (options.now().getTime() - reader.now.getTime()));
        timer = setTimeout(() => {
          announcement = announce(reader, reports, policy, controls).catch(onFailure);
        }, left);
        return policy;
      },
      gather: (_ref, policy) =>
        gather({ ...reader, ...needsOf(policy, controls), wantsText: options.wantsText, isThorough: false }),
      async report(_ref, evaluation) {
        await finish();
        const siblings = (headSha: string) => pullRequests.numbersAt(ref, headSha);
        const outcome = await report(evaluation, { reader, reports, titles, siblings });
        if (outcome === "moved") await options.judgeAgain(ref, "moved");
        else if (isTransient) await options.judgeAgain(ref, "failed");
      },
    };
  };
}
