import { expect, test } from "vitest";
import type { Leaf } from "../../src/verification/leaves.ts";
import type { Manifest } from "../../src/verification/manifest.ts";
import { readOwnLog, stoodIn } from "../../src/verification/own-log.ts";
import { Problems } from "../../src/verification/problems.ts";
import type { Records } from "../../src/verification/records.ts";

const own = "gate.example.com/gh-1/log2";

/** The log of a bundle whose records tell of these new logs. */
function read(origin: string, rotated: readonly { seq: number; body: { origin: string } }[]) {
  const problems = new Problems();
  const log = readOwnLog(
    { of: () => rotated as unknown as Leaf[] } as unknown as Records,
    { origin } as Manifest,
    problems,
  );
  return { log, codes: problems.list().map(({ code }) => code) };
}

test("a second log that no record tells of hides the first", () => {
  expect(read(own, [])).toEqual({ log: { origin: own, began: 0 }, codes: ["LOG_REWRITTEN"] });
  expect(read(own, [{ seq: 5, body: { origin: "gate.example.com/gh-1/log3" } }]).codes).toEqual(["LOG_REWRITTEN"]);
  expect(read(own, [{ seq: 5, body: { origin: own } }])).toEqual({ log: { origin: own, began: 5 }, codes: [] });
  expect(read("gate.example.com/gh-1/log1", []).codes).toEqual([]);
});

test.for([
  ["gate.example.com/gh-1/log2", 9, true],
  ["gate.example.com/gh-1/log1", 4, true],
  ["gate.example.com/gh-1/log1", 5, false],
  ["gate.example.com/gh-1/log3", 4, false],
  ["gate.example.com/gh-2/log1", 4, false],
  ["other.example.com/gh-1/log1", 4, false],
  ["gate.example.com/gh-1/log", 4, false],
] as const)("%s, record %i → %s", ([origin, seq, expected]) => {
  expect(stoodIn(origin, seq, { origin: own, began: 5 })).toBe(expected);
});
