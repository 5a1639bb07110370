import { expect, test } from "vitest";
import { collection } from "../../src/scanner/collect.ts";
import type { Finding, RuleId, Severity } from "../../src/scanner/finding.ts";
import { scan } from "../../src/scanner/scan.ts";

const finding = (line: number, column: number, rule: RuleId, severity: Severity = "error"): Finding => ({
  rule,
  severity,
  path: "a.js",
  line,
  column,
  excerpt: "",
  message: `${line}.${column}`,
});
const placeOf = ({ line, column, rule }: Finding) => `${line}.${column} ${rule}`;

test("findings stand by line, then by column, then by rule", () => {
  const found = collection();
  const sorted = ["1.9 HTTP020", "2.3 HTTP030", "2.5 HTTP001", "2.5 HTTP010", "2.11 HTTP001", "10.1 HTTP001"];
  const given = [
    finding(10, 1, "HTTP001"),
    finding(2, 11, "HTTP001"),
    finding(2, 5, "HTTP010"),
    finding(1, 9, "HTTP020"),
    finding(2, 3, "HTTP030"),
    finding(2, 5, "HTTP001"),
  ];
  for (const each of given) found.add(placeOf(each), each.severity, () => each);
  expect(found.all().map(placeOf)).toEqual(sorted);
});

test("of findings with one key the first of the weightiest is kept", () => {
  const found = collection();
  const given = [
    finding(1, 1, "HTTP001", "warning"),
    finding(1, 2, "HTTP001", "notice"),
    finding(1, 3, "HTTP001", "error"),
    finding(1, 4, "HTTP001", "error"),
  ];
  for (const each of given) found.add("1 HTTP001", each.severity, () => each);
  expect(found.all().map(placeOf)).toEqual(["1.3 HTTP001"]);
});

test("where there are too many, one tells so", () => {
  const found = collection();
  for (let line = 1; line <= 10_000; line += 1) found.add(`${line}`, "error", () => finding(line, 1, "HTTP001"));
  expect(found.all()).toHaveLength(10_000);
  found.add("10000", "error", () => finding(10_000, 1, "HTTP001"));
  expect(found.all()).toHaveLength(10_000);
  for (const [line, severity] of [
    [10_001, "warning"],
    [10_002, "error"],
    [10_003, "error"],
  ] as const)
    found.add(`${line}`, severity, () => finding(line, 1, "HTTP001", severity));
  expect(
    found
      .all()
      .slice(9_999)
      .map(({ message }) => message),
  ).toEqual(["10000.1", "10002.1 This file has further findings, which are not listed."]);
});

test("lines given in any order are read in theirs", () => {
  const lines = [
    { line: 2, text: "'http://api.initech.io' */ f('http://api.initech.io')" },
    { line: 1, text: "/* a" },
  ];
  expect(scan({ path: "a.js", lines }).map(({ line, column }) => [line, column])).toEqual([[2, 31]]);
});
