import { expect, test } from "vitest";
import type { WaiveCommand } from "../../src/commands/command.ts";
import type { Asking } from "../../src/commands/standing.ts";
import { judgeWaive } from "../../src/commands/waive.ts";
import type { Actor, FactsInput } from "../../src/domain/facts.ts";
import { bob, commit, eve, facts, NOW, olga, robot } from "../support/facts.ts";

const policy = { request: "senior", approve: "senior", approvals: 2, "valid-hours": 4, "review-within-hours": 24 };

function waive(until: string): WaiveCommand {
  return { name: "waive", rule: "HTTP001", path: "src/x.ts", line: 12, until, reason: "a test server" };
}

function asking(by: Actor, given: Partial<FactsInput> = {}, effective: Asking["effective"] = { "break-glass": null }) {
  return { id: 60, by, facts: facts(given), effective, isOpen: true, now: new Date(NOW) };
}

test("an officer → waived until the end of the day, in UTC", () => {
  const { reaction, answer, followUp, grant } = judgeWaive(waive("2027-01-31"), asking(olga));
  expect([reaction, followUp]).toEqual(["+1", "judge-all"]);
  expect(grant).toEqual({
    what: "waiver",
    waiver: {
      rule: "HTTP001",
      path: "src/x.ts",
      line: 12,
      reason: "a test server",
      grantedAt: new Date(NOW),
      expiresAt: new Date("2027-02-01T00:00:00Z"),
    },
  });
  expect(answer).toMatch(
    /^olga waives HTTP001 at src\/x\.ts:12 in this repository until the end of 2027-01-31 \(UTC\)\./,
  );
});

test.for<[string, boolean]>([
  ["2026-11-22", false],
  ["2026-11-23", false],
  ["2026-11-24", true],
  ["2027-11-24", true],
  ["2027-11-25", false],
])("until %s, on 2026-11-23 → %s", ([until, holds]) => {
  expect(judgeWaive(waive(until), asking(olga)).grant !== null).toBe(holds);
});

test.for<[string, Asking, RegExp]>([
  ["a colleague", asking(eve), /^eve is not in the role officer\.$/],
  ["A54 a contributor", asking(olga, { commits: [commit({ author: olga })] }), /^olga contributed/],
  ["a bot", asking(robot, { roles: { officer: [robot] } }), /not in the role/],
  [
    "an officer, where break-glass is for others",
    asking(olga, {}, { "break-glass": policy }),
    /not in the role senior/,
  ],
  ["somebody of a role that cannot be read", asking(olga, { roles: { unavailable: "403" } }), /could not be read/],
])("%s → nothing, and why", ([, given, answer]) => {
  expect(judgeWaive(waive("2027-01-31"), given)).toMatchObject({ reaction: "-1", grant: null });
  expect(judgeWaive(waive("2027-01-31"), given).answer).toMatch(answer);
});

test("who approves break-glass, waives", () => {
  expect(judgeWaive(waive("2027-01-31"), asking(bob, {}, { "break-glass": policy })).grant).not.toBeNull();
});
