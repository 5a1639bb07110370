import { expect, test } from "vitest";
import {
  isSignature,
  judgeHostBeside,
  judgeHostNearby,
} from "../../../../src/scanner/rules/client-api/scheme-context.ts";
import { placeOf } from "../../patterns/place-of.ts";

test.for<[language: string, before: string, after: string, answer: boolean]>([
  ["go", "func f", "", true],
  ["python", "    def f", ":", true],
  ["python", "f", ":", false],
  ["javascript", "interface Options ", "", true],
  ["javascript", "export type  Options = ", "", true],
  ["javascript", "interface A { } f", "", false],
  ["javascript", "interfaces ", "", false],
  ["elixir", "%URI", " = uri), do: uri", true],
  ["elixir", "%URI", ", other) when is_map(other) do", true],
  ["elixir", "%URI", ") do", true],
  ["elixir", "%URI", "\n) do", false],
  ["elixir", "%URI", ", a)\ndo", false],
  ["elixir", "%URI", "x\ny) do", false],
  ["elixir", "%URI", "  = uri", true],
  ["elixir", "%URI", "= uri", true],
  ["elixir", "%URI", "-> uri", true],
  ["elixir", "%URI", " <- uris", true],
  ["elixir", "%URI", " == uri", false],
  ["elixir", "%URI", ".host = uri", false],
  ["elixir", "f", " {", false],
  ["javascript", "f", " = uri", false],
  ["javascript", "f", "=> x", true],
  ["javascript", "f", "  => x", true],
  ["javascript", "f", " {", true],
  ["javascript", "f", ": Promise<void> {", true],
  ["javascript", "f", ":string[]{", true],
  ["javascript", "f", ":\n  a.B | C => x", true],
  ["javascript", "f", ": (x) => y", false],
  ["javascript", "f", ", x => y", false],
  ["java", "f", " {", true],
  ["python", "f", " {", false],
  ["c", "f", " {", true],
  ["c-like", "f", " {", false],
  ["visual-basic", "f", " {", false],
])("%s: %j (…)%j declares a function: %s", ([language, before, after, answer]) => {
  expect(isSignature({ before, arguments: [], after }, language)).toBe(answer);
});

test.for<[text: string, weight: string | null]>([
  ["f({ scheme: 'http', host: 'api.initech.io' })", "error"],
  ["f({ scheme: 'http', host: '10.0.0.1' })", "warning"],
  ["f({ scheme: 'http', host: 'localhost' })", null],
  ["f({ scheme: 'http', host })", "error"],
  ["f({ scheme: 'http', hostname })", "error"],
  ["f({ scheme: 'http', ghost })", "notice"],
  ["f({ scheme: 'http', hosts })", "notice"],
  ["f({ scheme: 'http', from: host })", "notice"],
  ["f({ scheme: 'http' })", "notice"],
  ["scheme = 'http'", "notice"],
])("beside: %s → %s", ([text, weight]) => {
  expect(judgeHostBeside(placeOf("a.js", text, /'http'/), "notice")).toBe(weight);
});

test.for<[text: string, weight: string | null]>([
  ["u.scheme = 'http'", "error"],
  ["u.scheme = 'http'; u.host = '10.0.0.1'", "warning"],
  ["u.scheme = 'http'\nu.setHost('10.0.0.1')", "warning"],
  ["u.host = 'localhost'\nu.scheme = 'http'", null],
  ["u.host = 'localhost';\nu.scheme = 'http'", null],
  ["u.host = 'localhost'\nu.scheme = 'http'\nu.host = 'api.initech.io'", "error"],
  ["u.scheme = 'http'\n\nv.host = 'localhost'", "error"],
  ["u.scheme = 'http'\n  \nv.host = 'localhost'", "error"],
  ["v.host = 'localhost'\n\nu.scheme = 'http'", "error"],
  ["v.host = 'localhost'\n\t\nu.scheme = 'http'", "error"],
  ["v.host = 'localhost'\n\nu.host = '10.0.0.1'\nu.scheme = 'http'", "warning"],
  ["u.host == 'localhost'\nu.scheme = 'http'", "error"],
])("nearby: %j → %s", ([text, weight]) => {
  expect(judgeHostNearby(placeOf("a.js", text, /scheme = 'http'/))).toBe(weight);
});
