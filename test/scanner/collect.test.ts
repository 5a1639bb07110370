import { expect, test } from "vitest";
import { scan, scanText } from "../../src/scanner/scan.ts";

test("of very many findings, one more speaks for those that are not listed, as heavy as the heaviest", () => {
  const rows = [
    ...Array<string>(10_500).fill('f("http://10.0.0.1/")'),
    'f("http://api.initech.io/")',
    'f("http://10.0.0.1/")',
  ];
  const findings = scanText("a.js", rows.join("\n"));
  expect(findings).toHaveLength(10_001);
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([
    expect.objectContaining({ line: 10_501, message: expect.stringContaining("further findings") }),
  ]);
});

test("of more addresses than are judged each, every other one counts", () => {
  const text = `${"f('http://localhost:1/?a', 'http://[::1]:1/')\n".repeat(30_000)}f("http://10.0.0.1/")\n`;
  expect(scanText("a.js", text)).toMatchObject([{ line: 30_001, severity: "warning" }]);
  const many = `${"f(x == 'http://api.initech.io/')\n".repeat(50_000)}f("http://api.initech.io/")`;
  expect(scanText("a.js", many)).toMatchObject([{ line: 50_001, severity: "error" }]);
  const line = { line: 50_001, text: 'f("http://api.initech.io/")' };
  expect(scan({ path: "a.js", lines: [line], text: many })).toHaveLength(1);
});
