/** Where a command writes and reads. */
export interface Io {
  /** Standard output. */
  out(text: string): void;
  /** Standard error. */
  error(text: string): void;
  /** Whether standard output is a terminal that shows colours. */
  hasColours?: boolean;
  stdin: AsyncIterable<string | Uint8Array>;
}
