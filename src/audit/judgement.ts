import type { LandedBody } from "../evidence/bodies.ts";
import type { ExceptionState } from "./exceptions.ts";
import type { Finding } from "./finding.ts";
import { findings } from "./findings.ts";

/** What a landing came to. Never better than it was on the day: a late review is remediated_late for good. */
export type LandingResult = "compliant" | "remediated" | "remediated_late" | "deviation" | "unavailable";

/** What a landing came to, and why. */
export interface LandingJudgement {
  result: LandingResult;
  findings: Finding[];
}

/**
 * Judges a landing by its record and by what became of its exceptions. `reviews` and `checks` that the record keeps in a
 * document are put into the body before; where they are not, they count as unavailable.
 */
export function judgeLanding(landed: LandedBody, exceptions: ReadonlyMap<string, ExceptionState>): LandingJudgement {
  const found = findings(landed);
  return { result: resultFrom(found, remedyOf(landed, exceptions)), findings: found };
}

/** none: nothing was opened · open: somebody still owes a decision, refused, or was asked for nothing (observe mode). */
export type Remedy = "none" | "open" | "in-time" | "late";

/** How the exceptions of a landing stand together: the worst of them counts, and one that the log does not tell of is open. */
export function remedyOf({ exceptions: keys }: LandedBody, states: ReadonlyMap<string, ExceptionState>): Remedy {
  if (keys.length === 0) return "none";
  const own = keys.map((key) => states.get(key));
  if (own.some((state) => state?.status !== "resolved" || state.mode === "observe")) return "open";
  return own.some((state) => state?.late) ? "late" : "in-time";
}

function resultFrom(found: readonly Finding[], remedy: Remedy): LandingResult {
  if (remedy === "open") return "deviation";
  if (remedy === "in-time") return "remediated";
  if (remedy === "late") return "remediated_late";
  if (found.some(({ code }) => code !== "EVIDENCE_UNAVAILABLE")) return "deviation";
  return found.length > 0 ? "unavailable" : "compliant";
}
