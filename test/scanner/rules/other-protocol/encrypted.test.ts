import { expect, test } from "vitest";
import { found } from "../../found.ts";

const far = "x".repeat(320);

test.for([
  ["tls follows in the call", 'connect("mqtt://h.initech.io", { tls: true })'],
  ["tls stands before in the call", 'connect({ tls: true, url: "mqtt://h.initech.io" })'],
  ["tls stands in the line above in a map", 'x = {\n tls: true,\n url: "mqtt://h.initech.io" }'],
  ["a parameter says so", 'connect("mqtt://h.initech.io/a?tls=true")'],
  ["a later parameter says so", 'connect("mqtt://h.initech.io/a?b=c&ssl=1&d=e")'],
  ["the port says so", 'connect("mqtt://h.initech.io:8883")'],
  ["it is upgraded", 'c = connect("ldap://h.initech.io")\nc.start_tls_s()'],
] as const)("encrypted: %s", ([, text]) => {
  expect(found("a.js", text)).toEqual([]);
});

test.for([
  ["nothing says so", 'connect("mqtt://h.initech.io", { a: true })'],
  ["tls is off", 'connect("mqtt://h.initech.io", { tls: false })'],
  ["tls is said in a statement before", 'x = { tls: true }; connect("mqtt://h.initech.io")'],
  ["tls is said in a statement behind", 'connect("mqtt://h.initech.io"); x = { tls: true }'],
  ["tls is said far before", `x({ tls: true, a: "${far}", b: "mqtt://h.initech.io" })`],
  ["tls is said far behind", `x({ b: "mqtt://h.initech.io", a: "${far}", tls: true })`],
  ["a parameter says no", 'connect("mqtt://h.initech.io/a?tls=false")'],
  ["the port is another's", 'connect("mqtt://h.initech.io:993")'],
  ["it has no such upgrade", 'c = connect("mqtt://h.initech.io")\nc.start_tls_s()'],
  ["there is no port of TLS", 'connect("gopher://h.initech.io:undefined")'],
] as const)("not encrypted: %s", ([, text]) => {
  expect(found("a.js", text).map((each) => each.slice(0, 7))).toContain("HTTP004");
});
