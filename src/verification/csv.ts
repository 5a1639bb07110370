import { BundleError } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";

/** A row of a CSV file, by its columns' names. */
export type Row = Readonly<Record<string, string>>;

const QUOTE = 34;
const MAX_ROW = 4 * 1024 * 1024;

/**
 * The rows of a CSV file as RFC 4180 has it, strictly: the columns are exactly these, rows end in CR LF, a cell is quoted only if it must be.
 * One reading, so that no two programs see two tables in one file.
 */
export async function* csvRows(bundle: Bundle, name: string, columns: readonly string[]): AsyncGenerator<Row> {
  let count = 0;
  for await (const line of records(bundle, name)) {
    const cells = cellsOf(line, name);
    if (count++ === 0) {
      if (cells.join(",") !== columns.join(",")) throw malformed(name, `its columns are not ${columns.join(",")}`);
      continue;
    }
    if (cells.length !== columns.length) throw malformed(name, `row ${count} has ${cells.length} cells`);
    yield Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""]));
  }
  if (count === 0) throw malformed(name, "it has no columns");
}

/** Lines of the file put together until no quote is open. */
async function* records(bundle: Bundle, name: string): AsyncGenerator<string> {
  let open: Buffer[] = [];
  let [quotes, length] = [0, 0];
  for await (const line of bundle.lines(name)) {
    for (let at = line.indexOf(QUOTE); at !== -1; at = line.indexOf(QUOTE, at + 1)) quotes++;
    length += line.length + 1;
    if (length > MAX_ROW) throw malformed(name, "a row is longer than any of its kind");
    open.push(line);
    if (quotes % 2 === 1) continue;
    yield textOf(
      Buffer.concat(open.flatMap((part, index) => (index === 0 ? [part] : [Buffer.from("\n"), part]))),
      name,
    );
    open = [];
    [quotes, length] = [0, 0];
  }
  if (open.length > 0) throw malformed(name, "a quoted cell does not end");
}

function textOf(bytes: Buffer, name: string): string {
  const text = decode(bytes, name);
  if (!text.endsWith("\r")) throw malformed(name, "a row does not end in CR LF");
  return text.slice(0, -1);
}

function decode(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed(name, "it is not UTF-8");
  }
}

function cellsOf(line: string, name: string): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const [cell, end] = line[at] === '"' ? quotedCell(line, at, name) : plainCell(line, at, name);
    cells.push(cell);
    if (end === line.length) return cells;
    if (line[end] !== ",") throw malformed(name, "there is something behind a quoted cell");
    at = end + 1;
  }
}

function plainCell(line: string, at: number, name: string): [string, number] {
  const comma = line.indexOf(",", at);
  const end = comma === -1 ? line.length : comma;
  const cell = line.slice(at, end);
  if (/["\r\n]/.test(cell)) throw malformed(name, "a cell that must be quoted is not");
  return [cell, end];
}

function quotedCell(line: string, at: number, name: string): [string, number] {
  let end = at + 1;
  for (;;) {
    end = line.indexOf('"', end);
    if (end === -1) throw malformed(name, "a quoted cell does not end");
    if (line[end + 1] !== '"') break;
    end += 2;
  }
  const cell = line.slice(at + 1, end).replaceAll('""', '"');
  if (!/[",\r\n]/.test(cell)) throw malformed(name, "a cell is quoted that need not be");
  return [cell, end + 1];
}

/** What a cell shows for a value: text that a table program takes for a formula gets an apostrophe before it. */
export function cell(value: string | number | boolean | null | undefined): string {
  const text = value === null || value === undefined ? "" : String(value);
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function malformed(name: string, why: string): BundleError {
  return new BundleError("FILE_MALFORMED", name, `the table cannot be read in one way only: ${why}`);
}
