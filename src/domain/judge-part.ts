import { rereadRemedy, Unreadable } from "./readable.ts";
import { type Judgement, unknown } from "./verdict.ts";

/**
 * One part of a control's judgement. What it needs and could not be read makes this part `unknown`, so that another
 * part's certain failure still counts.
 */
export function judgePart(part: () => Judgement): Judgement {
  try {
    return part();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return unknown(`Could not read ${error.fact}`, {
      gist: `could not read ${error.fact}`,
      reasons: [error.message],
      remedy: rereadRemedy,
    });
  }
}
