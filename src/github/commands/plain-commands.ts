import type { Decision, Known, Outcome } from "../../pipeline/commands.ts";
import { inline } from "../report/text.ts";
import type { Asked } from "./asked.ts";

/** Remembered of commands by people without a part in the repository. */
const stranger = "stranger";

/** What anybody with a part in the repository may ask for, and what to say to what is no command. */
export function decidePlainly({ reading, isAssociated }: Asked, known: Known): Decision {
  if ("problem" in reading) {
    const isToldBefore = !reading.isKnown && known.kinds.has("unknown");
    const kind = reading.isKnown ? "malformed" : "unknown";
    const answer = isToldBefore ? null : inline(reading.problem, 1500);
    return decision(kind, { reaction: "confused", answer, followUp: "nothing" }, isAssociated, known);
  }
  const { name } = reading.command;
  if (!isAssociated) {
    const answer = `\`${name}\` is for people with a part in this repository, and for the author of the pull request.`;
    return decision(name, { reaction: "-1", answer, followUp: "nothing" }, isAssociated, known);
  }
  if (name === "explain") {
    return decision(name, { reaction: "+1", answer: null, followUp: "explain" }, isAssociated, known);
  }
  const answer = "Judging this pull request again; the check run will tell.";
  return decision(name, { reaction: "+1", answer, followUp: "rewrite" }, isAssociated, known);
}

/** Strangers are answered once for a pull request: nobody can make the app talk without end. */
function decision(kind: string, outcome: Outcome, isAssociated: boolean, { kinds }: Known): Decision {
  if (isAssociated) return { kind, outcome, records: [] };
  return { kind: stranger, outcome: { ...outcome, ...(kinds.has(stranger) && { answer: null }) }, records: [] };
}
