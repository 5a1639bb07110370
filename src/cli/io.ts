/** Where a command writes and reads. */
export interface Io {
  /** Standard output. */
  out(text: string): void;
  /** Standard error. */
  error(text: string): void;
  stdin: AsyncIterable<string | Uint8Array>;
}
