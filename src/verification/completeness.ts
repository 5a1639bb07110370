import { checkSegments, type ListedCommit, type Segment } from "./clones.ts";
import { csvRows, type Row } from "./csv.ts";
import type { Landed, LandedCommit } from "./landed.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { at, type Records, textAt } from "./records.ts";

const REFS = "completeness/refs.csv";
const columns = "repo_id,repo,ref,segment,head_from,head_to,observed_from_seq,observed_to_seq".split(",");
const NONE = /^0*$/;
/** Where a branch is that is not there. */
const NOWHERE = "0".repeat(40);

/** A branch, as far as the bundle's landings moved it. */
interface Branch {
  repositoryId: number;
  repository: string;
  ref: string;
  moves: Map<string, { before: string; after: string; forced: boolean }>;
  /** Only where a clone is to be compared. */
  commits: Map<string, ListedCommit>;
}

/** Collects what moved each branch, to compare it with where the branch was seen. */
export class Branches {
  readonly #branches = new Map<string, Branch>();
  readonly #keepsCommits: boolean;

  constructor(keepsCommits: boolean) {
    this.#keepsCommits = keepsCommits;
  }

  add({ repo, ref, landing }: Landed, commits: readonly LandedCommit[]): void {
    const branch = this.#of(repo.id, repo.name, ref);
    const { before, after, forced } = landing;
    branch.moves.set(`${before} ${after}`, { before, after, forced });
    if (!this.#keepsCommits) return;
    for (const { sha, tree, parents } of commits) branch.commits.set(sha, { tree, parents: parents.join(" ") });
  }

  /** The branches' heads were observed, the landings lead from one to the next, and no gated branch is left out. */
  async check(bundle: Bundle, records: Records, clones: readonly string[], problems: Problems): Promise<number> {
    const segments = new Map<string, Segment[]>();
    let count = 0;
    for await (const row of csvRows(bundle, REFS, columns)) {
      count++;
      const { repo_id: id = "", ref = "", repo = "", head_from: from = "", head_to: to = "" } = row;
      checkObserved(row, records, problems);
      const own = segments.get(`${id} ${ref}`) ?? [];
      segments.set(`${id} ${ref}`, [
        ...own,
        { repository: repo, ref, from: NONE.test(from) ? null : from, to: NONE.test(to) ? null : to },
      ]);
      this.#of(Number(id), repo, ref);
    }
    for (const [key, branch] of this.#branches) {
      const own = segments.get(key) ?? [];
      checkChain(branch, own, problems);
      if (clones.length > 0) await this.#checkClone(branch, own, clones, problems);
    }
    checkScope(records, segments, problems);
    return count;
  }

  async #checkClone(
    { repository, ref, commits }: Branch,
    own: readonly Segment[],
    clones: readonly string[],
    problems: Problems,
  ) {
    if (await checkSegments(clones, own, commits, problems)) return;
    const why = `no clone that was given holds the heads of ${repository} ${ref}, so its completeness was not checked`;
    problems.add("CLONE_MISSING_COMMITS", REFS, why);
  }

  #of(repositoryId: number, repository: string, ref: string): Branch {
    const key = `${repositoryId} ${ref}`;
    const known = this.#branches.get(key);
    if (known !== undefined) return known;
    const made = { repositoryId, repository, ref, moves: new Map(), commits: new Map() };
    this.#branches.set(key, made);
    return made;
  }
}

/** The heads at the edges are those that the log says were seen. */
function checkObserved(row: Row, records: Records, problems: Problems): void {
  for (const side of ["from", "to"] as const) {
    const seq = row[`observed_${side}_seq`] ?? "";
    const name = `${row.repo} ${row.ref}, segment ${row.segment}`;
    if (seq === "") continue;
    const leaf = records.bySeq.get(Number(seq));
    const isSame =
      leaf?.kind === "ref.observed" &&
      String(at(leaf.body, "repo", "id")) === row.repo_id &&
      textAt(leaf.body, "ref") === row.ref &&
      textAt(leaf.body, "head") === (NONE.test(row[`head_${side}`] ?? "") ? "" : row[`head_${side}`]);
    if (!isSame) problems.add("CELL_WRONG", REFS, `head_${side} of ${name} is not what record ${seq} says was seen`);
  }
  if (row.observed_from_seq === "" && row.segment === "1") {
    problems.add("REF_NOT_OBSERVED", REFS, `${row.repo} ${row.ref} was not seen at the beginning of the period`);
  }
}

/** From the first head every landing leads on to the next, up to the last. */
function checkChain({ repository, ref, moves }: Branch, segments: readonly Segment[], problems: Problems): void {
  const left = new Map([...moves.values()].map((move) => [move.before, move]));
  const name = `${repository} ${ref}`;
  if (segments.length === 0 && moves.size > 0) {
    problems.add("REF_CHAIN_BREAK", REFS, `${name} is not listed, but landings moved it`);
    return;
  }
  let isWhole = left.size === moves.size;
  for (const { from, to } of segments) {
    let head = from ?? NOWHERE;
    for (let steps = 0; head !== (to ?? NOWHERE) && steps <= moves.size; steps++) {
      const move = left.get(head);
      if (move === undefined) break;
      left.delete(head);
      head = move.after;
    }
    isWhole &&= head === (to ?? NOWHERE);
  }
  if (isWhole && left.size === 0) return;
  const why = `the landings on ${name} do not lead from the first head that was seen to the last: changes are missing`;
  problems.add("REF_CHAIN_BREAK", REFS, why);
}

/** Every gated branch that the installation sees is accounted for. */
function checkScope(records: Records, segments: ReadonlyMap<string, unknown>, problems: Problems): void {
  const latest = records.of("scope.snapshot").at(-1);
  const repositories = at(latest?.body, "repositories");
  for (const repository of Array.isArray(repositories) ? repositories : []) {
    const refs = at(repository, "refs");
    for (const ref of at(repository, "gated") === true && Array.isArray(refs) ? refs : []) {
      if (segments.has(`${String(at(repository, "id"))} ${String(ref)}`)) continue;
      const why = `${textAt(repository, "name")} ${String(ref)} is gated, but the bundle does not account for it`;
      problems.add("REPOSITORY_MISSING", REFS, why);
    }
  }
}
