import type { Facts } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";
import type { Evaluation } from "../engine/judge.ts";
import type { Again } from "../pipeline/queue.ts";

/** The queue keeps nothing for weeks: what lies further ahead is looked at again on the way. */
const longestWait = 7 * 24 * 3_600_000;

/** When a verdict may change although nobody tells of anything; null: never. */
export function nextLook(evaluation: Evaluation, now: Date): Again {
  if (!evaluation.verdict.gated) return null;
  const times = [...deadlines(evaluation), ...boundaries(evaluation.facts)].filter((time) => time > now.getTime());
  if (times.length === 0) return null;
  return new Date(Math.min(...times, now.getTime() + longestWait));
}

/** When a check that has not come will count as failed: nobody tells of what does not happen. */
function deadlines({ verdict, effective, facts }: Evaluation): number[] {
  const { seenAt } = facts.pullRequest.head;
  if (isUnavailable(seenAt) || !verdict.controls.some((control) => control.outcome === "pending")) return [];
  return [Date.parse(seenAt) + effective["missing-after"] * 60_000];
}

/** Where exceptions that may concern this head begin or end. */
function boundaries({ exceptions, pullRequest, files }: Facts): number[] {
  if (isUnavailable(exceptions)) return [];
  return exceptions.flatMap((exception) => {
    if (exception.kind === "break-glass") {
      const isForHead = exception.headSha === pullRequest.head.sha;
      return isForHead ? [Date.parse(exception.grantedAt), Date.parse(exception.expiresAt)] : [];
    }
    const isTouched = isUnavailable(files) || files.some(({ path }) => path === exception.path);
    return isTouched ? [Date.parse(exception.expiresAt)] : [];
  });
}
