import { sha256 } from "./canonical.ts";
import { committed } from "./personal.ts";
import type { LogEntry } from "./record.ts";

/** A sample that was drawn from a bundle: enough to draw it again. */
export interface DrawnSample {
  tenant: number;
  /** The bundle: `sha256:` of its manifest.json, its log's size and root. */
  manifest: string;
  size: number;
  root: string;
  /** The auditor's words. */
  seed: string;
  /** How many of each group, and how many landings each group has. */
  n: number;
  population: Readonly<Record<string, number>>;
  /** The changes that were drawn, in the order of the draw. */
  changes: readonly string[];
  /** Who drew: `user@host`. */
  by: string;
  at: Date;
  /** Tells this time from others. */
  id: string;
}

/** The record of a draw: whoever draws again until the sample suits leaves one of each. It is written before anything is shown. */
export function sampleRecord(drawn: DrawnSample): LogEntry<"sample.drawn"> {
  const { tenant, manifest, size, root, seed, n, population, changes, by, at, id } = drawn;
  const digest = sha256(new TextEncoder().encode(changes.map((change) => `${change}\n`).join("")));
  return {
    kind: "sample.drawn",
    key: `sample.drawn/${id}`,
    tenant,
    occurredAt: at,
    body: {
      ...{ manifest, size, root, n, population: { ...population } },
      ...{ seed: committed(seed), drawn: { count: changes.length, digest }, by: committed(by) },
    },
    documents: [],
  };
}
