import type { RuleId } from "../scanner/finding.ts";

/** Lets findings of one rule in one file pass until the end of a day. */
export interface WaiveCommand {
  name: "waive";
  rule: RuleId;
  /** As git writes it: relative, with forward slashes, nothing to resolve. */
  path: string;
  /** Counted from 1; null: the whole file. */
  line: number | null;
  /** A civil date that exists, `YYYY-MM-DD`; whether it lies in the future is for the one who knows the time. */
  until: string;
  reason: string;
}

/** What somebody asks for in a comment. Texts are as they were written: hostile, trimmed, on one line, within bounds. */
export type Command =
  | { name: "recheck" }
  | { name: "explain" }
  | { name: "break-glass"; incident: string; reason: string }
  | { name: "break-glass approve"; reason: string | null }
  | WaiveCommand
  | { name: "review"; decision: "approve" | "reject" | "escalate"; reason: string };

/** Why a text is no command: a sentence for people, with code between backticks. It may hold words of the comment. */
export interface Misread {
  problem: string;
}

/** How each command is written. */
export const usages: Readonly<Record<Command["name"], string>> = {
  recheck: "/mergewarden recheck",
  explain: "/mergewarden explain",
  "break-glass": "/mergewarden break-glass INCIDENT REASON…",
  "break-glass approve": "/mergewarden break-glass approve",
  waive: "/mergewarden waive RULE PATH[:LINE] until YYYY-MM-DD REASON…",
  review: "/mergewarden review approve|reject|escalate REASON…",
};
