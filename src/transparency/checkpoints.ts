import { decodeBase64, decodeCount, encodeBase64 } from "./encoding.ts";
import { DistrustError } from "./errors.ts";
import { openNote } from "./notes.ts";

/** What a log vouches for: the root of its first `size` leaves (C2SP tlog-checkpoint). */
export interface Checkpoint {
  origin: string;
  size: number;
  root: Uint8Array;
}

/** The text of a checkpoint: what the note's keys sign. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${encodeBase64(root)}\n`;
}

/** Reads the text of a checkpoint, without extension lines: this log writes none. Throws a DistrustError. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = "", count = "", base64 = "", end, ...more] = text.split("\n", 5);
  const size = decodeCount(count);
  const root = decodeBase64(base64);
  if (origin === "" || size === null || root?.length !== 32 || end !== "" || more.length > 0) {
    throw new DistrustError("MALFORMED", "not a checkpoint: expected the lines origin, size and root");
  }
  return { origin, size, root };
}

/** The checkpoint in a note, whoever signed it. Throws a DistrustError. */
export function checkpointIn(note: string): Checkpoint {
  return parseCheckpoint(note.slice(0, note.lastIndexOf("\n\n") + 1));
}

/** The checkpoint in a note that a key of these, named like the origin, signed. Throws a DistrustError. */
export function openCheckpoint(note: string, vkeys: readonly string[]): Checkpoint & { signedBy: string[] } {
  const { text, signedBy } = openNote(note, vkeys);
  const checkpoint = parseCheckpoint(text);
  const ofLog = signedBy.filter((vkey) => vkey.startsWith(`${checkpoint.origin}+`));
  if (ofLog.length === 0) throw new DistrustError("UNKNOWN_KEY", "no known key of this log signed the checkpoint");
  return { ...checkpoint, signedBy: ofLog };
}
