/**
 * Why a signed text is not believed: it is not in its format, none of the known keys signed it, a signature of a known
 * key is wrong, or a proof does not lead where it should.
 */
export type DistrustCode = "MALFORMED" | "UNKNOWN_KEY" | "BAD_SIGNATURE" | "BAD_PROOF";

/** A note, checkpoint, proof, envelope or key that is not believed. The message holds nothing of what was read. */
export class DistrustError extends Error {
  override readonly name = "DistrustError";
  readonly code: DistrustCode;

  constructor(code: DistrustCode, message: string) {
    super(message);
    this.code = code;
  }
}
