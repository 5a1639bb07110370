import type { RefObservedBody } from "./bodies.ts";
import type { LogEntry } from "./record.ts";

/** A gated branch, where it was seen. */
export interface ObservedRef {
  tenant: number;
  repositoryId: number;
  owner: string;
  name: string;
  /** `refs/heads/main`. */
  ref: string;
  /** null: it is not there. */
  head: string | null;
}

/** The record of where a gated branch is; `occasion` tells it from others of the same branch: each is recorded once. */
export function refRecord(observed: ObservedRef, at: Date, occasion: string): LogEntry<"ref.observed"> {
  const { tenant, repositoryId, owner, name, ref, head } = observed;
  const repo = { id: repositoryId, name: `${owner}/${name}` };
  const body = { repo, ref: ref.toWellFormed(), head, observed_at: at.toISOString() } satisfies RefObservedBody;
  return {
    kind: "ref.observed",
    key: `ref.observed/${repositoryId}/${ref}/${occasion}`,
    tenant,
    occurredAt: at,
    body,
    documents: [],
  };
}
