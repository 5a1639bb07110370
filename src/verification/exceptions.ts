import { told } from "./columns.ts";
import { cell, csvRows } from "./csv.ts";
import type { Leaf } from "./leaves.ts";
import type { Manifest } from "./manifest.ts";
import type { Walked } from "./population.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { at, type Records, textAt } from "./records.ts";
import { shown } from "./rows.ts";

const FILE = "exceptions/exceptions.csv";
const columns =
  "exception_id,code,severity,change_id,control_id,opened_at_utc,detected_by,declared_by,reason,incident,due_at_utc,officer1,officer1_at_utc,officer2,officer2_at_utc,decision,resolved_at_utc,hours_to_resolve,late,root_cause,compensating_control,remediation_pr,open_at_period_end,resolved_after_period_utc".split(
    ",",
  );

/** Which control an exception is about, and how much it weighs. */
const meanings: ReadonlyMap<string, readonly [control: string, severity: string]> = new Map([
  ["DIRECT_PUSH", ["CM-08", "high"]],
  ["FORCE_PUSH", ["CM-08", "high"]],
  ["REF_DELETED", ["CM-08", "high"]],
  ["RULE_BYPASS", ["CM-06", "high"]],
  ["BREAK_GLASS", ["CM-06", "medium"]],
  ["TREE_MISMATCH", ["CM-05", "high"]],
  ["PROTECTION_WEAKENED", ["CM-07", "high"]],
]);

/** What the walk through the landings found out; null: it did not come to an end, so that no cell is held against it. */
export type Seen = Pick<Walked, "changes" | "told"> | null;

/** What exceptions.csv holds. */
export interface Counted {
  exceptions: number;
  exceptions_open: number;
}

/** Every exception of the period has its row, and the row says what the records say: when, by whom, in time or not. */
export async function checkExceptions(
  bundle: Bundle,
  { period, profile }: Manifest,
  { records, seen }: { records: Records; seen: Seen },
  problems: Problems,
): Promise<Counted> {
  const wanted = new Map<string, Record<string, string>>();
  for (const [id, leaves] of byException(records)) {
    const row = rowOf(leaves, Date.parse(period.to_utc));
    if (row !== null && seen !== null) Object.assign(row, wordsOf(leaves, { profile, seen, id }));
    const isOver = row?.resolved_at_utc !== "" && Date.parse(row?.resolved_at_utc ?? "") < Date.parse(period.from_utc);
    if (row === null || (isOver && Date.parse(row.opened_at_utc ?? "") < Date.parse(period.from_utc))) continue;
    wanted.set(id, row);
  }
  const open = [...wanted.values()].filter((row) => row.resolved_at_utc === "").length;
  const counted = { exceptions: wanted.size, exceptions_open: open };
  for await (const row of csvRows(bundle, FILE, columns)) {
    const id = row.exception_id ?? "";
    const own = wanted.get(id);
    if (own === undefined) problems.add("ROW_EXTRA", FILE, `no record accounts for the row of ${shown(id)}`);
    for (const [column, value] of Object.entries(own ?? {})) {
      if (row[column] === cell(value)) continue;
      const why = `the records say ${shown(value)}, the table ${shown(row[column] ?? "")}`;
      problems.add("CELL_WRONG", FILE, `${column} of ${shown(id)}: ${why}`);
    }
    wanted.delete(id);
  }
  for (const id of wanted.keys()) problems.add("ROW_MISSING", FILE, `the exception ${shown(id)} has no row`);
  return counted;
}

/** Exceptions by their key; a break-glass that was asked for by the comment that did. */
function byException({ bySeq }: Records): Map<string, Leaf[]> {
  const found = new Map<string, Leaf[]>();
  for (const leaf of [...bySeq.values()].filter(({ kind }) => kind.startsWith("exception."))) {
    const { body } = leaf;
    const id = textAt(body, "exception") || `break-glass/${String(at(body, "request") ?? at(body, "id"))}`;
    const own = found.get(id) ?? [];
    found.set(id, own);
    own.push(leaf);
  }
  return found;
}

function rowOf(leaves: readonly Leaf[], end: number): Record<string, string> | null {
  const inTime = leaves.filter(({ occurredAt }) => Date.parse(occurredAt) < end);
  const start = inTime.findIndex(({ kind }) => kind === "exception.opened");
  const opened = inTime[start];
  if (opened === undefined) return null;
  const later = inTime.slice(start + 1);
  const resolved = later.findLast(({ kind }) => kind === "exception.resolved");
  const isLate = later.some(
    ({ kind, body }) => /overdue|escalated/.test(kind) || (kind === "exception.resolved" && body.late === true),
  );
  const declared = at(opened.body, "declared") === true ? textAt(opened.body, "by") : "";
  const code = textAt(opened.body, "code");
  const [control, severity] = meanings.get(code) ?? ["", "medium"];
  const after = leaves.findLast((leaf) => leaf.kind === "exception.resolved" && !inTime.includes(leaf));
  return {
    ...{ code, severity, control_id: control, opened_at_utc: opened.occurredAt },
    ...{ detected_by: declared === "" ? "mergewarden" : "declared", declared_by: declared },
    due_at_utc: textAt(opened.body, "due_at"),
    resolved_at_utc: resolved?.occurredAt ?? "",
    hours_to_resolve: resolved === undefined ? "" : hoursBetween(opened, resolved),
    late: String(isLate),
    ...{ root_cause: "", compensating_control: "", remediation_pr: "" },
    open_at_period_end: String(resolved === undefined),
    resolved_after_period_utc: after?.occurredAt ?? "",
    ...officersOf(later),
  };
}

/** What people said, as far as it is disclosed, and the change that it is about. */
function wordsOf(
  leaves: readonly Leaf[],
  { profile, seen, id }: { profile: Manifest["profile"]; seen: NonNullable<Seen>; id: string },
): Record<string, string> {
  const opened = leaves.find(({ kind }) => kind === "exception.opened");
  const disclosed = seen.told.get(opened?.seq ?? -1) ?? new Map();
  const word = (name: string) => (textAt(opened?.body, name) === "" ? "" : told(disclosed, `/body/${name}`, profile));
  return { change_id: seen.changes.get(id) ?? "", reason: word("reason"), incident: word("incident") };
}

/** With one decimal. */
function hoursBetween(opened: Leaf, resolved: Leaf): string {
  return ((Date.parse(resolved.occurredAt) - Date.parse(opened.occurredAt)) / 3_600_000).toFixed(1);
}

/** Of an officer who decided twice the last word counts. */
function officersOf(later: readonly Leaf[]): Record<string, string> {
  const officers = new Map<string, { at: string; decision: string }>();
  for (const { body, occurredAt } of later.filter(({ kind }) => kind === "exception.decided")) {
    const by = textAt(body, "officer") || textAt(body, "by");
    officers.delete(by);
    officers.set(by, { at: occurredAt, decision: textAt(body, "decision") });
  }
  const [first, second] = [...officers];
  return {
    officer1: first?.[0] ?? "",
    officer1_at_utc: first?.[1].at ?? "",
    officer2: second?.[0] ?? "",
    officer2_at_utc: second?.[1].at ?? "",
    decision: [...officers.values()].at(-1)?.decision ?? "",
  };
}
