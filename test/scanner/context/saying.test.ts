import { expect, test } from "vitest";
import { endsSaying, isEchoed, isRun, isSayingCall, nearestNamed } from "../../../src/scanner/context/saying.ts";
import { framesOf } from "../../../src/scanner/patterns/place.ts";
import { placeOf } from "../patterns/place-of.ts";

test.for<[name: string, says: boolean]>([
  ["log", true],
  ["logger", true],
  ["console.log", true],
  ["logger.info", true],
  ["println!", true],
  ["log.Fatalf", true],
  ["raise", true],
  ["ValueError", true],
  ["_", true],
  ["$t", true],
  ["assertEquals", true],
  ["Write-Host", true],
  ["login", false],
  ["logout", false],
  ["printer.connect", false],
  ["information", false],
  ["catalog", false],
  ["await", false],
  ["exec", false],
])("%s: only tells people something → %s", ([name, says]) => {
  expect(isSayingCall(name)).toBe(says);
});

test.for<[code: string, name: string | undefined]>([
  ["log('HERE')", "log"],
  ["log(exec('HERE'))", "exec"],
  ["log(sprintf('HERE'))", "log"],
  ["log(String.format('HERE'))", "log"],
  ["log([f, 'HERE'])", "log"],
  ["log({ format: ['HERE'] })", "format"],
  ["logs = ['HERE']", "logs"],
  ["HERE", undefined],
])("%s: belongs to %s", ([code, name]) => {
  expect(nearestNamed(framesOf(placeOf("a.js", code, /HERE/)))?.name).toBe(name);
});

test.for<[code: string, says: boolean]>([
  ["puts ", true],
  ["a; raise Failure, ", true],
  ["if (a) { die ", true],
  ["case 'a' => panic ", true],
  ["return new Error ", true],
  ["return ", false],
  ["output ", false],
  ["puts a; b ", false],
  ["puts a\nb ", false],
  ["#{{ puts ", false],
])("%j: ends within a statement that says something → %s", ([code, says]) => {
  expect(endsSaying(code)).toBe(says);
});

test.for<[before: string, after: string, echoed: boolean]>([
  ['echo "see ', '"', true],
  ['  @echo "see ', '"', true],
  ['- echo "see ', '"', true],
  ['- run: echo "see ', '"', true],
  ['RUN echo "see ', '"', true],
  ['a && echo "see ', '"', true],
  ['if a; then warn "see ', '"; fi', true],
  ['die() { echo "see ', '"; }', true],
  ['throw "see ', '"', true],
  ['Write-Host "see ', '"', true],
  ['echoes "see ', '"', false],
  ['my-echo "see ', '"', false],
  ['echo a; b "', '"', false],
  ['echo a && b "', '"', false],
  ['echo a | b "', '"', false],
  ['echo "$(b "', '")"', false],
  ['echo "$(b) ', '"', true],
  ["echo `b ", "`", false],
  ["echo `b` ", "", true],
  ['echo "see ', '" > a', false],
  ['echo "see ', '" >> a', false],
  ['echo "see ', '" >&2', true],
  ['echo >&2 "see ', '"', true],
  ['echo "see ', '" 2> a', true],
  ['echo "see ', '" > /dev/stderr', true],
  ['echo "see ', '" > /dev/stdoutside', false],
  ['echo "see ', '" | sh', false],
  ['echo "see ', '" || exit 1', true],
  ['echo "<a> => b -> ', '<c>"', true],
  ['echo "see ', '" \\', false],
  ['echo "see ', '" && \\', true],
])("%j, %j: echoed → %s", ([before, after, echoed]) => {
  expect(isEchoed(before, after)).toBe(echoed);
});

test.for<[text: string, run: boolean]>([
  ["a $(b", true],
  ["a $(b) c", false],
  ["a `b", true],
  ["a `b` c", false],
])("%j: ends within a command whose output is taken → %s", ([text, run]) => {
  expect(isRun(text)).toBe(run);
});
