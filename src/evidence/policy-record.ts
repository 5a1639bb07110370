import type { PolicyEffect } from "../domain/policy.ts";
import type { PolicyScope, SeenPolicy } from "../pipeline/policy-history.ts";
import type { RepositoryRef } from "../pipeline/ports.ts";
import { canonicalBytes, sha256, wellFormed } from "./canonical.ts";
import type { LogEntry } from "./record.ts";

/** A policy that was seen to be another one. */
export interface PolicyChange {
  tenant: number;
  repository: RepositoryRef;
  scope: PolicyScope;
  seen: SeenPolicy;
  /** The one that held before; null: this is the first that was seen. */
  before: SeenPolicy | null;
  /** What became of the settings. */
  effects: readonly PolicyEffect[];
  at: Date;
}

/** The record of a policy as it is from now on. Its text and what became of the settings are documents: both may name people. */
export function policyRecord(change: PolicyChange): LogEntry<"policy.snapshot"> {
  const { tenant, repository, scope, seen, before, effects, at } = change;
  const told = canonicalBytes(wellFormed(effects));
  const text = seen.file === null ? [] : [new TextEncoder().encode(seen.file.text)];
  const countOf = (kind: PolicyEffect["effect"]) => effects.filter(({ effect }) => effect === kind).length;
  return {
    kind: "policy.snapshot",
    key: `policy.snapshot/${seen.file?.blobSha ?? "none"}`,
    subject: `policy/${scope}/${repository.repositoryId}`,
    tenant,
    occurredAt: at,
    body: {
      repo: { id: repository.repositoryId, name: `${repository.owner}/${repository.name}` },
      scope,
      source: seen.source,
      blob: seen.file?.blobSha ?? null,
      digest: seen.file?.digest ?? null,
      loads: seen.loads,
      since: seen.since.toISOString(),
      before: before?.file?.digest ?? null,
      effects: {
        tightened: countOf("tightened"),
        loosened: countOf("loosened"),
        changed: countOf("changed"),
        digest: sha256(told),
      },
    },
    documents: [...text, told],
  };
}
