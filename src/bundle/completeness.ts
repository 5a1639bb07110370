import type { LandedBody } from "../evidence/bodies.ts";
import type { Observation } from "./background.ts";
import { csvRow } from "./csv.ts";

export const refColumns = "repo_id,repo,ref,segment,head_from,head_to,observed_from_seq,observed_to_seq";
export const reconciliationColumns =
  "repo_id,repo,ref,segment,head_from,head_to,commits_all,commits_first_parent,in_pr,bot,direct,removed_by_force,unattributed,prs_merged_api,changes_recorded,difference,updates_chain_ok,checked_at,git_version";

/**
 * A stretch of a branch's history, in which each move begins where the one before ended: git lists exactly its commits between its
 * heads. A forced move, a creation and a deletion stand alone.
 */
interface Segment {
  /** Where a created branch was not: the commit that its history was counted from. */
  from: string;
  to: string;
  /** The last move in it. */
  before: string;
  after: string;
  /** Where the branch was before the first; all zeros: it was not there. */
  start: string;
  isAlone: boolean;
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
/** Where a branch is that is not there. */
const nowhere = "0".repeat(40);

/** Follows the moves of every gated branch through the population, and counts what they brought. */
export class Reconciliation {
  readonly #branches = new Map<string, Branch>();

  /** Takes landings in the order of the log; returns the number of the segment. `listed`: how many commits the bundle lists of it. */
  add(body: LandedBody, listed: number): number {
    const { landing, commits } = body;
    const { segments } = this.#branchOf(body.repo, body.ref);
    const segment = segmentOf(segments, body);
    segment.all += commits.all;
    segment.firstParent += commits.first_parent;
    segment.removed += commits.removed.all;
    segment.listed += listed;
    segment.changes += 1;
    if (landing.kind.startsWith("pr_") || landing.kind === "merge_queue") segment.inPr += commits.all;
    else if (landing.kind === "bot_push") segment.bot += commits.all;
    else segment.direct += commits.all;
    return segments.length;
  }

  /** The lines of refs.csv and of reconciliation.csv; a branch that was seen and did not move has a line, too. */
  lines(
    observations: readonly Observation[],
    end: string,
  ): {
    refs: string[];
    reconciliation: string[];
    rows: number;
    differing: number;
  } {
    for (const { repo, ref } of observations) this.#branchOf(repo, ref);
    const observed = Map.groupBy(observations, ({ repo, ref }) => `${repo.id}/${ref}`);
    const [refs, reconciliation]: [string[], string[]] = [[], []];
    let differing = 0;
    const branches = [...this.#branches.values()].sort((a, b) => a.repo.id - b.repo.id || (a.ref < b.ref ? -1 : 1));
    for (const branch of branches) {
      const seen = observed.get(`${branch.repo.id}/${branch.ref}`) ?? [];
      for (const [index, segment] of segmentsOf(branch, seen, end).entries()) {
        const about = [branch.repo.id, branch.repo.name, branch.ref, index + 1, segment.from, segment.to];
        const from = seen.find(({ head }) => (head ?? nowhere) === segment.start)?.seq;
        const to = seen.findLast(({ head }) => (head ?? nowhere) === segment.to)?.seq;
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

/** The last segment, or a new one at the end. */
function segmentOf(segments: Segment[], { landing, commits, content }: LandedBody): Segment {
  const { before, after } = landing;
  const isAlone = landing.forced || none.test(before) || none.test(after);
  const last = segments.at(-1);
  const isSameMove = last?.before === before && last.after === after;
  const leadsOn = last?.to === before;
  // A merge that was found late, whose commits others had brought, moves nothing.
  const isAside = !isAlone && !leadsOn && commits.all === 0;
  const continues = leadsOn && !isAlone && !last.isAlone;
  const segment =
    last !== undefined && (isSameMove || isAside || continues) ? last : { ...begin(before, after), isAlone };
  if (segment !== last) segments.push(segment);
  if (segment !== last && last !== undefined && !leadsOn) last.isWhole = false;
  if (continues) Object.assign(segment, { before, after, to: after });
  if (landing.kind === "ref_create") segment.from = content.base ?? before;
  return segment;
}

function begin(before: string, after: string): Segment {
  return {
    ...{ from: before, to: after, before, after, start: before, isAlone: false, isWhole: true },
    ...{ all: 0, firstParent: 0, inPr: 0, bot: 0, direct: 0, removed: 0, listed: 0, changes: 0 },
  };
}

function totalsOf(segment: Segment) {
  const { all, firstParent, inPr, bot, direct, removed, listed, changes, isWhole } = segment;
  return [all, firstParent, inPr, bot, direct, removed, all - listed, "", changes, all - listed, isWhole, "", ""];
}

/** A branch that did not move in the period is where it was seen then, not where it went later. */
function segmentsOf({ segments }: Branch, seen: readonly Observation[], end: string): readonly Segment[] {
  const last = seen.findLast(({ at }) => at < end) ?? seen[0];
  if (segments.length > 0 || last === undefined) return segments;
  const head = last.head ?? nowhere;
  return [begin(head, head)];
}
