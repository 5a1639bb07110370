import type { Judged } from "./columns.ts";
import type { Landed } from "./landed.ts";
import type { Fault, Parts, Remedy } from "./result.ts";

/** What a control came to on a landing, under the names of the columns; null: it does not apply. */
type Outcome = "passed" | "remediated" | "deviations" | "unavailable" | null;

/** How often a control came to what. */
export interface Counts {
  population: number;
  applicable: number;
  passed: number;
  remediated: number;
  deviations: number;
  unavailable: number;
}

/** The rules on a landing that ask about one of its parts. */
const partOf: ReadonlyMap<string, keyof Parts> = new Map([
  ["approval", "approval"],
  ["tests", "tests"],
  ["scans", "scans"],
  ["request", "request"],
  ["same-content", "content"],
  ["protection", "protection"],
  ["policy-change", "policy"],
]);

/** Counts what each rule on landings came to, and the landings by result and by kind. */
export class Tally {
  readonly #counts = new Map<string, Counts>();
  readonly results: Record<string, number> = {};
  readonly kinds: Record<string, number> = {};
  #landings = 0;

  add(landed: Landed, { parts, remedy, result }: Judged): void {
    this.#landings++;
    this.results[result] = (this.results[result] ?? 0) + 1;
    this.kinds[landed.landing.kind] = (this.kinds[landed.landing.kind] ?? 0) + 1;
    for (const [rule, part] of partOf) this.#count(rule, ofPart(parts[part], remedy));
    this.#count("emergency", ofEmergency(landed, remedy));
    this.#count("triage", ofTriage(landed, remedy));
  }

  /** What the rule came to; null: it is no rule on landings. */
  of(rule: string): Counts | null {
    if (!partOf.has(rule) && rule !== "emergency" && rule !== "triage") return null;
    return { ...(this.#counts.get(rule) ?? nothing), population: this.#landings };
  }

  #count(rule: string, outcome: Outcome): void {
    const counts = this.#counts.get(rule) ?? { ...nothing };
    this.#counts.set(rule, counts);
    if (outcome === null) return;
    counts.applicable++;
    counts[outcome]++;
  }
}

const nothing: Counts = { population: 0, applicable: 0, passed: 0, remediated: 0, deviations: 0, unavailable: 0 };

/** What officers let stand afterwards is remediated, late or not. */
function ofPart(fault: Fault, remedy: Remedy): Outcome {
  if (fault === null) return null;
  if (fault === 0) return "passed";
  if (remedy === "in-time" || remedy === "late") return "remediated";
  return fault === 1 ? "unavailable" : "deviations";
}

/** A break-glass, or a merge without a passing verdict. */
function ofEmergency({ landing, policy, protection }: Landed, remedy: Remedy): Outcome {
  if (!landing.kind.startsWith("pr_") && landing.kind !== "merge_queue") return null;
  const isDeclared = policy.exception === "break-glass";
  if (!isDeclared && policy.decision === "pass" && protection.bypass_used !== true) return null;
  if (remedy !== "in-time") return "deviations";
  return isDeclared ? "passed" : "remediated";
}

/** Direct and force pushes, and deletions. */
function ofTriage({ landing }: Landed, remedy: Remedy): Outcome {
  const isConcerned = landing.forced || ["direct_push", "bot_push", "force_push", "ref_delete"].includes(landing.kind);
  if (!isConcerned) return null;
  return remedy === "in-time" ? "passed" : "deviations";
}
