import type { Decision, Known, Outcome } from "../../pipeline/commands.ts";
import { inline } from "../report/text.ts";
import type { Asked } from "./asked.ts";

/** What anybody with a part in the repository may ask for, and what to say to what is no command. */
export function decidePlainly({ reading, isAssociated }: Asked, known: Known): Decision {
  if ("problem" in reading) {
    const isToldBefore = !reading.isKnown && known.kinds.has("unknown");
    const answer = isToldBefore ? null : inline(reading.problem, 1500);
    const outcome: Outcome = { reaction: "confused", answer, followUp: "nothing" };
    return { kind: reading.isKnown ? "malformed" : "unknown", outcome, records: [] };
  }
  const { name } = reading.command;
  return { kind: name, outcome: isAssociated ? carriedOut(name) : forOthers(name), records: [] };
}

function carriedOut(name: string): Outcome {
  if (name === "explain") return { reaction: "+1", answer: null, followUp: "explain" };
  const answer = "Judging this pull request again; the check run will tell.";
  return { reaction: "+1", answer, followUp: "rewrite" };
}

function forOthers(name: string): Outcome {
  const answer = `\`${name}\` is for people with a part in this repository, and for the author of the pull request.`;
  return { reaction: "-1", answer, followUp: "nothing" };
}
