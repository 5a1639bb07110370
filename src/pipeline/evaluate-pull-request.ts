import type { AnyControl } from "../domain/control.ts";
import { type Evaluation, judge } from "../engine/judge.ts";
import type { Ports, PullRequestRef } from "./ports.ts";

/** Judges one pull request and says so. Evidence comes before the report: no green check run is ever without it. */
export async function evaluatePullRequest(
  ref: PullRequestRef,
  ports: Ports,
  controls: readonly AnyControl[],
): Promise<Evaluation> {
  const policy = await ports.loadPolicy(ref);
  const facts = await ports.gather(ref, policy);
  const evaluation = judge(policy, facts, controls);
  await ports.record(ref, evaluation);
  await ports.report(ref, evaluation);
  return evaluation;
}
