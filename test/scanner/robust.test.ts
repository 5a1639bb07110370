import fc from "fast-check";
import { expect, test } from "vitest";
import type { Finding } from "../../src/scanner/finding.ts";
import { linesOf } from "../../src/scanner/lines.ts";
import { rules } from "../../src/scanner/rules/index.ts";
import { mightFind, scan, scanText } from "../../src/scanner/scan.ts";
import { paths, pieces } from "./hostile.ts";

const numRuns = process.env.MERGEWARDEN_DEEP ? 5000 : 200;
const words = rules.flatMap((rule) => rule.words);
const code = [
  'fetch("http://api.initech.io/a")',
  "requests.get(url, verify=False)",
  "curl -k https://api.initech.io",
  "u = 'http://' + host",
  '"url": "http://api.initech.io/",',
  "url: http://api.initech.io/",
  '<a href="http://api.initech.io/">',
  "https://api.initech.io",
];
const anyPath = fc.constantFrom(...paths);
const fragment = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...code) },
  { weight: 3, arbitrary: fc.constantFrom("\n", "\n  ", "\n\n", " ", ";\n", "(", ")", "{", "}", ", ", " = ") },
  fc.constantFrom(...pieces),
  fc.constantFrom(...words),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.uint16Array({ maxLength: 6 }).map((units) => String.fromCharCode(...units)),
);
const anyText = fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join(""));
const withoutReturns = anyText.map((text) => text.replaceAll("\r", ""));

const essence = ({ rule, severity, line, column, message }: Finding) => ({ rule, severity, line, column, message });

test("any text is judged, and findings stand in it", () => {
  fc.assert(
    fc.property(anyPath, anyText, (path, text) => {
      const rows = text.split("\n");
      for (const { line, column, excerpt } of scanText(path, text)) {
        expect(line).toBeLessThanOrEqual(rows.length);
        expect(column).toBeLessThanOrEqual((rows[line - 1] ?? "").length + 1);
        expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
        expect(excerpt.length).toBeLessThanOrEqual(80);
        expect(excerpt).not.toMatch(/\p{Cc}/u);
      }
    }),
    { numRuns },
  );
});

test("any lines are judged alone, and findings stand in them", () => {
  fc.assert(
    fc.property(anyPath, anyText, fc.integer({ min: 1, max: 3 }), (path, text, step) => {
      const lines = linesOf(text).filter(({ line }) => line % step === 0);
      const numbers = new Set(lines.map(({ line }) => line));
      for (const { line } of scan({ path, lines })) expect(numbers).toContain(line);
      mightFind(
        path,
        lines.map((line) => ({ ...line, isAdded: line.line % 2 === 0 })),
      );
    }),
    { numRuns },
  );
});

test("all lines of a file say what the file says", () => {
  fc.assert(
    fc.property(anyPath, withoutReturns, (path, text) => {
      expect(scan({ path, lines: linesOf(text), text })).toEqual(scanText(path, text));
    }),
    { numRuns },
  );
});

test("some lines of a file say what the file says of them, but for what began above", () => {
  fc.assert(
    fc.property(anyPath, withoutReturns, fc.integer({ min: 2, max: 4 }), (path, text, step) => {
      const lines = linesOf(text).filter(({ line }) => line % step === 0);
      const numbers = new Set(lines.map(({ line }) => line));
      const found = new Set(scan({ path, lines, text }).map((finding) => JSON.stringify(essence(finding))));
      for (const finding of scanText(path, text)) {
        if (numbers.has(finding.line)) expect(found).toContain(JSON.stringify(essence(finding)));
      }
    }),
    { numRuns },
  );
});

test("the form of line breaks makes no difference", () => {
  const written = fc.array(
    fc.oneof(
      fc.constantFrom(...code),
      fc.constantFrom("\n", "\n  ", "\n\n", " ", "(", ")", "'", '"', "# ", "// ", "/* ", " */"),
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(anyPath, written, (path, parts) => {
      const text = parts.join("");
      const found = scanText(path, text.replaceAll("\n", "\r\n"));
      expect(found.map(essence)).toEqual(scanText(path, text).map(essence));
    }),
    { numRuns },
  );
});
