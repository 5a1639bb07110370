import { expect, test } from "vitest";
import { judgeText, judgeValue, literalsOf, namesLocal } from "../../../src/scanner/patterns/judge-value.ts";
import { placeOf } from "./place-of.ts";

test.for<[value: string, weight: string | null]>([
  ['"api.initech.io"', "error"],
  ["'api.initech.io:21'", "error"],
  ['"10.0.0.1"', "warning"],
  ['"localhost"', null],
  ['"ftp"', "notice"],
  ['b"ftp",', "notice"],
  ['"127.0.0.1"', null],
  ['"ftp://api.initech.io"', null],
  ["null", null],
  ["  ", null],
  ["None", null],
  ["localHost", null],
  ["LOCAL_HOST", null],
  ["Ipv4Addr::LOOPBACK", null],
  ["LOCALHOST.into()", null],
  ["net.localhost_ip", null],
  ["[127, 0, 0, 1]", null],
  ["localhost.initech.io", "error"],
  ["localhost-a", "error"],
  ["[1127, 0, 0, 1]", "error"],
  ['"localhost.initech.io"', "error"],
  ['LOCALHOST || "api.initech.io"', "error"],
  ['join(LOCALHOST, "25")', null],
  ['join(HOST, "localhost 25")', "error"],
  ["nothing", "error"],
  ["host", "error"],
  ['getenv("FTP_HOST")', "error"],
  ['getenv("FTP_HOST", "localhost")', null],
  ['getenv("FTP_HOST", "10.0.0.1")', "warning"],
  ['pick("10.0.0.1", "ftp.initech.io")', "error"],
  ['pick("ftp.initech.io", "10.0.0.1")', "error"],
  ['pick("127.0.0.1", "ftp.initech.io")', null],
  ['join("/var", ".cache", "hosts")', "error"],
  ['join("10.0.0.1", "/a.b")', "warning"],
  ['"10.0.0.1" + suffix', "warning"],
  ["`ftp.${region}.initech.io`", "error"],
  ['"a b.c"', null],
])("%s → %s", ([value, weight]) => {
  expect(judgeValue(placeOf("a.js", "connect(x)", /connect/), value)).toBe(weight);
});

test("what is not known weighs what the caller says", () => {
  const place = placeOf("a.js", "connect(x)", /connect/);
  expect([judgeValue(place, "host", "warning"), judgeValue(place, 'env("A")', null)]).toEqual(["warning", null]);
});

test.for<[above: string, value: string, weight: string | null]>([
  ['host = "10.0.0.1"', "host", "warning"],
  ['localhost = "10.0.0.1"', "localhost", "warning"],
  ['host = "10.0.0.1"', "this.host", "warning"],
  ['host = "10.0.0.1"', "config.my_host", "error"],
  ['const host: string = "localhost"', "host", null],
  ['host: "localhost"', "a->host", null],
  ['host := "localhost"', "host", null],
  ['host <- "localhost"', "host", null],
  ['"host" => "localhost"', "$host", null],
  ['host == "localhost"', "host", "error"],
  ['hosts = "localhost"', "host", "error"],
  ['host = "ftp.initech.io"\nhost = "localhost"', "host", null],
  ["host = other", "host", "error"],
  ['host = other; x = "localhost"', "host", "error"],
  ['host = "localhost"', "host + x", "error"],
  ['host = pick("10.0.0.1",\n  "localhost")', "host", "warning"],
  ['const host =\n  "10.0.0.1";', "host", "warning"],
  ["host = localhost\n", "host", null],
  ['#define HOST "10.0.0.1"', "HOST", "warning"],
  [`host = pick("localhost")\n${" ".repeat(4000)}`, "host", "error"],
])("%j above: %s → %s", ([above, value, weight]) => {
  expect(judgeValue(placeOf("a.js", `${above}\nconnect(x)\nhost = "api.initech.io"`, /connect/), value)).toBe(weight);
});

test("a name that is given nothing nearby above weighs what it stands for in the file", () => {
  const place = placeOf("a.js", 'connect(host)\nconst host = "10.0.0.1"', /connect/);
  expect(judgeValue(place, "host")).toBe("warning");
});

test.for<[text: string, weight: string | null]>([
  ["api.initech.io/a b", "error"],
  ["10.0.0.1?a=b\nc", "warning"],
  ["/a/b", null],
  ["#a", null],
  ["some words", null],
  ["%s.initech.io", "error"],
  ["#{a}:21", "error"],
  ["$(HOST)", "error"],
  ["\\(host):21", "error"],
  ["<%= @host %>", "error"],
])("the text %j → %s", ([text, weight]) => {
  expect(judgeText(placeOf("a.js", "connect(x)", /connect/), text)).toBe(weight);
});

test.for([
  ['listen("localhost:80")', true],
  ['listen("127.0.0.1")', true],
  ['listen("http://127.0.0.1:80/a")', true],
  ['listen("git+ssh://localhost")', true],
  ['listen("::1")', true],
  ["listen(`localhost:${port}`)", true],
  ['listen("localhost/a")', true],
  ["listen(Ipv4Addr::LOCALHOST)", true],
  ["listen([127, 0, 0, 1])", true],
  ['listen("localhost.initech.io")', false],
  ['listen("http://127.0.0.1.initech.io/a")', false],
  ['listen("to localhost")', false],
  ['listen("LOCALHOST_PORT")', false],
  ['listen("/localhost")', false],
  ["listen(localhost.port)", false],
  ["listen(3000)", false],
] as const)("%s names this machine: %s", ([code, isLocal]) => {
  expect(namesLocal(code)).toBe(isLocal);
});

test("strings of a value", () => {
  expect(literalsOf(`f("a", 'b"c', \`d\`, "e\\"f", "")`)).toEqual(["a", 'b"c', "d", 'e\\"f', ""]);
});
