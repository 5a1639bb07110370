import { checkpointIn } from "../transparency/checkpoints.ts";
import { emptyFrontier, extend, leafHash, rootOf } from "../transparency/merkle.ts";
import type { ExportRequest } from "./request.ts";

/** The records in the database are not those that were signed: whoever can write there altered, hid or deleted some. */
export class AlteredLogError extends Error {
  override readonly name = "AlteredLogError";
}

/**
 * Holds every record up to the checkpoint against it, before any of them is exported: a record that is not in the bundle is not
 * missed by those who verify it. Throws an {@link AlteredLogError}.
 */
export async function checkLog({ source, pinned }: Pick<ExportRequest, "source" | "pinned">): Promise<void> {
  let frontier = emptyFrontier;
  for await (const { seq, kind, bytes } of source.leaves(0, pinned.size)) {
    if (seq !== frontier.size) throw new AlteredLogError(`record ${frontier.size} is not in the database any more`);
    if (!isOfKind(bytes, kind)) throw new AlteredLogError(`record ${seq} is listed as another kind than it is`);
    frontier = extend(frontier, leafHash(bytes));
  }
  const { size, root } = checkpointIn(pinned.note);
  if (frontier.size === size && size === pinned.size && Buffer.compare(rootOf(frontier), root) === 0) return;
  throw new AlteredLogError(`the database's records are not the ${pinned.size} that were signed: some were altered`);
}

/** Behind a record's own kind nothing in it is called so: members are sorted, and its body comes first. */
function isOfKind(bytes: Uint8Array, kind: string): boolean {
  const leaf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wanted = Buffer.from(`,"kind":${JSON.stringify(kind)},"occurred_at":"`);
  const at = leaf.lastIndexOf(',"kind":"');
  return at !== -1 && leaf.subarray(at, at + wanted.length).equals(wanted);
}
