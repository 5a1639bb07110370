import type { AnyControl } from "../../domain/control.ts";
import type { FactName } from "../../domain/facts.ts";
import type { Evaluation } from "../../engine/judge.ts";
import type { Judged, PullRequestState } from "../../pipeline/sweep.ts";

/** A pull request as a list, or its own answer, shows it. */
interface PullData {
  number: number;
  head: { sha: string };
  base: { ref: string; sha: string };
  updated_at: string;
}

/** What sweeps compare of a pull request. */
export function stateOf({ number, head, base, updated_at: updatedAt }: PullData): PullRequestState {
  return { number, headSha: head.sha, baseRef: base.ref, baseSha: base.sha, updatedAt: new Date(updatedAt) };
}

/** Facts that change without a trace on the pull request. */
const traceless: readonly FactName[] = ["checks", "codeScanning", "secretScanning"];
/** GitHub's times are of whole seconds, and its clock is not ours: what changed so lately may change again unseen. */
const lately = 60_000;

/** What sweeps are to know of a judgement. */
export function judgedOf(
  pull: PullData,
  { verdict }: Evaluation,
  { controls, readAt }: { controls: readonly AnyControl[]; readAt: Date },
): Judged {
  const state = stateOf(pull);
  const waiting = new Set(verdict.controls.filter(({ outcome }) => outcome === "pending").map(({ id }) => id));
  const awaitsCheck = controls.some(
    ({ id, needs }) => waiting.has(id) && needs.some((fact) => traceless.includes(fact)),
  );
  return { ...state, isSettled: !awaitsCheck && readAt.getTime() - state.updatedAt.getTime() > lately };
}
