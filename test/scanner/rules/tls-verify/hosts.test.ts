import { expect, test } from "vitest";
import { statementAround, weightOfHosts } from "../../../../src/scanner/rules/tls-verify/hosts.ts";
import { defaultSettings } from "../../../../src/scanner/settings.ts";
import { placeOf } from "../../patterns/place-of.ts";

test.for([
  ["nothing", "error"],
  ["https://api.initech.io/v1", "error"],
  ["https://10.0.0.1/v1", "warning"],
  ["https://localhost:8443/v1", null],
  ["https://user:p@localhost/v1", null],
  ["https://api:8443/", "notice"],
  ["https://a.b.svc/", "notice"],
  ["https://ledger.internal/", "warning"],
  ["https://0.0.0.0/", null],
  ["https://localhost/ https://api.initech.io/", "error"],
  ["https://api/ https://10.0.0.1/", "warning"],
  ["https://localhost/ https://api/", "notice"],
  ["https://localhost/ 'api.initech.io'", null],
  ["https://${host}/", "error"],
  ["https://#{host}/", "error"],
  ["https://{{ host }}/", "error"],
  ["https://%s/", "error"],
  ["https://$(HOST)/", "error"],
  ["https://$HOST.internal/", "warning"],
  ["jdbc:sqlserver://10.0.0.1;a=b", "warning"],
  ["postgres://u@10.0.0.1:5432/a", "warning"],
  ["s3://bucket/a", "error"],
  ["s3://10.0.0.1/a", "error"],
  ["file://localhost/a", "error"],
  ["connect('localhost')", null],
  ["connect('localhost:80')", null],
  ["connect('127.0.0.1')", null],
  ["connect('::1')", null],
  ["connect('[::1]:80')", null],
  ["connect('10.0.0.1')", "warning"],
  ["connect('db.initech.io')", "error"],
  ["connect('db')", "error"],
  ["host=localhost", null],
  ["hostname: 10.0.0.1", "warning"],
  ["Server=(localdb)", null],
  ["Server=.", null],
  ["Data Source=10.0.0.1;", "warning"],
  ["host=config.host", "error"],
  ["host=this.host, addr=10.0.0.1", "warning"],
  ["host: db", "error"],
  ["address=db.internal", "warning"],
  ["ghost=localhost", "error"],
] as const)("%s → %s", ([text, weight]) => {
  expect(weightOfHosts(text, defaultSettings)).toBe(weight);
});

test("hosts that are allowed weigh nothing", () => {
  const settings = { ...defaultSettings, allowHosts: ["*.initech.io"] };
  expect(weightOfHosts("https://api.initech.io/", settings)).toBe(null);
  expect(weightOfHosts("https://api.initech.io/ https://10.0.0.1/", settings)).toBe("warning");
});

test.for([
  ["f(HERE)", "f(HERE)"],
  ["x = 1\nf(a, HERE, b)\ny = 2", "f(a, HERE, b)"],
  ["f(g(a), HERE, h(b)).i(c)\ny", "f(g(a), HERE, h(b)).i(c)"],
  ["f(\n  a,\n  HERE,\n  b,\n)\ny", "f(\n  a,\n  HERE,\n  b,\n)"],
  ["x = {\n  a: { b: [HERE] },\n  c\n}\ny", "x = {\n  a: { b: [HERE] },\n  c\n}"],
  ["f(a)\nHERE\ng(b)", "HERE"],
  ["HERE; g(b)", "HERE"],
  ["function f() {\n  HERE\n}", "  HERE"],
  ["() => {\n  a(HERE)\n}", "  a(HERE)"],
  ["if (a) { b } else {\n  HERE\n}", "  HERE"],
  ["class A {\n  HERE\n}", "  HERE"],
  ["try {\n  HERE\n}", "  HERE"],
  ["a(1);\n\nb(2)\nHERE", "HERE"],
  ["(a\n\nb(HERE)", "b(HERE)"],
  ["a(b;\n\nc, HERE)", "c, HERE"],
  ["f(HERE", "f(HERE"],
  ["a[HERE].b\nc", "a[HERE].b"],
  ["HERE)\nb", "HERE"],
  [`f(${"x".repeat(500)}HERE${"y".repeat(500)})`, `${"x".repeat(400)}HERE${"y".repeat(400)}`],
] as const)("the statement around, of %j", ([text, statement]) => {
  expect(statementAround(placeOf("a.js", text, /HERE/))).toBe(statement);
});
