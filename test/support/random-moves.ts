import type { LandingKind } from "../../src/evidence/bodies.ts";
import type { MergedPull, Move, MovedCommit } from "../../src/landings/move.ts";
import type { History } from "./git-history.ts";

/** A move that was played, and the changes that it is made of. */
export interface Played {
  what: string;
  move: Move;
  /** What the commits of a created branch are counted from; null: where the move began. */
  base: string | null;
  pulls: MergedPull[];
  expected: { kind: LandingKind; pull: number | null; count: number }[];
}

export const kinds: readonly LandingKind[] = [
  "pr_merge",
  "pr_squash",
  "pr_rebase",
  "merge_queue",
  "direct_push",
  "force_push",
  "bot_push",
  "ref_create",
  "ref_delete",
];

const nowhere = "0".repeat(40);
const ways = ["pr_merge", "pr_squash", "pr_rebase"] as const;
const authors = ["Ada <ada@example.com>", "x[bot] <1+x[bot]@users.noreply.github.com>", "GitHub <noreply@github.com>"];

/** Where a play stands. */
interface Play {
  history: History;
  roll(sides: number): number;
  head: string;
  /** Where the branch was before. */
  past: string[];
  number: number;
}

/** Plays random moves of one branch, the same for the same seed. */
export async function play(history: History, seed: number, count: number): Promise<Played[]> {
  const start = await history.commit({ parents: [], message: "start", author: "Ada <a@b.example>", authoredAt: 1 });
  const playing: Play = { history, roll: dice(seed), head: start, past: [start], number: 0 };
  const played: Played[] = [];
  for (let index = 0; index < count; index++) {
    const before = playing.head;
    const next = await pick(playing);
    played.push({ ...next, what: `seed ${seed}, move ${index}: ${next.what}` });
    playing.head = next.move.after;
    if (before !== nowhere) playing.past.push(before);
  }
  return played;
}

function pick(playing: Play): Promise<Played> {
  if (playing.head === nowhere) return create(playing);
  const moves = [land, land, land, queue, queue, direct, bot, evil, between, force, remove];
  return (moves[playing.roll(moves.length)] ?? land)(playing);
}

/** Commits in a row, by whoever they say, at any time. */
async function chain({ history, roll }: Play, from: string, length: number): Promise<MovedCommit[]> {
  const commits: MovedCommit[] = [];
  for (let parent = from; commits.length < length; parent = commits.at(-1)?.sha ?? from) {
    const message = `work ${roll(1_000_000_000)}`;
    const made = { parents: [parent], message, author: authors[roll(3)] ?? "", authoredAt: roll(4_000_000_000) };
    commits.push(await keep(history, made));
  }
  return commits;
}

async function keep(history: History, made: Parameters<History["commit"]>[0]): Promise<MovedCommit> {
  const sha = await history.commit(made);
  const [name = "", email = ""] = made.author.split(/ <|>/);
  const author = { name, email, date: new Date(made.authoredAt * 1000).toISOString() };
  return { sha, parents: made.parents, author, message: made.message };
}

interface LandedPull {
  pull: MergedPull;
  after: string;
  way: (typeof ways)[number];
  count: number;
}

/** A pull request from somewhere in the past, landed on `base` in one of GitHub's three ways. */
async function landPull(playing: Play, base: string, forced?: "pr_merge"): Promise<LandedPull> {
  const { history, roll } = playing;
  // Branched off the branch as it is, or as it was before what lands with it.
  const own = await chain(playing, roll(2) === 0 ? base : playing.head, 1 + roll(4));
  const head = own.at(-1)?.sha ?? base;
  const way = forced ?? ways[roll(3)] ?? "pr_merge";
  const number = ++playing.number;
  const by = { author: "Ada <ada@example.com>", authoredAt: 1_700_000_000 };
  let after = base;
  if (way === "pr_merge") after = await history.commit({ parents: [base, head], message: `Merge #${number}`, ...by });
  if (way === "pr_squash") after = await history.commit({ parents: [base], message: `All of it (#${number})`, ...by });
  for (const { message, author } of way === "pr_rebase" ? own : []) {
    const authoredAt = Date.parse(author?.date ?? "") / 1000;
    after = await history.commit({
      parents: [after],
      message,
      author: `${author?.name} <${author?.email}>`,
      authoredAt,
    });
  }
  const merged = { number, headSha: head, mergeCommitSha: after, commits: own, isComplete: true };
  const count = way === "pr_squash" ? 1 : own.length + (way === "pr_merge" ? 1 : 0);
  return { pull: { ...merged, queued: false, isCleanMerge: true }, after, way, count };
}

