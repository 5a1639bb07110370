/** What a cell may hold; null and undefined are empty cells. */
export type Cell = string | number | boolean | null | undefined;

/** A row after RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(",")}\r\n`;
}

/** Several values in one cell. */
export function listCell(values: readonly (string | number)[]): string {
  return values.join(";");
}

function cellText(cell: Cell): string {
  const text = String(cell ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
