import { checkSegments, type ListedCommit, type Segment } from "./clones.ts";
import { csvRows, type Row } from "./csv.ts";
import type { Landed, LandedCommit } from "./landed.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { checkReconciliation, none, sumOf, type Totals, totalsOf } from "./reconciliation.ts";
import { at, type Records, textAt } from "./records.ts";

const REFS = "completeness/refs.csv";
const columns = "repo_id,repo,ref,segment,head_from,head_to,observed_from_seq,observed_to_seq".split(",");
const NONE = /^0*$/;
/** Where a branch is that is not there. */
const NOWHERE = "0".repeat(40);

interface Move {
  before: string;
  after: string;
  totals: Totals;
}

/** A branch, as far as the bundle's landings moved it. */
interface Branch {
  repository: string;
  ref: string;
  /** One for each pair of heads: several changes may have come with one move. */
  moves: Map<string, Move>;
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

  add(landed: Landed, commits: readonly LandedCommit[]): void {
    const { repo, ref, landing } = landed;
    const branch = this.#of(repo.id, repo.name, ref);
    const { before, after } = landing;
    const key = `${before} ${after}`;
    const totals = sumOf(branch.moves.get(key)?.totals, totalsOf(landed, commits.length));
    branch.moves.set(key, { before, after, totals });
    if (!this.#keepsCommits) return;
    for (const { sha, tree, parents } of commits) branch.commits.set(sha, { tree, parents: parents.join(" ") });
  }

  /** The branches' heads were observed, the landings lead from one to the next, and no gated branch is left out. */
  async check(bundle: Bundle, records: Records, clones: readonly string[], problems: Problems): Promise<number> {
    const segments = new Map<string, Segment[]>();
    let count = 0;
    for await (const row of csvRows(bundle, REFS, columns)) {
      count++;
      const {
        repo_id: id = "",
        ref = "",
        repo = "",
        segment: number = "",
        head_from: from = "",
        head_to: to = "",
      } = row;
      checkObserved(row, records, problems);
      const own = segments.get(`${id} ${ref}`) ?? [];
      const segment = { repository: repo, ref, from: NONE.test(from) ? null : from, to: NONE.test(to) ? null : to };
      if (number !== String(own.length + 1)) {
        problems.add("CELL_WRONG", REFS, `the segments of ${repo} ${ref} are not numbered in order`);
      }
      segments.set(`${id} ${ref}`, [...own, segment]);
      this.#of(Number(id), repo, ref);
    }
    const totals = new Map<string, Totals>();
    for (const [key, branch] of this.#branches) {
      const own = segments.get(key) ?? [];
      for (const [index, sum] of checkChain(branch, own, problems).entries()) totals.set(`${key} ${index + 1}`, sum);
      if (clones.length > 0) await this.#checkClone(branch, own, clones, problems);
    }
    await checkReconciliation(bundle, totals, problems);
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
    const made = { repository, ref, moves: new Map(), commits: new Map() };
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

/** From the first head every landing leads on to the next, up to the last. Returns what each stretch brought. */
function checkChain({ repository, ref, moves }: Branch, segments: readonly Segment[], problems: Problems): Totals[] {
  const left = new Map<string, Move[]>();
  for (const move of moves.values()) left.set(move.before, [...(left.get(move.before) ?? []), move]);
  const sums = segments.map(({ from, to }) => {
    let [head, sum] = [from ?? NOWHERE, none];
    const end = to ?? NOWHERE;
    while (head !== end) {
      const onward: Move[] = left.get(head) ?? [];
      const move = onward.find(({ after }) => after === end) ?? onward[0];
      if (move === undefined) return null;
      left.set(
        head,
        onward.filter((one) => one !== move),
      );
      [head, sum] = [move.after, sumOf(sum, move.totals)];
    }
    return sum;
  });
  const name = `${repository} ${ref}`;
  const isJoined = segments.every(
    ({ from }, index) => index === 0 || from === null || from === segments[index - 1]?.to,
  );
  if (sums.includes(null) || [...left.values()].some((rest) => rest.length > 0) || !isJoined) {
    const why = `the landings on ${name} do not lead from the first head that was seen to the last: changes are missing`;
    problems.add("REF_CHAIN_BREAK", REFS, why);
  }
  return sums.map((sum) => sum ?? none);
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
