import { type Checkpoint, openCheckpoint } from "./checkpoints.ts";
import { decodeBase64, decodeCount, encodeBase64 } from "./encoding.ts";
import { DistrustError } from "./errors.ts";
import { verifyInclusion } from "./merkle.ts";

/** A file that shows without a network that a leaf is in a log (C2SP tlog-proof). */
export interface TlogProof {
  index: number;
  /** The siblings, from the leaf's up to the root's child. */
  proof: readonly Uint8Array[];
  /** The signed note, verbatim. */
  checkpoint: string;
}

/** The content of a `.tlog-proof` file. */
export function formatTlogProof({ index, proof, checkpoint }: TlogProof): string {
  return `${header}\nindex ${index}\n${proof.map((hash) => `${encodeBase64(hash)}\n`).join("")}\n${checkpoint}`;
}

/** Reads a `.tlog-proof` file, without the line of extra data: this log writes none. Throws a DistrustError. */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf("\n\n");
  const [first, second = "", ...siblings] = text.slice(0, Math.max(0, end)).split("\n", maxSiblings + 3);
  const index = second.startsWith("index ") ? decodeCount(second.slice("index ".length)) : null;
  const proof = siblings.map(decodeBase64).filter((hash) => hash?.length === 32);
  if (first !== header || index === null || proof.length !== siblings.length || proof.length > maxSiblings) {
    throw new DistrustError("MALFORMED", "not a tlog-proof: expected index, siblings and checkpoint");
  }
  return { index, proof: proof.filter((hash) => hash !== null), checkpoint: text.slice(end + 2) };
}

/** The checkpoint of a log with one of these keys that holds the leaf with this hash, as the file shows. Throws a DistrustError. */
export function verifyTlogProof(
  text: string,
  leaf: Uint8Array,
  vkeys: readonly string[],
): Checkpoint & { index: number } {
  const { index, proof, checkpoint } = parseTlogProof(text);
  const { origin, size, root } = openCheckpoint(checkpoint, vkeys);
  if (!verifyInclusion({ index, size, leaf, root, proof })) {
    throw new DistrustError("BAD_PROOF", "the proof does not lead from this leaf to the checkpoint's root");
  }
  return { origin, size, root, index };
}

const header = "c2sp.org/tlog-proof@v1";
/** A tree of 2⁶³ leaves, the largest that the format knows, needs no more. */
const maxSiblings = 63;
