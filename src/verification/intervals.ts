import type { Leaf } from "./leaves.ts";
import type { Manifest } from "./manifest.ts";
import { at, textAt } from "./records.ts";

/** A snapshot, and until when it held; empty: it still does. */
export interface Held {
  leaf: Leaf;
  until: string;
}

/** The snapshots that held at some time in the period: each does until the next one of its subject. */
export function heldIn({ from_utc: from, to_utc: to }: Manifest["period"], leaves: readonly Leaf[]): Held[] {
  const held: Held[] = [];
  const last = new Map<string, Held>();
  for (const leaf of leaves) {
    const subject = JSON.stringify([at(leaf.body, "repo", "id"), textAt(leaf.body, "ref"), textAt(leaf.body, "scope")]);
    const before = last.get(subject);
    if (before !== undefined) before.until = leaf.occurredAt;
    const own = { leaf, until: "" };
    last.set(subject, own);
    held.push(own);
  }
  return held.filter(
    ({ leaf, until }) =>
      Date.parse(leaf.occurredAt) < Date.parse(to) && (until === "" || Date.parse(until) > Date.parse(from)),
  );
}
