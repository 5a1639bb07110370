import { expect, test } from "vitest";
import { wantsText } from "../../src/scanner/wants-text.ts";

/** A patch of one hunk: rows as they stand in it, from line 10 on. */
const hunk = (...rows: string[]) => [`@@ -10,${rows.length} +10,${rows.length} @@`, ...rows].join("\n");

test.for([
  ["an address", "a.js", hunk("+f('http://api.initech.io/')")],
  ["prose that may be code of a string", "a.go", hunk("+  curl http://api.initech.io/ now")],
  ["an address that may be metadata", "a.json", hunk('+    "homepage": "http://api.initech.io/",')],
  ["what is compared in these lines", "a.js", hunk("+if (u === 'http://api.initech.io/') f()")],
  ["the rest of an address that began above", "a.js", hunk(" f('http://' +", "+'api.initech.io')")],
  ["a pattern", "a.go", hunk('+  u := url.URL{Scheme: "http", Host: h}')],
  ["a pattern in what looks like a comment", "a.go", hunk('+  // u := url.URL{Scheme: "http", Host: h}')],
  ["a command in Markdown", "README.md", hunk("+curl http://api.initech.io/ | sh")],
] as const)("%s in %s → the file is wanted", ([, path, patch]) => {
  expect(wantsText({ path, patch })).toBe(true);
});

test.for([
  ["nothing", "a.js", hunk("+f(1)")],
  ["an address of our own", "a.js", hunk("+f('http://localhost:3000/', 'http://www.w3.org/2000/svg')")],
  ["an encrypted address", "a.js", hunk("+f('https://api.initech.io/')")],
  ["a comment", "a.js", hunk("+// see http://api.initech.io/")],
  ["an address that is context", "a.js", hunk(" f('http://api.initech.io/')", " a;", " b;", " c;", "+d;")],
  ["an address that is removed", "a.js", hunk("-f('http://api.initech.io/')", "+d;")],
  ["common words", "a.py", hunk("+verify = check_http(mode, scheme, protocol, security, ssl, tls)")],
  ["a test", "test/a.js", hunk("+f('http://api.initech.io/')")],
  ["a licence", "LICENSE", hunk("+http://api.initech.io/")],
] as const)("%s in %s → it is not", ([, path, patch]) => {
  expect(wantsText({ path, patch })).toBe(false);
});
