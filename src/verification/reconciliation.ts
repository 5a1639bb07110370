import { csvRows } from "./csv.ts";
import type { Landed } from "./landed.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { shown } from "./rows.ts";

const TOTALS = "completeness/reconciliation.csv";
const totalColumns =
  "repo_id,repo,ref,segment,head_from,head_to,commits_all,commits_first_parent,in_pr,bot,direct,removed_by_force,unattributed,prs_merged_api,changes_recorded,difference,updates_chain_ok,checked_at,git_version".split(
    ",",
  );
/** What a move of a branch, or a stretch of moves, brought, under the names of the columns. */
export type Totals = Record<(typeof counted)[number], number>;
const counted = [
  "commits_all",
  "commits_first_parent",
  "in_pr",
  "bot",
  "direct",
  "removed_by_force",
  "changes_recorded",
  "difference",
] as const;

/** The totals of every stretch are the sums over its landings. */
export async function checkReconciliation(
  bundle: Bundle,
  totals: ReadonlyMap<string, Totals>,
  problems: Problems,
): Promise<void> {
  const seen = new Set<string>();
  for await (const row of csvRows(bundle, TOTALS, totalColumns)) {
    const key = `${row.repo_id} ${row.ref} ${row.segment}`;
    const own = totals.get(key);
    const isSame = counted.every((column) => row[column] === String(own?.[column]));
    if (!isSame || seen.has(key)) {
      const why = `the totals of ${shown(key)} are not those of the landings in the bundle`;
      problems.add("RECONCILIATION_WRONG", TOTALS, why);
    } else if (row.difference !== "0" || row.updates_chain_ok !== "true") {
      problems.add("REF_CHAIN_BREAK", TOTALS, `${shown(key)} says itself that it is not complete`);
    }
    seen.add(key);
  }
  for (const key of totals.keys()) {
    if (!seen.has(key)) problems.add("RECONCILIATION_WRONG", TOTALS, `the totals of ${shown(key)} are not there`);
  }
}

/** What one landing brought; `listed` are its lines in the table of commits. */
export function totalsOf({ landing, commits }: Landed, listed: number): Totals {
  const isMerged = landing.kind.startsWith("pr_") || landing.kind === "merge_queue";
  const isBot = landing.kind === "bot_push";
  return {
    commits_all: commits.all,
    commits_first_parent: commits.first_parent,
    in_pr: isMerged ? commits.all : 0,
    bot: isBot ? commits.all : 0,
    direct: isMerged || isBot ? 0 : commits.all,
    removed_by_force: commits.removed.all,
    changes_recorded: 1,
    difference: commits.all - listed,
  };
}

/** Nothing came. */
export const none = Object.fromEntries(counted.map((name) => [name, 0])) as Totals;

/** Both together. */
export function sumOf(one: Totals = none, other: Totals): Totals {
  return Object.fromEntries(counted.map((name) => [name, one[name] + other[name]])) as Totals;
}

/** How many stretches the table of totals has, and how many of them do not add up. */
export async function countStretches(bundle: Bundle): Promise<{ rows: number; differing: number }> {
  const found = { rows: 0, differing: 0 };
  for await (const { difference, updates_chain_ok: isWhole } of csvRows(bundle, TOTALS, totalColumns)) {
    found.rows++;
    if (difference !== "0" || isWhole !== "true") found.differing++;
  }
  return found;
}
