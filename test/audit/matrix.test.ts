import { expect, test } from "vitest";
import { defaultMatrix } from "../../src/audit/default-matrix.ts";
import { MatrixError, parseMatrix } from "../../src/audit/matrix.ts";
import { controls } from "../../src/controls/index.ts";

const gateControls = [...controls.map(({ id }) => id), "policy", "policy-change"];

function problemsOf(source: string): string[] {
  try {
    parseMatrix(source, { file: "own.yml", gateControls });
  } catch (error) {
    if (error instanceof MatrixError) return error.message.split("\n");
    throw error;
  }
  return [];
}

test("the default matrix names controls of the gate only", () => {
  expect(problemsOf(defaultMatrix.source)).toEqual([]);
});

test("a row that says little has no controls, criteria and frameworks", () => {
  expect(parseMatrix("version: 1\nrows: [{ id: X-1, title: ' Tests ', rule: tests }]")).toEqual([
    { id: "X-1", title: "Tests", rule: "tests", controls: [], tsc: [], others: [] },
  ]);
});

const row = (more: string) => `version: 1\nrows:\n  - id: X\n    title: t\n    rule: tests\n    ${more}\n`;

test.for<[string, string, string[]]>([
  ["no row", "version: 1\nrows: []", ["own.yml:2:1 rows: expected a row"]],
  ["another version", "version: 2\nrows: [{ id: X, title: t, rule: tests }]", ["own.yml:1:1 version: expected 1"]],
  ["nothing", "", ["own.yml:1:1 expected a map with version and rows"]],
  ["a list", "- 1", ["own.yml:1:1 expected a map with version and rows"]],
  ["a row of text", "version: 1\nrows: [x]", ["own.yml:2:8 rows.0: expected a map"]],
  ["an unknown key", row("tcs: [CC8.1]"), ["own.yml:6:5 rows.0.tcs: unknown key"]],
  ["no title", "version: 1\nrows:\n  - id: X\n    rule: tests", ["own.yml:3:5 rows.0.title: expected a text"]],
  [
    "an id with a blank",
    row("").replace("id: X", "id: X Y"),
    [expect.stringContaining("own.yml:3:5 rows.0.id: expected an id of")],
  ],
  ["a number", row("tsc: [8.1]"), ["own.yml:6:11 rows.0.tsc.0: expected a text"]],
  ["two points in one", row("others: [A.8; A.9]"), ["own.yml:6:14 rows.0.others.0: expected no semicolon"]],
  [
    "a control that there is not",
    row("controls: [lint, senior-reviw]"),
    ["own.yml:6:22 rows.0.controls.1: senior-reviw is no control of the gate"],
  ],
  ["an id twice", `${row("")}  - { id: X, title: t, rule: scans }\n`, ["own.yml:7:7 rows.1.id: X stands there twice"]],
  [
    "a title of two lines",
    row("").replace("title: t", 'title: "a\\nb"'),
    ["own.yml:4:5 rows.0.title: expected a line of 1 to 500 characters"],
  ],
  ["an alias", "a: &a [1]\nb: *a", ["own.yml:2:4 expected no aliases"]],
  [
    "an escape in a key",
    'version: 1\nrows: [{ "\\e[2J": 1, id: X, title: t, rule: tests }]',
    [String.raw`own.yml:2:10 rows.0.\u001b[2J: unknown key`],
  ],
  ["a key twice", "version: 1\nversion: 1", ["own.yml:2:1 not valid YAML: Map keys must be unique"]],
  ["what is no YAML", "version: [", [expect.stringContaining("own.yml:1:11 not valid YAML: ")]],
  ["too much", " ".repeat(200_000), ["own.yml:1:1 expected at most 131072 characters, got 200000"]],
  ["too deep", "[".repeat(100_000), ["own.yml:1:1 it is nested too deeply"]],
])("%s → a problem at its place", ([, source, problems]) => {
  expect(problemsOf(source)).toEqual(problems);
});

test("a rule that there is not → those that there are", () => {
  expect(problemsOf(row("").replace("tests", "nonsense"))).toEqual([
    expect.stringMatching(/^own\.yml:5:5 rows\.0\.rule: expected one of approval, tests, .*intact-evidence$/),
  ]);
});
