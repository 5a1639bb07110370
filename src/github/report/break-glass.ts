import { currentRequest, sayAsked, sayEnded, saySupport } from "../../commands/break-glass.ts";
import type { Evaluation } from "../../engine/judge.ts";
import type { BreakGlassRequest } from "../../pipeline/exceptions.ts";
import { inline } from "./text.ts";

/** What there is to say of break-glass on this head, in a line of Markdown; null: nothing. */
export function breakGlassNote(
  { effective, verdict, facts }: Evaluation,
  requests: readonly BreakGlassRequest[],
): string | null {
  const policy = effective["break-glass"];
  if (policy === null || !verdict.gated) return null;
  const request = currentRequest(requests, facts.pullRequest, new Date(facts.now));
  if (request === null) return ended(sayEnded(requests, facts.pullRequest));
  const isIdle = request.grant !== null && verdict.exception === null && verdict.conclusion !== "success";
  const idle = isIdle ? " It does not count: by the policy in force these people are not enough." : "";
  return `🚨 ${inline(`${sayAsked(request)} ${request.reason}`, 800)} ${inline(saySupport(request, policy), 800)}${idle}`;
}

function ended(said: string | null): string | null {
  return said === null ? null : inline(said, 800);
}
