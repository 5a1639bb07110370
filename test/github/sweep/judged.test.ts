import { expect, test } from "vitest";
import { controls } from "../../../src/controls/index.ts";
import { judgedOf } from "../../../src/github/sweep/judged.ts";
import { lastNight } from "../../../src/github/sweep/night.ts";
import { approval, BASE, bob, check, facts, HEAD } from "../../support/facts.ts";
import { evaluation } from "../../support/judged.ts";

const roles = "version: 1\nroles: { senior: { users: [bob] }, officer: { users: [olga] } }\ncontrols:\n";
const updatedAt = "2026-11-23T12:00:00Z";
const pull = { number: 7, head: { sha: HEAD }, base: { ref: "main", sha: BASE }, updated_at: updatedAt };
const later = (seconds: number) => new Date(Date.parse(updatedAt) + seconds * 1000);

test.for<[string, string, Parameters<typeof facts>[0], number, boolean]>([
  ["nothing missing", "  senior-review: {}", { reviews: [approval(bob)] }, 3600, true],
  ["an approval missing, which will show", "  senior-review: {}", {}, 3600, true],
  ["a check missing, whose end will not show", "  unit-tests: { checks: [unit] }", {}, 3600, false],
  ["the check there", "  unit-tests: { checks: [unit] }", { checks: [check("unit")] }, 3600, true],
  ["changed in the minute that it was read", "  senior-review: {}", { reviews: [approval(bob)] }, 59, false],
  ["changed just before that", "  senior-review: {}", { reviews: [approval(bob)] }, 61, true],
])("%s → settled or not", ([, settings, given, seconds, expected]) => {
  const judged = judgedOf(pull, evaluation(facts(given), roles + settings), { controls, readAt: later(seconds) });
  expect(judged).toEqual({
    number: 7,
    headSha: HEAD,
    baseRef: "main",
    baseSha: BASE,
    updatedAt: new Date(updatedAt),
    isSettled: expected,
  });
});

test.for([
  ["2026-11-23T02:00:00.000Z", "2026-11-23T02:00:00.000Z"],
  ["2026-11-23T01:59:59.999Z", "2026-11-22T02:00:00.000Z"],
  ["2026-03-01T00:30:00.000Z", "2026-02-28T02:00:00.000Z"],
])("at %s last night began at %s", ([now, night]) => {
  expect(lastNight(new Date(now ?? "")).toISOString()).toBe(night);
});
