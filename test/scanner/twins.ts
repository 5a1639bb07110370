import { expect, test } from "vitest";
import { scanText } from "../../src/scanner/scan.ts";

/** A path, what is written there and, where it is not all of them, the lines of which one has to be found. */
export type Row = readonly [path: string, text: string, ...lines: number[]];

/** Lines with a finding that is more than a notice. */
function linesFound(path: string, text: string): number[] {
  return scanText(path, text)
    .filter(({ severity }) => severity !== "notice")
    .map(({ line }) => line);
}

/** Insecure rows are found, safe ones are left alone. */
export function twins({ insecure, safe }: { insecure: readonly Row[]; safe: readonly Row[] }): void {
  test.for(insecure)("insecure: %s: %s", ([path, text, ...lines]) => {
    const found = linesFound(path, text);
    expect(lines.length === 0 ? found.length > 0 : found.some((line) => lines.includes(line)), `${found}`).toBe(true);
  });
  test.for(safe)("safe: %s: %s", ([path, text]) => {
    expect(linesFound(path, text)).toEqual([]);
  });
}
