import { expect, test } from "vitest";
import { addedLines } from "../../src/scanner/added-lines.ts";
import { linesOf } from "../../src/scanner/lines.ts";
import { scan, scanText } from "../../src/scanner/scan.ts";
import { brief } from "./found.ts";

const url = "http://api.initech.io/v1";

/** The lines of a text with the given numbers. */
function lines(text: string, ...numbers: number[]) {
  return linesOf(text).filter(({ line }) => numbers.includes(line));
}

test("a finding tells rule, severity, place, excerpt, why and what to do", () => {
  expect(scanText("src/a.js", `\n  fetch('${url}')`)).toEqual([
    {
      rule: "HTTP001",
      severity: "error",
      path: "src/a.js",
      line: 2,
      column: 10,
      excerpt: "http://api.initech.io",
      message: "http:// to api.initech.io: unencrypted. Use https (or wss), or the TLS option of this client.",
    },
  ]);
});

test.for([
  { when: "the address is added", text: `a;\nf('${url}');`, added: [2], expected: ["HTTP001 error 2"] },
  { when: "another line is added", text: `a;\nf('${url}');`, added: [1], expected: [] },
  { when: "the added line is in a comment begun before", text: `/*\n '${url}'\n*/`, added: [2], expected: [] },
  {
    when: "the added line is in a string begun before",
    text: `f(\`\n${url}\n\`)`,
    added: [2],
    expected: ["HTTP001 error 2"],
  },
  {
    when: "only the end of the address is added",
    text: "f('http://' +\n'api.initech.io')",
    added: [2],
    expected: ["HTTP002 error 2"],
  },
  {
    when: "two rules find something in a line",
    text: `f('${url}', 'http://' + h)`,
    added: [1],
    expected: ["HTTP001 error 1", "HTTP002 error 1"],
  },
  {
    when: "a rule finds a mild thing before a bad one",
    text: `f('http://x.internal', '${url}')`,
    added: [1],
    expected: ["HTTP001 error 1"],
  },
  { when: "lines end with CR LF", text: `a;\r\nf('${url}');\r\n`, added: [2], expected: ["HTTP001 error 2"] },
  {
    when: "a line separator is no line break",
    text: `a\u2028b; f('${url}')`,
    added: [1],
    expected: ["HTTP001 error 1"],
  },
  { when: "a mark stands before the text", text: `\uFEFFf('${url}')`, added: [1], expected: ["HTTP001 error 1"] },
  { when: "nothing is added", text: `f('${url}')`, added: [], expected: [] },
])("with the file at hand, $when", ({ text, added, expected }) => {
  expect(scan({ path: "a.js", lines: lines(text, ...added), text }).map(brief)).toEqual(expected);
});

test.for([
  { when: "an address in a string", path: "a.js", row: `f('${url}')`, expected: ["HTTP001 error 7"] },
  { when: "a comment", path: "a.js", row: `// ${url}`, expected: [] },
  { when: "the rest of a block comment", path: "a.js", row: ` * see ${url}`, expected: [] },
  { when: "the end of a block comment", path: "a.js", row: ` ${url} */`, expected: [] },
  { when: "code after the end of a block comment", path: "a.js", row: `*/ f('${url}')`, expected: ["HTTP001 error 7"] },
  { when: "a pointer, not the rest of a comment", path: "a.c", row: `*p = "${url}";`, expected: ["HTTP001 error 7"] },
  { when: "prose that may be a docstring", path: "a.py", row: `See ${url}`, expected: [] },
  {
    when: "what may be a docstring or a string",
    path: "a.go",
    row: `  endpoint: ${url}`,
    expected: ["HTTP001 warning 7"],
  },
  { when: "configuration", path: "a.yaml", row: `url: ${url}`, expected: ["HTTP001 error 7"] },
])("with one line alone: $when", ({ path, row, expected }) => {
  const findings = scan({ path, lines: [{ line: 7, text: row }] });
  expect(findings.map(brief)).toEqual(expected);
  for (const { message } of findings) expect(message).toContain("the file was not at hand");
});

test("a text that is not the lines' own → the lines alone", () => {
  const findings = scan({ path: "a.js", lines: [{ line: 2, text: `f('${url}')` }], text: "/*\nother\n*/" });
  expect(findings.map(brief)).toEqual(["HTTP001 error 2"]);
});

test("lines apart → each judged by itself, where it stands", () => {
  const added = addedLines(`@@ -1 +1,2 @@\n a\n+f('http://' +\n@@ -9 +10,2 @@\n b\n+f('${url}')\n`);
  expect(scan({ path: "a.js", lines: added }).map(brief)).toEqual(["HTTP002 error 2", "HTTP001 error 11"]);
});

test.for([
  { when: "both names are tests", path: "test/b.js", previousPath: "test/a.js", count: 0 },
  { when: "it becomes a test", path: "test/a.js", previousPath: "src/a.js", count: 1 },
  { when: "it was a test", path: "src/a.js", previousPath: "test/a.js", count: 1 },
  { when: "it becomes documentation", path: "a.txt", previousPath: "a.sh", count: 1 },
  { when: "it has no old name", path: "test/a.js", previousPath: null, count: 0 },
])("a renamed file: $when → $count", ({ path, previousPath, count }) => {
  const text = `f('${url}')`;
  expect(scan({ path, previousPath, lines: linesOf(text), text })).toHaveLength(count);
});

test.for([
  ["a password", "f('http://ada:secret@api.initech.io/x')", "http://ada:…@api.initech.io"],
  ["a long host", `f('http://${"a".repeat(100)}.io')`, `http://${"a".repeat(72)}…`],
  ["two lines", "f('http://' +\n   host)", "http://'"],
  ["a template", "f(`http://${host}/x`)", "http://${host}"],
  ["control characters", "f('http:\\/\\/\u200bapi.initech.io')", "http:\\/\\/ api.initech.io"],
] as const)("the excerpt of %s", ([, text, excerpt]) => {
  expect(scanText("a.js", text).map((finding) => finding.excerpt)).toEqual([excerpt]);
});

test("content that is no text → no crash", () => {
  const noise = Array.from({ length: 4000 }, (_, index) => String.fromCharCode((index * 7919) % 0x2fff)).join("");
  for (const path of ["a.js", "a.html", "a.php", "a.yaml", "a.rb", "a.sh", "a.json", "a.xml", "a.md", "a.bin"]) {
    expect(scanText(path, `${noise}\n://\n${noise}`)).toEqual([]);
  }
});
