import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { atLeast } from "../../src/scanner/finding.ts";
import { scanText } from "../../src/scanner/scan.ts";

/** A snippet with one line that opens an unencrypted connection, or looks as if it did. */
interface Labelled {
  id: string;
  path: string;
  code: string;
  line: number;
  /** Lines of which one has to be found; none in a safe case. */
  accept: number[];
  label: "insecure" | "safe";
  category: string;
  why: string;
}

const folder = join(import.meta.dirname, "../fixtures/plain-http");

/** Cases that were labelled by people who had not seen the scanner. What it gets wrong is listed, so that no other joins. */
test.for([
  ["code", {}],
  // Within a cluster it is a notice.
  ["config", { "cfg-145": "ServiceMonitor scheme http" }],
  // Nothing in the file tells what `http` is.
  ["second", { "second-363": "plain agent" }],
] as const)("labelled cases of %s", ([name, known]) => {
  const cases = readFileSync(join(folder, `${name}.jsonl`), "utf8")
    .trim()
    .split("\n")
    .map((row): Labelled => JSON.parse(row));
  const wrong = cases.filter((each) => each.category !== "server-api" && isWrong(each, "warning"));
  const servers = cases.filter((each) => each.category === "server-api" && isWrong(each, "notice"));
  expect(Object.fromEntries([...wrong, ...servers].map(({ id, why }) => [id, why]))).toEqual(known);
});

function isWrong({ path, code, line, accept, label }: Labelled, threshold: "warning" | "notice"): boolean {
  const found = scanText(path, code).filter(({ severity }) => atLeast(severity, threshold));
  const isFound = found.some((finding) => (label === "safe" ? [line] : accept).includes(finding.line));
  return label === "safe" ? isFound : !isFound;
}
