import { z } from "zod";
import type { BreakGlass } from "./facts.ts";

export const enforcements = ["off", "warn", "block"] as const;
export type Enforcement = (typeof enforcements)[number];

export const outcomes = ["pass", "fail", "pending", "unknown", "not-applicable"] as const;
/** pass · fail: this head needs a change · pending: can pass without a push · unknown: a fact could not be read. */
export type Outcome = (typeof outcomes)[number];

/** Where a control objects: becomes an annotation of the check run. Lines count from 1. */
export interface Annotation {
  path: string;
  line: number;
  level: "failure" | "warning" | "notice";
  title: string;
  message: string;
}

/** What one control says of one pull request. */
export interface Judgement {
  outcome: Outcome;
  /** One line: what is so. */
  summary: string;
  /** What is missing, in the fewest words: for the check run's title. Where there is none, the summary is short enough. */
  gist?: string;
  /** Why, a sentence each. */
  reasons: string[];
  /** What to do, or null if nothing is. */
  remedy: string | null;
  annotations?: Annotation[];
}

const controlVerdictSchema = z.strictObject({
  id: z.string(),
  enforcement: z.enum(["block", "warn", "off"]),
  outcome: z.enum(outcomes),
  summary: z.string(),
  reasons: z.array(z.string()),
  remedy: z.string().nullable(),
});

/** The form of a verdict that `simulate --json` prints (contract, section 7). */
export const verdictSchema = z.union([
  z.strictObject({ gated: z.literal(false), conclusion: z.null(), controls: z.array(z.never()).max(0) }),
  z.strictObject({
    gated: z.literal(true),
    mode: z.enum(["enforce", "observe"]),
    conclusion: z.enum(["success", "failure", "pending"]),
    headSha: z.string(),
    policyDigest: z.string(),
    controls: z.array(controlVerdictSchema),
    exception: z.custom<BreakGlass>().nullable(),
  }),
]);
export type ControlVerdict = z.output<typeof controlVerdictSchema>;
export type Verdict = z.output<typeof verdictSchema>;
export type GatedVerdict = Extract<Verdict, { gated: true }>;
export type Conclusion = GatedVerdict["conclusion"];

/** Details of a {@link Judgement} that are empty more often than not. */
export type Details = Partial<Pick<Judgement, "gist" | "reasons" | "remedy" | "annotations">>;

function judgement(outcome: Outcome, summary: string, details: Details): Judgement {
  return { outcome, summary, reasons: [], remedy: null, ...details };
}
export function pass(summary: string, details: Details = {}): Judgement {
  return judgement("pass", summary, details);
}
export function fail(summary: string, details: Details = {}): Judgement {
  return judgement("fail", summary, details);
}
export function pending(summary: string, details: Details = {}): Judgement {
  return judgement("pending", summary, details);
}
export function unknown(summary: string, details: Details = {}): Judgement {
  return judgement("unknown", summary, details);
}
export function notApplicable(summary: string): Judgement {
  return judgement("not-applicable", summary, {});
}

const weight: Record<Outcome, number> = { fail: 4, unknown: 3, pending: 2, pass: 1, "not-applicable": 0 };

/** The outcome that counts of several in one control: fail, then unknown, pending, pass. */
export function worstOutcome(found: readonly Outcome[]): Outcome {
  return found.reduce((worst, outcome) => (weight[outcome] > weight[worst] ? outcome : worst), "not-applicable");
}

/** One judgement out of a control's parts: the worst outcome with its summaries and remedies, the reasons of all. */
export function combine(parts: readonly Judgement[]): Judgement {
  const outcome = worstOutcome(parts.map((part) => part.outcome));
  const worst = parts.filter((part) => part.outcome === outcome);
  const gists = [...new Set(worst.map((part) => part.gist ?? part.summary).filter((text) => text !== ""))];
  const remedies = new Set(worst.flatMap((part) => part.remedy ?? []));
  return {
    outcome,
    summary: [...new Set(worst.map((part) => part.summary).filter((text) => text !== ""))].join("; "),
    gist: gists.length > 2 ? `${gists[0]} and ${gists.length - 1} more` : gists.join(", "),
    reasons: parts.flatMap((part) => part.reasons),
    remedy: remedies.size > 0 ? [...remedies].join(" ") : null,
    annotations: parts.flatMap((part) => part.annotations ?? []),
  };
}
