import type { Actor } from "../../domain/facts.ts";
import type { LandedBody } from "../../evidence/bodies.ts";
import type { RefTip } from "../../pipeline/landings.ts";

/** All zeros: the branch is not there. */
export const nowhere = "0".repeat(40);

/** One move of a branch; {@link nowhere} stands for a branch that is not there. */
export interface Move {
  before: string;
  after: string;
  /** null: nobody knows. */
  pusher: Actor | null;
  at: Date;
  source: LandedBody["landing"]["landed_source"];
  /** What GitHub calls it, such as `force_push`; null: nobody said. */
  type: string | null;
  /** Its number among the activities of the repository; null: it was not told as one. */
  activity: number | null;
}

/**
 * The moves that lead on from the last one on record, without a gap: what GitHub tells, then the hint, unless GitHub told of it.
 * What lies between two and nobody tells of becomes one move. `activities`: oldest first.
 */
export function movesSince(tip: RefTip, activities: readonly Move[], hint: Move | null): Move[] {
  const head = tip.head ?? nowhere;
  const fresh = activities.filter((move) => isAfter(tip, move, head));
  // Where nobody knows which activity was the last, the branch may have been there before.
  const start =
    tip.activity === null
      ? fresh.findLastIndex(({ before }) => before === head)
      : fresh.findIndex(({ before }) => before === head);
  // Where the last one ends in the head, hints had told of all of them.
  const isKnown = start < 0 && fresh.at(-1)?.after === head;
  const moves = withoutGaps(head, isKnown ? [] : fresh.slice(Math.max(start, 0)));
  const now = moves.at(-1)?.after ?? head;
  if (hint === null || now === hint.after || toldOf(hint, activities) !== undefined) return moves;
  if (hint.source === "ref_poll") return [...moves, { ...hint, before: now }];
  // A hint of the past has been on record for long, and a merge does not tell what its move was.
  const isPast = hint.source === "pull_request_api" || hint.at <= (moves.at(-1)?.at ?? tip.at);
  if (hint.before !== now && isPast) return moves;
  return [...moves, ...withoutGaps(now, [hint])];
}

function isAfter(tip: RefTip, { activity, at, before }: Move, head: string): boolean {
  if (tip.activity !== null) return (activity ?? 0) > tip.activity;
  return at >= tip.at || before === head;
}

/** The activity that a hint tells of. Of a merge only where it ended is known. */
export function toldOf({ before, after, source }: Move, activities: readonly Move[]): Move | undefined {
  const isMerge = source === "pull_request_api";
  return activities.findLast((one) => one.after === after && (isMerge || one.before === before));
}

function withoutGaps(from: string, given: readonly Move[]): Move[] {
  const moves: Move[] = [];
  let head = from;
  for (const move of given) {
    if (move.before !== head) moves.push(unseen(head, move));
    moves.push(move);
    head = move.after;
  }
  return moves;
}

/** From where it was last seen to where the next move begins. */
function unseen(head: string, { before, at }: Move): Move {
  return { before: head, after: before, pusher: null, at, source: "ref_poll", type: null, activity: null };
}
