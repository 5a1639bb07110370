import type { ListedCommit } from "./clones.ts";
import type { Landed, LandedCommit } from "./landed.ts";
import { none, sumOf, type Totals, totalsOf } from "./reconciliation.ts";

/** All zeros: the branch is not there. */
const NOWHERE = /^0+$/;

/** What landings in a row did to a branch, from one head to another; forced moves, creations and deletions each by themselves. */
export interface Segment {
  /** What its commits are counted from. */
  from: string;
  to: string;
  /** Where the branch was before. */
  start: string;
  isAlone: boolean;
  /** It begins where the one before ended. */
  isJoined: boolean;
  totals: Totals;
  /** Only where a clone is to be compared. */
  commits: Map<string, ListedCommit>;
}

/** The history of one branch, as its landings tell it in the order of the log. */
export class BranchHistory {
  readonly segments: Segment[] = [];
  /** Wherever the branch was. */
  readonly heads = new Set<string>();
  #last = { before: "", after: "" };

  /** Returns the number of the segment that the landing belongs to. */
  add(landed: Landed, commits: readonly LandedCommit[], keepsCommits: boolean): number {
    const segment = this.#segmentOf(landed);
    this.heads.add(landed.landing.before).add(landed.landing.after);
    if (landed.landing.kind === "ref_create") segment.from = landed.content.base ?? segment.start;
    segment.totals = sumOf(segment.totals, totalsOf(landed, commits.length));
    for (const { sha, tree, parents } of keepsCommits ? commits : []) {
      segment.commits.set(sha, { tree, parents: parents.join(" ") });
    }
    return this.segments.length;
  }

  #segmentOf({ landing, commits }: Landed): Segment {
    const { before, after, forced } = landing;
    const open = this.segments.at(-1);
    const isAlone = forced || NOWHERE.test(before) || NOWHERE.test(after);
    const isOneMove = before === this.#last.before && after === this.#last.after;
    const isNext = before === this.#last.after;
    // A merge whose commits others had brought may be found late: it moved nothing.
    const movesNothing = !isAlone && !isNext && commits.all === 0;
    if (open !== undefined && (isOneMove || movesNothing)) return open;
    this.#last = { before, after };
    if (open !== undefined && isNext && !isAlone && !open.isAlone) {
      open.to = after;
      return open;
    }
    const isJoined = open === undefined || isNext;
    const made = { from: before, to: after, start: before, isAlone, isJoined, totals: none, commits: new Map() };
    this.segments.push(made);
    return made;
  }
}
