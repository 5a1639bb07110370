import { addException, type ExceptionState } from "../audit/exceptions.ts";
import type { Disclosure } from "../pipeline/evidence-source.ts";
import { csvRow } from "./csv.ts";
import { textCell } from "./disclosed.ts";
import type { Leaf } from "./leaf.ts";
import type { Period } from "./period.ts";
import type { Profile } from "./request.ts";

/** The columns of exceptions.csv. */
export const exceptionColumns =
  "exception_id,code,severity,change_id,control_id,opened_at_utc,detected_by,declared_by,reason,incident,due_at_utc,officer1,officer1_at_utc,officer2,officer2_at_utc,decision,resolved_at_utc,hours_to_resolve,late,root_cause,compensating_control,remediation_pr,open_at_period_end,resolved_after_period_utc";

/** What exceptions.csv tells of one exception. */
export interface ExceptionRow {
  id: string;
  code: string;
  changeId: string;
  openedAt: string;
  declaredBy: string;
  reason: string;
  incident: string;
  dueAt: string;
  officers: { by: string; at: string; decision: string }[];
  resolvedAt: string;
  late: boolean;
  resolvedAfter: string;
}

interface Told {
  exception?: string;
  code?: string;
  id?: number;
  request?: number;
  declared?: boolean;
  by?: string;
  officer?: string;
  decision?: string;
  due_at?: string | null;
  late?: boolean;
}

/** Which control an exception is about, and how much it weighs. */
const meanings: Readonly<Record<string, { control: string; severity: string }>> = {
  DIRECT_PUSH: { control: "CM-08", severity: "high" },
  FORCE_PUSH: { control: "CM-08", severity: "high" },
  REF_DELETED: { control: "CM-08", severity: "high" },
  RULE_BYPASS: { control: "CM-06", severity: "high" },
  BREAK_GLASS: { control: "CM-06", severity: "medium" },
  TREE_MISMATCH: { control: "CM-05", severity: "high" },
  PROTECTION_WEAKENED: { control: "CM-07", severity: "high" },
};

/** Follows exceptions through the log, in its order. What comes after the period is kept apart, and never folded in. */
export class ExceptionLedger {
  readonly #period: Period;
  readonly #profile: Profile;
  readonly rows = new Map<string, ExceptionRow>();
  /** How they stood when the period ended. */
  readonly states = new Map<string, ExceptionState>();

  constructor(period: Period, profile: Profile) {
    this.#period = period;
    this.#profile = profile;
  }

  add(leaf: Leaf, disclosures: ReadonlyMap<string, Disclosure>): void {
    const body = leaf.body as Told;
    const id = body.exception ?? `break-glass/${body.request ?? body.id}`;
    const isInTime = leaf.occurred_at < this.#period.to_utc;
    if (isInTime && body.exception !== undefined) addException(this.states, leaf);
    if (leaf.kind === "exception.opened" && !this.rows.has(id)) {
      if (isInTime) this.rows.set(id, this.#opened(id, leaf, disclosures));
      return;
    }
    const row = this.rows.get(id);
    if (row === undefined) return;
    if (isInTime) follow(row, leaf);
    else if (leaf.kind === "exception.resolved") row.resolvedAfter = leaf.occurred_at;
  }

  /** Those that were opened in the period, and those that were still open when it began; by when they were opened. */
  listed(): ExceptionRow[] {
    const { from_utc: from } = this.#period;
    const own = [...this.rows.values()].filter(
      (row) => row.openedAt >= from || row.resolvedAt === "" || row.resolvedAt >= from,
    );
    return own.sort((a, b) => compare(a.openedAt, b.openedAt) || compare(a.id, b.id));
  }

  #opened(id: string, leaf: Leaf, disclosures: ReadonlyMap<string, Disclosure>): ExceptionRow {
    const body = leaf.body as Told & { reason?: unknown; incident?: unknown };
    const text = (name: "reason" | "incident") =>
      typeof body[name] === "string" ? textCell(this.#profile, `/body/${name}`, disclosures) : "";
    return {
      id,
      code: body.code ?? "",
      changeId: "",
      openedAt: leaf.occurred_at,
      declaredBy: body.declared === true ? (body.by ?? "") : "",
      reason: text("reason"),
      incident: text("incident"),
      dueAt: body.due_at ?? "",
      officers: [],
      resolvedAt: "",
      late: false,
      resolvedAfter: "",
    };
  }
}

/** What a later record says of it. Of an officer who decided twice the last word counts. */
function follow(row: ExceptionRow, { kind, body: told, occurred_at: at }: Leaf): void {
  const body = told as Told;
  if (kind === "exception.decided") {
    const by = body.officer ?? body.by ?? "";
    row.officers = [...row.officers.filter((known) => known.by !== by), { by, at, decision: body.decision ?? "" }];
  }
  if (kind === "exception.overdue" || kind === "exception.escalated") row.late = true;
  if (kind === "exception.resolved") {
    row.resolvedAt = at;
    row.late ||= body.late === true;
  }
}

/** A line of exceptions.csv. */
export function exceptionLine(row: ExceptionRow): string {
  const { control, severity } = meanings[row.code] ?? { control: "", severity: "medium" };
  const [first, second] = row.officers;
  const opened = [row.id, row.code, severity, row.changeId, control, row.openedAt];
  const detected = row.declaredBy === "" ? "mergewarden" : "declared";
  const asked = [detected, row.declaredBy, row.reason, row.incident, row.dueAt];
  const decided = [first?.by, first?.at, second?.by, second?.at, row.officers.at(-1)?.decision];
  const ended = [row.resolvedAt, hoursBetween(row.openedAt, row.resolvedAt), row.late, "", "", ""];
  return csvRow([...opened, ...asked, ...decided, ...ended, row.resolvedAt === "", row.resolvedAfter]);
}

/** With one decimal. */
function hoursBetween(from: string, to: string): string {
  return to === "" ? "" : ((Date.parse(to) - Date.parse(from)) / 3_600_000).toFixed(1);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
