import type { AnyControl } from "../domain/control.ts";
import type { Facts } from "../domain/facts.ts";
import type { ControlSettings, EffectivePolicy } from "../domain/policy.ts";
import { isUnavailable } from "../domain/readable.ts";
import type { Annotation, GatedVerdict, Verdict } from "../domain/verdict.ts";
import { matchesGlob } from "../matching/glob.ts";
import { breakGlassInForce } from "./break-glass.ts";
import { conclude } from "./conclude.ts";
import { contextOf } from "./context.ts";
import { judgeControl } from "./judge-control.ts";
import { orderFacts } from "./order-facts.ts";
import type { PolicyInForce } from "./policy-in-force.ts";
import { resolveInForce } from "./policy-in-force.ts";

/** What one judgement came to, and what it was made of. */
export interface Evaluation {
  facts: Facts;
  effective: EffectivePolicy;
  /** `sha256:…` of the effective policy. */
  policyDigest: string;
  /** The settings in force for this very pull request, by control: the rules that match are applied. */
  settings: Readonly<Record<string, ControlSettings>>;
  verdict: Verdict;
  /** What each control misses in the fewest words, by its id. */
  gists: ReadonlyMap<string, string>;
  /** Where the controls object, for the check run. */
  annotations: readonly Annotation[];
}

/**
 * Facts × policy → verdict. Pure: the same engine answers the server, `simulate` and the tests.
 * Throws {@link PolicyError} if the policies cannot be resolved into one.
 */
export function judge(policy: PolicyInForce, given: Facts, controls: readonly AnyControl[]): Evaluation {
  const facts = orderFacts(given);
  const inForce = resolveInForce(policy, facts, controls);
  const { effective, digest } = inForce;
  const settings = inForce.settingsFor(facts);
  const about = { facts: given, effective, policyDigest: digest, settings: Object.fromEntries(settings) };
  if (!isGated(effective, facts.repository, facts.pullRequest.base.ref)) {
    return { ...about, verdict: { gated: false, conclusion: null, controls: [] }, gists: new Map(), annotations: [] };
  }
  const context = contextOf(inForce, settings, facts, policy, controls);
  const judged = controls.map((control) => judgeControl(control, facts, settings.get(control.id), context));
  const exception = breakGlassInForce(facts, effective["break-glass"]);
  const { conclusion, lifted } = conclude(
    judged.map((one) => one.verdict),
    exception !== null,
  );
  const verdict: GatedVerdict = {
    gated: true,
    mode: effective.mode,
    conclusion,
    headSha: facts.pullRequest.head.sha,
    policyDigest: digest,
    controls: judged.map((one) => one.verdict),
    exception: lifted ? exception : null,
  };
  const gists = new Map(judged.map((one) => [one.verdict.id, one.gist]));
  return { ...about, verdict, gists, annotations: judged.flatMap((one) => one.annotations) };
}

/** Whether a base branch is gated. The default branch is, where nothing is written; unknown counts as gated. */
export function isGated(
  { branches }: EffectivePolicy,
  { defaultBranch }: Pick<Facts["repository"], "defaultBranch">,
  base: string,
): boolean {
  if (branches !== null) return branches.some((glob) => matchesGlob(base, glob));
  return isUnavailable(defaultBranch) || defaultBranch === base;
}
