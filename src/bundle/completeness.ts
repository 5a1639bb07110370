import type { LandedBody } from "../evidence/bodies.ts";
import type { Observation } from "./background.ts";
import { csvRow } from "./csv.ts";

export const refColumns = "repo_id,repo,ref,segment,head_from,head_to,observed_from_seq,observed_to_seq";
export const reconciliationColumns =
  "repo_id,repo,ref,segment,head_from,head_to,commits_all,commits_first_parent,in_pr,bot,direct,removed_by_force,unattributed,prs_merged_api,changes_recorded,difference,updates_chain_ok,checked_at,git_version";

/** A stretch of a branch's history in which each move begins where the one before ended. A forced move stands alone. */
interface Segment {
  from: string;
  to: string;
  isForced: boolean;
  isWhole: boolean;
  all: number;
  firstParent: number;
  inPr: number;
  bot: number;
  direct: number;
  removed: number;
  listed: number;
  changes: number;
}

interface Branch {
  repo: { id: number; name: string };
  ref: string;
  segments: Segment[];
}

const none = /^0+$/;

/** Follows the moves of every gated branch through the population, and counts what they brought. */
export class Reconciliation {
  readonly #branches = new Map<string, Branch>();

  /** `listed`: lines that the landing has in commits.csv. */
  add({ repo, ref, landing, commits }: LandedBody, listed: number): void {
    const branch = this.#branchOf(repo, ref);
    const last = branch.segments.at(-1);
    const isForced = landing.forced || none.test(landing.before) || none.test(landing.after);
    const isSameMove = last?.to === landing.after && last.isForced === isForced && last.changes > 0;
    const continues = last !== undefined && !last.isForced && !isForced && last.to === landing.before;
    const segment = isSameMove || continues ? last : { ...nothing, from: landing.before, to: landing.after, isForced };
    if (segment !== last) branch.segments.push(segment);
    segment.to = landing.after;
    segment.all += commits.all;
    segment.firstParent += commits.first_parent;
    segment.removed += commits.removed.all;
    segment.listed += listed;
    segment.changes += 1;
    if (landing.kind.startsWith("pr_") || landing.kind === "merge_queue") segment.inPr += commits.all;
    else if (landing.kind === "bot_push") segment.bot += commits.all;
    else segment.direct += commits.all;
  }

  /** The lines of refs.csv and of reconciliation.csv; a branch that was seen and did not move has a line, too. */
  lines(observations: readonly Observation[]): {
    refs: string[];
    reconciliation: string[];
    rows: number;
    differing: number;
  } {
    for (const { repo, ref } of observations) this.#branchOf(repo, ref);
    const [refs, reconciliation]: [string[], string[]] = [[], []];
    let differing = 0;
    const branches = [...this.#branches.values()].sort((a, b) => a.repo.id - b.repo.id || (a.ref < b.ref ? -1 : 1));
    for (const branch of branches) {
      const seen = observations.filter(({ repo, ref }) => repo.id === branch.repo.id && ref === branch.ref);
      for (const [index, segment] of stretches(branch, seen).entries()) {
        const about = [branch.repo.id, branch.repo.name, branch.ref, index + 1, segment.from, segment.to];
        const from = seen.find(({ head }) => head === segment.from)?.seq;
        const to = seen.findLast(({ head }) => head === segment.to)?.seq;
        refs.push(csvRow([...about, from, to]));
        reconciliation.push(csvRow([...about, ...totalsOf(segment)]));
        if (segment.all !== segment.listed || !segment.isWhole) differing += 1;
      }
    }
    return { refs, reconciliation, rows: refs.length, differing };
  }

  #branchOf(repo: { id: number; name: string }, ref: string): Branch {
    const key = `${repo.id}/${ref}`;
    const branch = this.#branches.get(key) ?? { repo, ref, segments: [] };
    this.#branches.set(key, branch);
    return branch;
  }
}

const nothing = {
  ...{ isWhole: true, all: 0, firstParent: 0, inPr: 0, bot: 0 },
  ...{ direct: 0, removed: 0, listed: 0, changes: 0 },
};

function totalsOf(segment: Segment) {
  const { all, firstParent, inPr, bot, direct, removed, listed, changes, isWhole } = segment;
  return [all, firstParent, inPr, bot, direct, removed, all - listed, "", changes, all - listed, isWhole, "", ""];
}

/** The stretches in the order of the chain: what was recorded late belongs where it fits. One that fits nowhere is told. */
function stretches({ segments }: Branch, seen: readonly Observation[]): Segment[] {
  const head = seen.at(-1)?.head;
  if (segments.length === 0) return head == null ? [] : [{ ...nothing, from: head, to: head, isForced: false }];
  const joined: Segment[] = [];
  for (const segment of segments) {
    const after = joined.findIndex((one) => !one.isForced && !segment.isForced && one.to === segment.from);
    const before = joined.findIndex((one) => !one.isForced && !segment.isForced && one.from === segment.to);
    const [first, second] = [joined[after], joined[before]];
    if (first !== undefined) joined[after] = joinedOf(first, segment);
    else if (second !== undefined) joined[before] = joinedOf(segment, second);
    else joined.push(segment);
  }
  return joined.map((one, index) => {
    const next = joined[index + 1];
    return { ...one, isWhole: next === undefined || next.from === one.to || none.test(next.from) };
  });
}

function joinedOf(first: Segment, second: Segment): Segment {
  const sum = (name: "all" | "firstParent" | "inPr" | "bot" | "direct" | "removed" | "listed" | "changes") =>
    first[name] + second[name];
  return {
    ...{ from: first.from, to: second.to, isForced: false, isWhole: true, all: sum("all") },
    ...{ firstParent: sum("firstParent"), inPr: sum("inPr"), bot: sum("bot"), direct: sum("direct") },
    ...{ removed: sum("removed"), listed: sum("listed"), changes: sum("changes") },
  };
}
