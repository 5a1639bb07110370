import { scanText } from "../../../../src/scanner/scan.ts";

/** Lines of a text that HTTP030 flags, notices left out. */
export function flagged(path: string, text: string): number[] {
  return scanText(path, text)
    .filter(({ rule, severity }) => rule === "HTTP030" && severity !== "notice")
    .map(({ line }) => line);
}
