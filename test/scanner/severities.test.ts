import { expect, test } from "vitest";
import { linesOf } from "../../src/scanner/lines.ts";
import { scan, scanText } from "../../src/scanner/scan.ts";
import type { Severities } from "../../src/scanner/severities.ts";

type Row = [path: string, text: string, severities: Partial<Severities>, expected: string[]];

function weights(path: string, text: string, severities: Partial<Severities>): string[] {
  return scanText(path, text, { severities }).map(({ rule, severity }) => `${rule} ${severity}`);
}

const address = "f('http://api.initech.io/')";
const link = '<a href="http://www.initech.io/">x</a>';
const command = "```sh\ncurl http://api.initech.io/\n```";

test.for<Row>([
  ["a.js", "f('http://10.0.0.1/')", {}, ["HTTP001 warning"]],
  ["a.js", "f('http://10.0.0.1/')", { "private-address": "error" }, ["HTTP001 error"]],
  ["a.js", "f('http://10.0.0.1/')", { "private-address": "off" }, []],
  ["a.js", "f('http://ledger.internal/')", { "internal-name": "notice" }, ["HTTP001 notice"]],
  ["a.js", "f('http://ledger.payments.svc/')", { "cluster-service": "warning" }, ["HTTP001 warning"]],
  ["a.js", "f('http://ledger:8080/')", { "single-label": "error" }, ["HTTP001 error"]],
  ["a.py", "requests.get('https://10.0.0.1/', verify=False)", {}, ["HTTP030 warning"]],
  ["a.py", "requests.get('https://10.0.0.1/', verify=False)", { "private-address": "error" }, ["HTTP030 error"]],
  ["a.py", "requests.get('https://10.0.0.1/', verify=False)", { "private-address": "off" }, []],
  ["a.js", "f('http://example.com/')", {}, []],
  ["a.js", "f('http://example.com/')", { "documentation-host": "warning" }, ["HTTP001 warning"]],
  ["a.js", "f('http://0.0.0.0/')", {}, []],
  ["a.js", "f('http://0.0.0.0/')", { "wildcard-address": "notice" }, ["HTTP001 notice"]],
  ["a.html", link, {}, ["HTTP001 notice"]],
  ["a.html", link, { "html-link": "error" }, ["HTTP001 error"]],
  ["a.html", link, { "html-link": "off" }, []],
  ["a.html", link.replace("www.initech.io", "10.0.0.1"), { "html-link": "error" }, ["HTTP001 warning"]],
  ["a.js", "s = ok ? 'https' : 'http'", { "chosen-scheme": "error" }, ["HTTP002 error"]],
  ["a.js", "s = ok ? 'https' : 'http'", { "chosen-scheme": "off" }, []],
  ["README.md", command, {}, ["HTTP001 notice"]],
  ["README.md", command, { "markdown-commands": "warning" }, ["HTTP001 warning"]],
  ["README.md", command, { "markdown-commands": "off" }, []],
  ["examples/a.js", address, {}, ["HTTP001 warning"]],
  ["examples/a.js", address, { examples: "error" }, ["HTTP001 error"]],
  ["examples/a.js", address, { examples: "off" }, []],
  ["test/a.js", address, {}, []],
  ["test/a.js", address, { tests: "notice" }, ["HTTP001 notice"]],
  ["test/a.js", address, { tests: "error" }, ["HTTP001 error"]],
  ["examples/test/a.js", address, { tests: "error", examples: "notice" }, ["HTTP001 notice"]],
  ["LICENSE", address, { tests: "error" }, []],
  ["a.js", address, { HTTP001: "warning" }, ["HTTP001 warning"]],
  ["a.js", address, { HTTP001: "off" }, []],
  ["a.js", "f('http://10.0.0.1/')", { HTTP001: "notice" }, ["HTTP001 notice"]],
  ["a.js", "f('http://ledger:8080/')", { HTTP001: "warning" }, ["HTTP001 notice"]],
  ["a.go", "http.ListenAndServe(addr, nil)", {}, ["HTTP020 notice"]],
  ["a.go", "http.ListenAndServe(addr, nil)", { HTTP020: "error" }, ["HTTP020 error"]],
  ["a.go", "http.ListenAndServe(addr, nil)", { HTTP020: "off" }, []],
])("%s: %s with %o → %o", ([path, text, severities, expected]) => {
  expect(weights(path, text, severities)).toEqual(expected);
});

test("of two findings of a rule in a line, the one that is off does not hide the other", () => {
  const text = "f('http://10.0.0.1/', 'http://api.initech.io/')";
  expect(weights("a.js", text, { "private-address": "off" })).toEqual(["HTTP001 error"]);
});

test("a file is a test only if it was one before its new name", () => {
  const file = { path: "test/a.js", previousPath: "src/a.js", lines: linesOf(address), text: address };
  expect(scan(file).map(({ severity }) => severity)).toEqual(["error"]);
  expect(scan({ ...file, previousPath: "test/b.js" })).toEqual([]);
});
