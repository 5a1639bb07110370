import type { Evaluation } from "../../engine/judge.ts";

/** The control that judges whether the gate must be passed. */
const control = "gate-required";

/** Adds since when the base branch has been seen as protected as it is, where that is as it should be. */
export function sayProtectedSince(evaluation: Evaluation, since: Date | null): Evaluation {
  const { verdict } = evaluation;
  if (!verdict.gated || since === null) return evaluation;
  const reason = `Seen like this, without a change, since ${since.toISOString().slice(0, 10)}.`;
  const controls = verdict.controls.map((one) =>
    one.id === control && one.outcome === "pass" ? { ...one, reasons: [...one.reasons, reason] } : one,
  );
  return { ...evaluation, verdict: { ...verdict, controls } };
}
