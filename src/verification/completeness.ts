import { checkSegments } from "./clones.ts";
import { csvRows, type Row } from "./csv.ts";
import type { Landed, LandedCommit } from "./landed.ts";
import type { Manifest } from "./manifest.ts";
import { checkSeen } from "./observations.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { checkReconciliation, none, type Totals } from "./reconciliation.ts";
import { at, type Records, textAt } from "./records.ts";
import { BranchHistory, type Segment } from "./segments.ts";

const REFS = "completeness/refs.csv";
const columns = "repo_id,repo,ref,segment,head_from,head_to,observed_from_seq,observed_to_seq".split(",");
const NONE = /^0*$/;

/** A branch, as far as the bundle's landings moved it. */
interface Branch {
  repository: string;
  ref: string;
  history: BranchHistory;
}

/** Collects what moved each branch, to compare it with where the branch was seen. */
export class Branches {
  readonly #branches = new Map<string, Branch>();
  readonly #keepsCommits: boolean;

  constructor(keepsCommits: boolean) {
    this.#keepsCommits = keepsCommits;
  }

  /** Takes landings in the order of the log; returns the number of the branch's segment that this one belongs to. */
  add(landed: Landed, commits: readonly LandedCommit[]): number {
    const { history } = this.#of(landed.repo.id, landed.repo.name, landed.ref);
    return history.add(landed, commits, this.#keepsCommits);
  }

  /** The branches' heads were observed, the landings lead from one to the next, and no gated branch is left out. */
  async check(
    bundle: Bundle,
    { manifest, records, clones }: { manifest: Manifest; records: Records; clones: readonly string[] },
    problems: Problems,
  ): Promise<number> {
    const rows = new Map<string, Row[]>();
    let count = 0;
    for await (const row of csvRows(bundle, REFS, columns)) {
      count++;
      const { repo_id: id = "", ref = "", repo = "", segment: number = "" } = row;
      const own = rows.get(`${id} ${ref}`) ?? [];
      rows.set(`${id} ${ref}`, own);
      own.push(row);
      const { segments } = this.#of(Number(id), repo, ref).history;
      checkObserved(row, segments[own.length - 1]?.start ?? row.head_from ?? "", records, problems);
      if (number !== String(own.length)) {
        problems.add("CELL_WRONG", REFS, `the segments of ${repo} ${ref} are not numbered in order`);
      }
    }
    const totals = new Map<string, Totals>();
    const heads = new Map<string, Set<string>>();
    for (const [key, branch] of this.#branches) {
      const own = rows.get(key) ?? [];
      checkChain(branch, own, problems);
      heads.set(key, headsOf(branch, own));
      for (const [index] of own.entries()) {
        totals.set(`${key} ${index + 1}`, branch.history.segments[index]?.totals ?? none);
      }
      if (clones.length > 0) await checkClone(branch, own, clones, problems);
    }
    await checkReconciliation(bundle, totals, problems);
    checkScope(records, rows, problems);
    checkSeen(records, manifest.period, heads, problems);
    return count;
  }

  #of(repositoryId: number, repository: string, ref: string): Branch {
    const key = `${repositoryId} ${ref}`;
    const known = this.#branches.get(key);
    if (known !== undefined) return known;
    const made = { repository, ref, history: new BranchHistory() };
    this.#branches.set(key, made);
    return made;
  }
}

/** Where the branch was, as far as the bundle tells; empty: it was not there. */
function headsOf({ history }: Branch, rows: readonly Row[]): Set<string> {
  const ends = rows.flatMap(({ head_from: from = "", head_to: to = "" }) => [from, to]);
  return new Set([...ends, ...history.heads].map((head) => (NONE.test(head) ? "" : head)));
}

/** Git is asked between the heads that the table names. */
async function checkClone(
  { repository, ref, history }: Branch,
  rows: readonly Row[],
  clones: readonly string[],
  problems: Problems,
) {
  const stretches = rows.map(({ head_from: from = "", head_to: to = "" }, index) => {
    return { repository, ref, from, to, commits: history.segments[index]?.commits ?? new Map() };
  });
  if (await checkSegments(clones, stretches, problems)) return;
  const why = `no clone that was given holds the heads of ${repository} ${ref}, so its completeness was not checked`;
  problems.add("CLONE_MISSING_COMMITS", REFS, why);
}

/** The heads at the edges are those that the log says were seen. `start`: where the branch itself was before the segment. */
function checkObserved(row: Row, start: string, records: Records, problems: Problems): void {
  for (const [side, head] of [
    ["from", start],
    ["to", row.head_to ?? ""],
  ] as const) {
    const seq = row[`observed_${side}_seq`] ?? "";
    const name = `${row.repo} ${row.ref}, segment ${row.segment}`;
    if (seq === "") continue;
    const leaf = records.bySeq.get(Number(seq));
    const isSame =
      leaf?.kind === "ref.observed" &&
      String(at(leaf.body, "repo", "id")) === row.repo_id &&
      textAt(leaf.body, "ref") === row.ref &&
      textAt(leaf.body, "head") === (NONE.test(head) ? "" : head);
    if (!isSame) problems.add("CELL_WRONG", REFS, `head_${side} of ${name} is not what record ${seq} says was seen`);
  }
  if (row.observed_from_seq === "" && row.segment === "1") {
    problems.add("REF_NOT_OBSERVED", REFS, `${row.repo} ${row.ref} was not seen at the beginning of the period`);
  }
}

/** From the first head every landing leads on to the next, up to the last. */
function checkChain({ repository, ref, history }: Branch, rows: readonly Row[], problems: Problems): void {
  const { segments } = history;
  const isTold = (row: Row, segment: Segment | undefined) => {
    return row.head_from === segment?.from && row.head_to === segment?.to;
  };
  const [first] = rows;
  const isStill = segments.length === 0 && rows.length === 1 && first?.head_from === first?.head_to;
  const isWhole = rows.length === segments.length && rows.every((row, index) => isTold(row, segments[index]));
  if (isStill || (isWhole && segments.every(({ isJoined }) => isJoined))) return;
  const why = `the landings on ${repository} ${ref} do not lead from the first head that was seen to the last: changes are missing`;
  problems.add("REF_CHAIN_BREAK", REFS, why);
}

/** Every gated branch that the installation sees is accounted for. */
function checkScope(records: Records, segments: ReadonlyMap<string, unknown>, problems: Problems): void {
  const latest = records.of("scope.snapshot").at(-1);
  const repositories = at(latest?.body, "repositories");
  if (latest === undefined) {
    problems.add("REF_NOT_OBSERVED", REFS, "no record says which branches are gated: whole ones may be left out");
  }
  for (const repository of Array.isArray(repositories) ? repositories : []) {
    const refs = at(repository, "refs");
    for (const ref of at(repository, "gated") === true && Array.isArray(refs) ? refs : []) {
      if (segments.has(`${String(at(repository, "id"))} ${String(ref)}`)) continue;
      const why = `${textAt(repository, "name")} ${String(ref)} is gated, but the bundle does not account for it`;
      problems.add("REPOSITORY_MISSING", REFS, why);
    }
  }
}