function forward({ head }: Play, after: string, byBot = false): Move {
  return { before: head, after, byBot, forced: false, removed: [] };
}

async function land(playing: Play): Promise<Played> {
  const { pull, after, way, count } = await landPull(playing, playing.head);
  const expected = [{ kind: way, pull: pull.number, count }];
  return { what: way, move: forward(playing, after), base: null, pulls: [pull], expected };
}

async function queue(playing: Play): Promise<Played> {
  const pulls: MergedPull[] = [];
  const expected: Played["expected"] = [];
  let tip = playing.head;
  for (let left = 1 + playing.roll(4); left > 0; left--) {
    const { pull, after, count } = await landPull(playing, tip);
    pulls.unshift({ ...pull, queued: true });
    expected.push({ kind: "merge_queue", pull: pull.number, count });
    tip = after;
  }
  return { what: "queue", move: forward(playing, tip), base: null, pulls, expected };
}

async function direct(playing: Play): Promise<Played> {
  const commits = await chain(playing, playing.head, 1 + playing.roll(3));
  const after = commits.at(-1)?.sha ?? playing.head;
  const expected = [{ kind: "direct_push" as const, pull: null, count: commits.length }];
  return { what: "direct", move: forward(playing, after), base: null, pulls: [], expected };
}

async function bot(playing: Play): Promise<Played> {
  const played = await direct(playing);
  const expected = played.expected.map((change) => ({ ...change, kind: "bot_push" as const }));
  return { ...played, what: "bot", move: { ...played.move, byBot: true }, expected };
}

/** A merge made by hand, with something else in it: nobody's but who pushed it. */
async function evil(playing: Play): Promise<Played> {
  const { pull, after, count } = await landPull(playing, playing.head, "pr_merge");
  const expected: Played["expected"] = [
    { kind: "pr_merge", pull: pull.number, count: count - 1 },
    { kind: "direct_push", pull: null, count: 1 },
  ];
  return {
    what: "evil merge",
    move: forward(playing, after),
    base: null,
    pulls: [{ ...pull, isCleanMerge: false }],
    expected,
  };
}

/** A direct push that hides below a pull request's landing, in one move with it. */
async function between(playing: Play): Promise<Played> {
  const hidden = await chain(playing, playing.head, 1 + playing.roll(2));
  const { pull, after, way, count } = await landPull(playing, hidden.at(-1)?.sha ?? playing.head);
  const expected: Played["expected"] = [
    { kind: way, pull: pull.number, count },
    { kind: "direct_push", pull: null, count: hidden.length },
  ];
  return { what: `direct below ${way}`, move: forward(playing, after), base: null, pulls: [pull], expected };
}

/** Back to where the branch was, and on from there. */
async function force(playing: Play): Promise<Played> {
  const { history, head, past, roll } = playing;
  const from = past[roll(past.length)] ?? head;
  const commits = await chain(playing, from, 1 + roll(3));
  const after = commits.at(-1)?.sha ?? from;
  const removed = await history.revList(after, head);
  const count = (await history.revList(head, after)).length;
  const kind = removed.length > 0 ? "force_push" : "direct_push";
  const move = { before: head, after, byBot: false, forced: removed.length > 0, removed };
  return { what: "force", move, base: null, pulls: [], expected: [{ kind, pull: null, count }] };
}

async function remove({ head }: Play): Promise<Played> {
  const move = { before: head, after: nowhere, byBot: false, forced: false, removed: [] };
  return { what: "delete", move, base: null, pulls: [], expected: [{ kind: "ref_delete", pull: null, count: 0 }] };
}

/** The branch comes again, with whatever history it had; another branch has some of it. */
async function create(playing: Play): Promise<Played> {
  const { history, past, roll } = playing;
  const [made] = await chain(playing, past[roll(past.length)] ?? nowhere, 1);
  const after = made?.sha ?? nowhere;
  const base = past[roll(past.length)] ?? nowhere;
  const count = (await history.revList(base, after)).length;
  const move = { before: nowhere, after, byBot: false, forced: false, removed: [] };
  return { what: "create", move, base, pulls: [], expected: [{ kind: "ref_create", pull: null, count }] };
}

/** Numbers by chance, the same for the same seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}
