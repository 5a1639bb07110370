import { cell, csvRows, type Row } from "./csv.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";

/** A value of a cell, before it is written as one; of an address only the end follows from the record. */
export type Value = string | number | boolean | null | undefined | { endsWith: string };

/** A table that is read beside the records that it is made from: row by row, in their order. */
export class Table {
  readonly #file: string;
  readonly #rows: AsyncGenerator<Row>;
  readonly #problems: Problems;
  readonly #keys: readonly string[];
  #next: Row | null | undefined;
  #count = 0;

  constructor(
    bundle: Bundle,
    { file, columns, keys }: { file: string; columns: readonly string[]; keys: readonly string[] },
    problems: Problems,
  ) {
    this.#file = file;
    this.#rows = csvRows(bundle, file, columns);
    this.#problems = problems;
    this.#keys = keys;
  }

  get count(): number {
    return this.#count;
  }

  /** The next row is this one, cell for cell. */
  async expect(wanted: Readonly<Record<string, Value>>): Promise<void> {
    const row = await this.#peek();
    const name = this.#keys.map((key) => textOf(wanted[key])).join(" ");
    if (row === null || this.#keys.some((key) => row[key] !== textOf(wanted[key]))) {
      this.#problems.add("ROW_MISSING", this.#file, `the row of ${name} is not there, or not at its place`);
      return;
    }
    this.#take();
    for (const [column, value] of Object.entries(wanted)) {
      const found = row[column] ?? "";
      if (isSame(found, value)) continue;
      const why = `the record says ${shown(textOf(value))}, the table ${shown(found)}`;
      this.#problems.add("CELL_WRONG", this.#file, `${column} of ${name}: ${why}`);
    }
  }

  /** Rows before the one with this number that no record accounts for. */
  async skipBefore(column: string, number: number): Promise<void> {
    for (let row = await this.#peek(); row !== null && Number(row[column]) < number; row = await this.#peek()) {
      this.#extra(row);
    }
  }

  /** No row is left. */
  async end(): Promise<void> {
    for (let row = await this.#peek(); row !== null; row = await this.#peek()) this.#extra(row);
  }

  #extra(row: Row): void {
    const name = this.#keys.map((key) => row[key]).join(" ");
    this.#problems.add("ROW_EXTRA", this.#file, `no record accounts for the row of ${shown(name)}`);
    this.#take();
  }

  #take(): void {
    this.#count++;
    this.#next = undefined;
  }

  async #peek(): Promise<Row | null> {
    if (this.#next === undefined) {
      const { value, done } = await this.#rows.next();
      this.#next = done ? null : value;
    }
    return this.#next;
  }
}

/** Encrypted, or on the machine itself: a GitHub for tests. */
const addressStart = /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/])/;

function isSame(found: string, value: Value): boolean {
  const isAddress = typeof value === "object" && value !== null;
  return isAddress ? addressStart.test(found) && found.endsWith(value.endsWith) : found === cell(value);
}

function textOf(value: Value): string {
  return typeof value === "object" && value !== null ? value.endsWith : cell(value);
}

/** Text from a bundle, made fit for a terminal. */
export function shown(text: string): string {
  const safe = JSON.stringify(text.slice(0, 80)).replace(
    /[^\x20-\x7e]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return text.length > 80 ? `${safe}…` : safe;
}
