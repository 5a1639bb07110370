import type { Host } from "../hosts/host.ts";
import type { Part } from "../source.ts";
import type { Scheme } from "./scheme.ts";

/** An address with an unencrypted scheme, as written in a file. */
export interface Address {
  readonly scheme: Scheme;
  /** User info, host and port, decoded; parts that are filled in later are a HOLE. */
  readonly authority: string;
  readonly host: Host;
  /** Decoded text of the value before the scheme and after the authority, cut to what contexts look at. */
  readonly before: string;
  readonly after: string;
  /** Offsets in the file, of the scheme's first character and after the authority. */
  readonly start: number;
  readonly end: number;
  /** How it is written: in one piece, put together, or in a way that hides it. */
  readonly spelling: "plain" | "joined" | "disguised";
  readonly part: Part;
  /** Indexes of the first and last string that it is written in; undefined outside of strings. */
  readonly strings: readonly [first: number, last: number] | undefined;
}
