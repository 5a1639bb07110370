import type { ScopeBody } from "./bodies.ts";
import { canonicalBytes, sha256, wellFormed } from "./canonical.ts";
import { listed } from "./landed/listed.ts";
import type { LogEntry } from "./record.ts";

/** One repository that an installation sees. */
export interface SeenRepository {
  id: number;
  name: string;
  /** Full names of its gated branches that are watched. */
  refs: readonly string[];
  archived: boolean;
  private: boolean;
}

/** What an installation sees. */
export interface Scope {
  tenant: number;
  selection: ScopeBody["installation"];
  repositories: readonly SeenRepository[];
}

/** The record of what an installation sees: the same scope is recorded once in a row. */
export function scopeRecord({ tenant, selection, repositories }: Scope, at: Date): LogEntry<"scope.snapshot"> {
  const seen = repositories
    .toSorted((a, b) => a.id - b.id)
    .map(({ id, name, refs, archived, private: isPrivate }) => {
      const why = refs.length > 0 ? "gated branches are watched" : "no gated branch was seen";
      return { id, name, gated: refs.length > 0, refs: [...refs], why, archived, private: isPrivate };
    });
  const state = wellFormed({ installation: selection, repositories: seen });
  return {
    kind: "scope.snapshot",
    key: `scope.snapshot/${sha256(canonicalBytes(state))}`,
    subject: `scope/${tenant}`,
    tenant,
    occurredAt: at,
    body: { installation: selection, repositories: listed(wellFormed(seen) as typeof seen) },
    documents: [],
  };
}
