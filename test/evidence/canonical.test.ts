import { expect, test } from "vitest";
import { canonicalBytes, sha256, wellFormed } from "../../src/evidence/canonical.ts";

test.for<[string, unknown, string]>([
  [
    "members by UTF-16 code units",
    { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\u{1f600}": 5, "\u0080": 6, "\u00f6": 7 },
    '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
  ],
  ["nested, no white space", { b: [1, { d: null, c: true }], a: "x" }, '{"a":"x","b":[1,{"c":true,"d":null}]}'],
  ["undefined members are absent", { a: undefined, b: 1 }, '{"b":1}'],
  ["control characters", '\u0000\b\u001f"\\/', '"\\u0000\\b\\u001f\\"\\\\/"'],
])("%s", ([, value, expected]) => {
  expect(new TextDecoder().decode(canonicalBytes(value))).toBe(expected);
});

test.for<[string, unknown]>([
  ["a fraction", { a: [0.5] }],
  ["a number beyond 2^53", { a: 2 ** 53 }],
  ["NaN", Number.NaN],
  ["a lone surrogate", { a: "\ud800" }],
  ["nothing", undefined],
])("%s is refused", ([, value]) => {
  expect(() => canonicalBytes(value)).toThrow();
});

test("lone surrogates can be replaced first, in keys, too", () => {
  expect(wellFormed({ "\udc00": ["a\ud800", 1, null] })).toEqual({ "\ufffd": ["a\ufffd", 1, null] });
});

test("the digest of the empty object", () => {
  expect(sha256(canonicalBytes({}))).toBe("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
});
