import type { Outcome } from "../pipeline/commands.ts";
import type { Grant } from "../pipeline/exceptions.ts";

/** What a command comes to. The answer is text with code between backticks; it may hold words from outside. */
export interface Judged extends Omit<Outcome, "answer"> {
  answer: string;
  grant: Grant | null;
  /** Members of the evidence's record that only the one who decided knows. */
  evidence: Readonly<Record<string, string | number | boolean | null>>;
}

/** Nothing comes of it, and why. */
export function refuse(answer: string): Judged {
  return { reaction: "-1", answer, followUp: "nothing", grant: null, evidence: {} };
}
