import type { Conclusion, ControlVerdict } from "../domain/verdict.ts";

/**
 * What blocking controls come to: any fail or unknown fails, else any pending waits, else it succeeds (contract,
 * section 7). An exception lifts all but `policy-change`.
 */
export function conclude(
  controls: readonly ControlVerdict[],
  hasException: boolean,
): { conclusion: Conclusion; lifted: boolean } {
  const plain = concludeFrom(controls);
  if (plain === "success" || !hasException) return { conclusion: plain, lifted: false };
  return { conclusion: concludeFrom(controls.filter((control) => control.id === "policy-change")), lifted: true };
}

function concludeFrom(controls: readonly ControlVerdict[]): Conclusion {
  const outcomes = controls.filter((control) => control.enforcement === "block").map((control) => control.outcome);
  if (outcomes.some((outcome) => outcome === "fail" || outcome === "unknown")) return "failure";
  return outcomes.includes("pending") ? "pending" : "success";
}
