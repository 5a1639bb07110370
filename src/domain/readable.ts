import type { Readable, Unavailable } from "./facts.ts";

/** Thrown where a fact is needed that could not be read; the engine turns it into the outcome `unknown`. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  /** What could not be read, such as `the reviews`. */
  readonly fact: string;

  constructor(fact: string, reason: string) {
    super(`could not read ${fact}: ${reason}`);
    this.fact = fact;
  }
}

/** What to do about a fact that could not be read. */
export const rereadRemedy =
  "Re-run the check; if it stays, ask an operator of the app to look at what could not be read.";

/** Whether the fact could not be read. */
export function isUnavailable(value: unknown): value is Unavailable {
  // A role may be called `unavailable`: its members are no text.
  return typeof value === "object" && value !== null && typeof (value as Unavailable).unavailable === "string";
}

/** The fact's value. Throws {@link Unreadable} with the fact's name and reason if it could not be read. */
export function read<T>(value: Readable<T>, name: string): T {
  if (isUnavailable(value)) throw new Unreadable(name, value.unavailable);
  return value as T;
}

/** The fact's value, or `fallback` if it could not be read: for places where that is the stricter way. */
export function readOr<T, F>(value: Readable<T>, fallback: F): T | F {
  return isUnavailable(value) ? fallback : (value as T);
}
