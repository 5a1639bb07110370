import type { LandingKind } from "../evidence/bodies.ts";
import { type Claim, claimOf } from "./claims.ts";
import { type Change, isNothing, type MergedPull, type Move, type MovedCommit } from "./move.ts";

/**
 * Splits a move of a gated branch into changes, oldest first: each of its commits (`git rev-list before..after`, all parents,
 * oldest first) belongs to exactly one, a merged pull request's or the rest's. A pull request that landed with the move is a change even
 * where others brought all of its commits.
 */
export function partition(move: Move, commits: readonly MovedCommit[], pulls: readonly MergedPull[]): Change[] {
  const moved = new Map(commits.map((commit) => [commit.sha, commit]));
  const places = new Map(commits.map(({ sha }, place) => [sha, place]));
  const tips = new Set(pulls.flatMap(({ mergeCommitSha }) => mergeCommitSha ?? []));
  const claims = pulls.flatMap((pull) => claimOf(pull, moved, tips) ?? []);
  const open = new Set(moved.keys());
  const changes = claims.sort(byStrength(places)).map((claim) => take(claim, commits, open));
  const left = commits.flatMap(({ sha }) => (open.has(sha) ? [sha] : []));
  const place = (change: Change) => places.get(change.tip) ?? -1;
  const brought = changes.sort((a, b) => place(a) - place(b));
  const owesMore = move.forced || isNothing(move.before) || isNothing(move.after);
  return left.length > 0 || owesMore || brought.length === 0 ? [...brought, restOf(move, left)] : brought;
}

/** What a merge commit proves comes before what a pull request only lists; then the older one. */
function byStrength(places: ReadonlyMap<string, number>) {
  const place = ({ content }: Claim) => places.get(content.landed) ?? -1;
  return (a: Claim, b: Claim) =>
    Number(b.byMerge) - Number(a.byMerge) || place(a) - place(b) || a.pull.number - b.pull.number;
}

function take({ pull, kind, shas, content }: Claim, commits: readonly MovedCommit[], open: Set<string>): Change {
  const own = commits.flatMap(({ sha }) => (shas.has(sha) && open.delete(sha) ? [sha] : []));
  return { kind, pull: pull.number, commits: own, tip: own.at(-1) ?? pull.headSha, content, removed: [] };
}

function restOf(move: Move, commits: readonly string[]): Change {
  const tip = commits.at(-1) ?? move.after;
  return { kind: kindOf(move), pull: null, commits, tip, content: null, removed: move.removed };
}

function kindOf({ before, after, forced, byBot }: Move): LandingKind {
  if (isNothing(after)) return "ref_delete";
  if (isNothing(before)) return "ref_create";
  if (forced) return "force_push";
  return byBot ? "bot_push" : "direct_push";
}
