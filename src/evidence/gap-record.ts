import type { LogEntry } from "./record.ts";

/** The app was suspended or uninstalled, or is back. */
export interface Gap {
  kind: "suspended" | "uninstalled" | "back";
  tenant: number;
  installationId: number;
  at: Date;
}

/** What the records about an account's gaps share. */
export const gapSubject = "gap";

/** The body of both records. `to` is null while it lasts, `from` where nobody told when it began. */
export interface GapBody {
  installation: number;
  why: "suspended" | "uninstalled" | "unknown";
  from: string | null;
  to: string | null;
}

/**
 * The record of a time without eyes, or of its end; `last` is the account's last one. null: nothing is to be recorded, for the app
 * came where it never was.
 */
export function gapRecord(
  { kind, tenant, installationId, at }: Gap,
  last: GapBody | null,
): LogEntry<"gap.opened" | "gap.closed"> | null {
  const isOpen = last !== null && last.to === null;
  if (kind === "back" && !isOpen) return null;
  const time = at.toISOString();
  const body: GapBody =
    kind === "back"
      ? { installation: installationId, why: last?.why ?? "unknown", from: last?.from ?? null, to: time }
      : { installation: installationId, why: kind, from: time, to: null };
  const opened = kind === "back" ? "gap.closed" : "gap.opened";
  const key = `${opened}/${installationId}/${kind === "back" ? body.from : time}`;
  return { kind: opened, key, subject: gapSubject, tenant, occurredAt: at, body: { ...body }, documents: [] };
}
