import type { Change, Move, MovedCommit } from "../../src/landings/move.ts";
import { TestLog } from "./evidence-source.ts";
import { land, ref, repo } from "./played-landing.ts";

/** Every commit of a played history has it. */
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
const start = Date.parse("2026-01-02T00:00:00.000Z");

/** A log that is told of a branch's moves, one a minute. */
export class HistoryLog {
  readonly log = new TestLog();
  #minutes = 0;

  constructor(head: string) {
    const seen = { ...repo, gated: true, refs: [ref], why: "policy", archived: false, private: true };
    this.log.append("scope.snapshot", this.#now(), { installation: "all", repositories: [seen] });
    this.observe(head);
  }

  observe(head: string): void {
    const isThere = !/^0+$/.test(head);
    this.log.append("ref.observed", this.#now(), { repo, ref, head: isThere ? head : null, observed_at: this.#now() });
  }

  /** Appends each change of the move. */
  land(move: Move, base: string | null, commits: readonly MovedCommit[], changes: readonly Change[]): void {
    this.#minutes += 1;
    const moved = new Map(commits.map((commit) => [commit.sha, commit]));
    for (const change of changes) {
      const own = change.commits.flatMap((sha) => moved.get(sha) ?? []);
      const play = { kind: change.kind, at: this.#now(), before: move.before, removed: [...change.removed] };
      const { before, after, forced } = move;
      const source = { landed_source: "activity_api", merged_at: null, pusher: null, merger: null };
      const landing = { kind: change.kind, before, after, tip: change.tip, forced, landed_at: this.#now(), ...source };
      const content = { head: null, base: change.kind === "ref_create" ? base : null, expected_tree: null };
      const trees = { landed_tree: emptyTree, tree_match: "unavailable", tree_source: null };
      land(this.log, {
        ...play,
        ...(change.pull !== null && { number: change.pull }),
        commits: own.map(({ sha, parents }) => ({ sha, parents: [...parents], tree: emptyTree })),
        body: {
          landing: { ...landing, rule_suite: "unavailable" },
          ...(change.pull === null && {
            content: { ...content, ...trees, files: null, additions: null, deletions: null },
          }),
        },
      });
    }
  }

  #now(): string {
    return new Date(start + this.#minutes * 60_000).toISOString();
  }
}
