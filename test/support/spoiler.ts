import type { FactsInput } from "../../src/domain/facts.ts";
import type { GateCase } from "./gate-cases.ts";

/** What a control mostly comes to for it. */
type Aim = "pass" | "fail" | "pending" | "unknown";

/** One thing that makes a case worse, by the control that it concerns. */
export interface Spoiler {
  control: string;
  aim: Aim;
  name: string;
  /** It only adds what disqualifies: nothing that it takes away could have stood in the way. */
  disqualifies: boolean;
  spoil(given: GateCase): GateCase;
}

export type Change = (facts: FactsInput, given: GateCase) => Partial<FactsInput>;
export const unread = { unavailable: "403" };

/** One that only adds what disqualifies. */
export function change(control: string, aim: Aim, name: string, changed: Change, disqualifies = true): Spoiler {
  const spoil = (given: GateCase) => {
    const states = Object.entries(changed(given.facts, given)).filter(
      ([fact]) => !disqualifies || !isUnread(given.facts[fact as keyof FactsInput]),
    );
    return { ...given, facts: { ...given.facts, ...Object.fromEntries(states) } };
  };
  return { control, aim, name, disqualifies, spoil };
}
/** What could not be read stays so where something is only added: reading it would take away what stood in the way. */
function isUnread(fact: unknown): boolean {
  return typeof fact === "object" && fact !== null && "unavailable" in fact;
}
/** A fact that is another one: not one more, so that it may take something away that stood in the way. */
export function replace(control: string, aim: Aim, name: string, changed: Change): Spoiler {
  return change(control, aim, name, changed, false);
}

export function listOf<T>(fact: readonly T[] | { unavailable: string } | undefined): readonly T[] {
  return Array.isArray(fact) ? fact : [];
}
