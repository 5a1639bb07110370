import { csvRows } from "./csv.ts";
import type { Leaf } from "./leaves.ts";
import type { Manifest } from "./manifest.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { at, type Records, textAt } from "./records.ts";
import { shown } from "./rows.ts";

const FILE = "exceptions/exceptions.csv";
const columns =
  "exception_id,code,severity,change_id,control_id,opened_at_utc,detected_by,declared_by,reason,incident,due_at_utc,officer1,officer1_at_utc,officer2,officer2_at_utc,decision,resolved_at_utc,hours_to_resolve,late,root_cause,compensating_control,remediation_pr,open_at_period_end,resolved_after_period_utc".split(
    ",",
  );

/** Every exception of the period has its row, and the row says what the records say: when, by whom, in time or not. */
export async function checkExceptions(
  bundle: Bundle,
  { period }: Manifest,
  records: Records,
  problems: Problems,
): Promise<number> {
  const wanted = new Map<string, Record<string, string>>();
  for (const [id, leaves] of byException(records)) {
    const row = rowOf(leaves, Date.parse(period.to_utc));
    const isOver = row?.resolved_at_utc !== "" && Date.parse(row?.resolved_at_utc ?? "") < Date.parse(period.from_utc);
    if (row === null || (isOver && Date.parse(row.opened_at_utc ?? "") < Date.parse(period.from_utc))) continue;
    wanted.set(id, row);
  }
  const count = wanted.size;
  for await (const row of csvRows(bundle, FILE, columns)) {
    const id = row.exception_id ?? "";
    const own = wanted.get(id);
    if (own === undefined) problems.add("ROW_EXTRA", FILE, `no record accounts for the row of ${shown(id)}`);
    for (const [column, value] of Object.entries(own ?? {})) {
      if (row[column] === value) continue;
      const why = `the records say ${shown(value)}, the table ${shown(row[column] ?? "")}`;
      problems.add("CELL_WRONG", FILE, `${column} of ${shown(id)}: ${why}`);
    }
    wanted.delete(id);
  }
  for (const id of wanted.keys()) problems.add("ROW_MISSING", FILE, `the exception ${shown(id)} has no row`);
  return count;
}

/** Exceptions by their key; a break-glass that was asked for by the comment that did. */
function byException({ bySeq }: Records): Map<string, Leaf[]> {
  const found = new Map<string, Leaf[]>();
  for (const leaf of [...bySeq.values()].filter(({ kind }) => kind.startsWith("exception."))) {
    const { body } = leaf;
    const id = textAt(body, "exception") || `break-glass/${String(at(body, "request") ?? at(body, "id"))}`;
    found.set(id, [...(found.get(id) ?? []), leaf]);
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
  return {
    code: textAt(opened.body, "code"),
    opened_at_utc: opened.occurredAt,
    due_at_utc: textAt(opened.body, "due_at"),
    resolved_at_utc: resolved?.occurredAt ?? "",
    late: String(isLate),
    open_at_period_end: String(resolved === undefined),
    ...officersOf(later),
  };
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
