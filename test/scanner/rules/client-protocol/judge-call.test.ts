import { expect, test } from "vitest";
import { judgeCall } from "../../../../src/scanner/rules/client-protocol/judge-call.ts";
import { judgeNearest } from "../../../../src/scanner/rules/client-protocol/judge-nearest.ts";
import { placeOf } from "../../patterns/place-of.ts";

test.for<[text: string, weight: string | null]>([
  ["make('10.0.0.1')", "warning"],
  ["make(host: '10.0.0.1', 'a.initech.io')", "warning"],
  ["make('localhost', server_name = '10.0.0.1')", "warning"],
  ["make({ host: '10.0.0.1', user: 'a.initech.io' })", "warning"],
  ["make({ user: 'me.localhost', host: '10.0.0.1' })", "warning"],
  ["make({ 'host': '10.0.0.1' })", "warning"],
  ["make({host:'10.0.0.1'})", "warning"],
  ["make({ host  :  '10.0.0.1' })", "warning"],
  ["make({ host => '10.0.0.1' })", "warning"],
  ["make([server = '10.0.0.1'])", "warning"],
  ["make({ host: '10.0.0.1', user: 'localhost' })", "warning"],
  ["make({ vhost: 'localhost' })", "error"],
  ["make({ hosts: 'localhost' })", "error"],
  ["make('localhost', { user })", "error"],
  ["make(names['10.0.0.1'])", "warning"],
  ["make(hosts[2 * 3])", "error"],
  ["make(a, ...b)", "error"],
  ["make(*all)", null],
  ["make(...all)", null],
  ["make()", "error"],
  ["make", "error"],
  ["make(); c.connect('10.0.0.1')", "warning"],
  ["make(); c->open( host = '10.0.0.1', 21)", "warning"],
  ["make(); c.setHostName('10.0.0.1')", "warning"],
  ["make(); c.reconnect('10.0.0.1')", "error"],
  ["make(); c.connect()", "error"],
])("%s weighs %s", ([text, weight]) => {
  expect(judgeCall(placeOf("a.js", text, /make/))).toBe(weight);
});

test("the host may be another argument than the first", () => {
  expect(judgeCall(placeOf("a.js", "make('localhost', '10.0.0.1')", /make/), 1)).toBe("warning");
  expect(judgeCall(placeOf("a.js", "make('localhost')", /make/), 1)).toBe("error");
});

test.for<[text: string, weight: string | null]>([
  ["HERE", "error"],
  ["host = '10.0.0.1'; HERE", "warning"],
  ["HERE; host = '10.0.0.1'", "warning"],
  ["host='10.0.0.1'; HERE", "warning"],
  ["host => '10.0.0.1', HERE", "warning"],
  ["'address': '10.0.0.1', HERE", "warning"],
  ["hostname  :  '10.0.0.1', HERE", "warning"],
  ["{relay,'10.0.0.1'}, HERE", "warning"],
  ["{relay,  '10.0.0.1'}, HERE", "warning"],
  ["new SmtpClient('10.0.0.1') HERE", "warning"],
  ["new SmtpClient ( '10.0.0.1' ) HERE", "warning"],
  ["Net::SMTP.start('10.0.0.1', 25); HERE", "warning"],
  ["mail.NewDialer('10.0.0.1', HERE", "warning"],
  ["SmtpClient(); HERE", "error"],
  ["host == '10.0.0.1'; HERE", "error"],
  ["host::x('10.0.0.1'); HERE", "error"],
  ["ghost = '10.0.0.1'; HERE", "error"],
  ["hosts = '10.0.0.1'; HERE", "error"],
  ["host = get('A', '10.0.0.1'); HERE", "warning"],
  ["host = 'a.initech.io'; host = '10.0.0.1'; HERE", "warning"],
  ["HERE; host = '10.0.0.1'; host = 'a.initech.io'", "warning"],
  ["host = 'a.initech.io'; x(1, 2, 3); HERE; host = '10.0.0.1'", "warning"],
  ["host = '10.0.0.1'; HERE; x(1, 2, 3); host = 'a.initech.io'", "warning"],
  ["x(4, 5, 6, 7, 8, 9); host = '10.0.0.1'; HERE; x(1, 2); host = 'a.initech.io'", "warning"],
  ["host = '10.0.0.1'; HERE, host = 'a.initech.io'", "warning"],
  [`host = '10.0.0.1';${" ".repeat(400)} HERE`, "error"],
  [`HERE;${" ".repeat(300)}host = '10.0.0.1'`, "error"],
])("%s: the nearest host weighs %s", ([text, weight]) => {
  expect(judgeNearest(placeOf("a.js", text, /HERE/))).toBe(weight);
});

test.for<[text: string, weight: string | null]>([
  ["address: 10.0.0.1\nHERE: x", "warning"],
  ["address: 10.0.0.1  \nHERE: x", "warning"],
  ["address: localhost\nHERE: x", null],
  ["address: localhost.initech.io\nHERE: x", "error"],
  ['address: "localhost"\nHERE: x', null],
])("YAML needs no quotes: %j weighs %s", ([text, weight]) => {
  expect(judgeNearest(placeOf("a.yml", text, /HERE/))).toBe(weight);
});
