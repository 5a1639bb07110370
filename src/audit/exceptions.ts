/** What became of one exception, as the log tells it. */
export interface ExceptionState {
  exception: string;
  code: string;
  /** Observe mode asks nothing of anybody: such an exception stays a deviation. */
  mode: "enforce" | "observe";
  dueAt: string | null;
  /** open · overdue: two officers did not decide in time · rejected: one of them refused what landed. */
  status: "open" | "overdue" | "rejected" | "resolved";
  /** Two officers decided after it was due: late stays late. */
  late: boolean;
}

/** A leaf of the log, read. */
export interface ExceptionLeaf {
  kind: string;
  body: unknown;
}

interface Body {
  exception: string;
  code: string;
  mode?: "enforce" | "observe";
  due_at?: string | null;
  decision?: string;
  late?: boolean;
}

/**
 * Exceptions by key, from the `exception.*` leaves in the order of the log; leaves of other kinds tell nothing. An exception
 * that was never opened in the log is not there.
 */
export function exceptionStates(leaves: Iterable<ExceptionLeaf>): Map<string, ExceptionState> {
  const states = new Map<string, ExceptionState>();
  for (const leaf of leaves) addException(states, leaf);
  return states;
}

/** Adds what one leaf tells. */
export function addException(states: Map<string, ExceptionState>, { kind, body }: ExceptionLeaf): void {
  if (!kind.startsWith("exception.")) return;
  const told = body as Body;
  if (kind === "exception.opened" && !states.has(told.exception)) states.set(told.exception, opened(told));
  const known = states.get(told.exception);
  if (known !== undefined) states.set(told.exception, { ...known, ...changeBy(kind, told, known) });
}

function opened({ exception, code, mode = "enforce", due_at: dueAt = null }: Body): ExceptionState {
  return { exception, code, mode, dueAt, status: "open", late: false };
}

/** What was resolved stays resolved, and what was late stays late. */
function changeBy(kind: string, body: Body, known: ExceptionState): Partial<ExceptionState> {
  if (known.status === "resolved") return {};
  if (kind === "exception.resolved") return { status: "resolved", late: known.late || body.late !== false };
  if (kind === "exception.overdue" || kind === "exception.escalated") {
    return { late: true, status: known.status === "rejected" ? "rejected" : "overdue" };
  }
  return kind === "exception.decided" && body.decision === "reject" ? { status: "rejected" } : {};
}
