import type { Facts } from "../domain/facts.ts";
import { read } from "../domain/readable.ts";

/**
 * Whether what is missing on the head counts as never to come: `minutes` after the head was first seen.
 * Throws {@link Unreadable} if that is not known.
 */
export function deadlinePassed({ pullRequest, now }: Pick<Facts, "pullRequest" | "now">, minutes: number): boolean {
  const seenAt = read(pullRequest.head.seenAt, "when the head was first seen");
  return Date.parse(now) >= Date.parse(seenAt) + minutes * 60_000;
}
