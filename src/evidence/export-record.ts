import type { ExportBody } from "./bodies.ts";
import { committed } from "./personal.ts";
import type { LogEntry } from "./record.ts";

/** What was exported: of which account, up to which size of its log, and how. */
export interface Exported extends Pick<ExportBody, "profile" | "basis"> {
  source: { tenant: number };
  pinned: { size: number };
  period: Pick<ExportBody, "from" | "to" | "tz">;
}

/** The record of a bundle that was handed out: the next one shows that its log is the beginning of its own. */
export function exportRecord(
  { source, pinned, period, profile, basis }: Exported,
  manifest: string,
  { by, at, id }: { by: string; at: Date; id: string },
): LogEntry<"export.created"> {
  const { from, to, tz } = period;
  const body = { size: pinned.size, from, to, tz, profile, basis, manifest } satisfies ExportBody;
  return {
    kind: "export.created",
    key: `export.created/${id}`,
    tenant: source.tenant,
    occurredAt: at,
    body: { ...body, by: committed(by) },
    documents: [],
  };
}
