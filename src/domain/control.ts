import type { FactName, Facts, Readable } from "./facts.ts";
import type { BreakGlassPolicy, PolicyEffect } from "./policy.ts";
import type { Settings, Values } from "./setting.ts";
import type { Enforcement, Judgement } from "./verdict.ts";

/** The facts a control declared, and those that every document has. */
export type Given<Need extends FactName> = Pick<Facts, Need | "repository" | "pullRequest" | "now">;

/** What a control may know of the policy beyond its own settings. */
export interface Context {
  /** The gate's check run on this pull request, `{base}` filled in. */
  checkName: string;
  /** Minutes until a check that never came is a failure. */
  missingAfter: number;
  breakGlass: BreakGlassPolicy | null;
  policy: PolicyState;
  /** The settings of another control on this pull request: its defaults, and `off`, where it is not listed. */
  settingsOf<S extends Settings>(control: { id: string; settings: S }): Values<S> & { enforcement: Enforcement };
}

/** How the policy came to be the one that judges, and what this pull request does to it. */
export interface PolicyState {
  /** Why the policy on the default branch does not load; null if it does. */
  error: string | null;
  /** Why the organisation's floor is not known any more; null if it is. */
  floorMissing: string | null;
  /** The policy lists no control, so that nothing would be judged. */
  empty: boolean;
  /** Lines of the repository's policy that ask for less than the floor, in words. */
  withoutEffect: readonly string[];
  /** What this pull request does to the policy: null if nothing, a problem if what it proposes does not load. */
  change: Readable<{ problem: string } | { effects: readonly PolicyEffect[] } | null>;
}

/** One check and balance. A control sees only the facts it declares; reaching for another does not compile. */
export interface Control<S extends Settings = Settings, Need extends FactName = FactName> {
  /** Policy key and evidence key. Never renamed, never reused. */
  readonly id: string;
  readonly title: string;
  readonly rationale: string;
  /** Clauses this control is evidence for, such as `SOC2 CC8.1`. */
  readonly satisfies: readonly string[];
  /** Judged whatever the policy says, and no key of `controls`. */
  readonly always?: true;
  readonly settings: S;
  readonly needs: readonly Need[];
  /** Settings of which at least one must be written. */
  readonly requiresOneOf?: readonly string[];
  /** Roles that these settings use. */
  roles?(settings: Values<S>): readonly string[];
  /** Pure. A fact that `read` finds unavailable ends as `unknown`. */
  evaluate(facts: Given<Need>, settings: Values<S>, context: Context): Judgement;
}

/** Any control, as lists hold them. */
export type AnyControl = Omit<Control, "evaluate" | "roles"> & {
  roles?(settings: Values<Settings>): readonly string[];
  evaluate(facts: Facts, settings: Values<Settings>, context: Context): Judgement;
};

/** Checks a control's types and forgets them, so that controls fit into one list. */
export function defineControl<const S extends Settings, const Need extends FactName>(control: Control<S, Need>) {
  return control;
}
