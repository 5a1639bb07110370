import { gateName } from "./announce.ts";
import { RateLimited } from "./errors.ts";
import type { GitHubEvaluation, GitHubOptions } from "./evaluation.ts";
import { failureOf, observeName } from "./report/check-run.ts";
import { writeCheckRun } from "./report/write-check-run.ts";

/**
 * Blocks a pull request that could not be judged: an error inside the app never lets anything pass. Under the name of the last
 * check run on it, else under the one that the policy says; where that cannot be known either, an absent check blocks.
 */
export async function giveUp(side: GitHubEvaluation, options: GitHubOptions, reference: string): Promise<void> {
  const { reader } = side;
  const { github, ref } = reader;
  const last = await options.reports.last(ref);
  const known = last?.checkRunId ? await readRun(side, last.checkRunId) : null;
  const headSha = await reader.pull().then(
    (pull) => pull.head.sha,
    () => last?.headSha,
  );
  const name = known?.name ?? (await nameByPolicy(side, options));
  if (name === null || name === observeName || headSha === undefined) return;
  await writeCheckRun({ github, ref, memory: options.reports }, failureOf(name, headSha, reference));
}

async function readRun({ reader }: GitHubEvaluation, id: number): Promise<{ name: string } | null> {
  try {
    const { data } = await reader.github.rest.checks.get({ ...reader.repo, check_run_id: id });
    return data;
  } catch (error) {
    if (error instanceof RateLimited) throw error;
    reader.onFailure(error);
    return null;
  }
}

async function nameByPolicy(side: GitHubEvaluation, { controls }: GitHubOptions): Promise<string | null> {
  try {
    const { base } = await side.reader.pull();
    const policy = await side.loadPolicy(side.reader.ref);
    return gateName(policy, controls, base.ref, base.repo.default_branch);
  } catch (error) {
    if (error instanceof RateLimited) throw error;
    side.reader.onFailure(error);
    return null;
  }
}
