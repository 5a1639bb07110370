import { expect, test } from "vitest";
import { found } from "./found.ts";

test.for([
  ["a.js", "f('http:\\/\\/api.initech.io')"],
  ["a.js", "f('\\x68ttp://api.initech.io')"],
  ["a.js", "f('\\u0068ttp://api.initech.io')"],
  ["a.js", "f('\\u{68}ttp://api.initech.io')"],
  ["a.js", "f('http\\u003a//api.initech.io')"],
  ["a.js", "f('http\\x3a//api.initech.io')"],
  ["a.js", "f('http:' + '//api.initech.io')"],
  ["a.js", "f('ht' + 'tp://api.initech.io')"],
  ["a.js", "f('http' + ':' + '//api.initech.io')"],
  ["a.js", "f('http:' /* a */ + '//' + host)"],
  ["a.js", "f(['http:', '', 'api.initech.io', 'v1'].join('/'))"],
  ["a.js", "f(['ws:', '', host].join('/'))"],
  ["a.js", "f('http:\\\\\\\\api.initech.io')"],
  ["a.js", "f('http://%61pi.initech.io')"],
  ["a.js", "f('http://api\\u3002initech\\u3002io')"],
  ["a.js", "f('http://bücher.io')"],
  ["a.js", "f('http://127.0.0.1\\u0040evil.io')"],
  ["a.py", 'f("ht" "tp://api.initech.io")'],
  ["a.py", "'/'.join(['http:', '', host])"],
  ["a.c", 'f("ht" "tp://api.initech.io")'],
  ["a.php", "<?php f('http:' . '//api.initech.io');"],
  ["a.lua", "f('http:' .. '//api.initech.io')"],
  ["a.json", '{"u": "http:\\u002f\\u002fapi.initech.io"}'],
  ["a.json", '{"u": "http:\\/\\/api.initech.io"}'],
  ["a.properties", "u=http\\://api.initech.io"],
  ["a.html", '<img src="http&#58;//img.globex.co/a">'],
  ["a.html", '<img src="http:&#x2F;&#x2F;img.globex.co/a">'],
  ["a.html", '<img src="http&colon;//img.globex.co/a">'],
] as const)("%s: %s → HTTP003", ([path, text]) => {
  expect(found(path, text)).toEqual(["HTTP003 error 1"]);
});

test.for([
  ["a.js", "f('http:\\/\\/localhost/')"],
  ["a.js", "f('https:\\/\\/api.initech.io')"],
  ["a.js", "f('http:' + '//localhost')"],
  ["a.js", "f(['http:', '', 'localhost'].join('/'))"],
  ["a.js", "f(['https:', '', 'api.initech.io'].join('/'))"],
  ["a.js", "// f('http:' + '//api.initech.io') f(['http:', '', 'api.initech.io'])"],
  ["a.js", "/^http:\\/\\/api/.test(u)"],
  ["a.js", "f('C:\\\\dir', '//cdn.initech.io')"],
  ["a.json", '{"http:": "//x"}'],
] as const)("%s: %s → nothing", ([path, text]) => {
  expect(found(path, text)).toEqual([]);
});

test.for([
  ["userinfo", "http://127.0.0.1@collector.evil.io/"],
  ["two signs", "http://user@localhost@evil.com/"],
  ["white space in the userinfo", "http://127.0.0.1 @evil.com/"],
  ["brackets in the userinfo", "http://localhost}@evil.com/"],
  ["a fragment", "http://collector.evil.io#@localhost/"],
  ["a query", "http://collector.evil.io?@localhost/"],
  ["a prefix", "http://localhost.evil.com/"],
])("a host hidden by %s → a finding", ([, url]) => {
  expect(found("a.js", `f('${url}')`)).toEqual(["HTTP001 error 1"]);
});

test("a host hidden by a backslash → a finding", () => {
  expect(found("a.js", "f('http://collector.evil.io\\\\@localhost/')")).toEqual(["HTTP001 error 1"]);
});
