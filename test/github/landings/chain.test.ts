import { expect, test } from "vitest";
import { type Move, movesSince, nowhere } from "../../../src/github/landings/chain.ts";

const time = (second: number) => new Date(Date.UTC(2026, 10, 23, 12, 0, second));

/** `a>b` as the activity of a second. */
function move(text: string, second: number, changes: Partial<Move> = {}): Move {
  const [before = "", after = ""] = text.split(">");
  const told = { source: "activity_api", type: "push", activity: second } as const;
  return { before, after, pusher: null, at: time(second), ...told, ...changes };
}

const hint = (text: string, second: number, source: Move["source"] = "push_webhook") =>
  move(text, second, { source, type: null, activity: null });
const tip = { head: "a", seq: 4, at: time(0), activity: 0 };
const told = (moves: readonly Move[]) => moves.map(({ before, after, source }) => `${before}>${after} ${source}`);

test.for<[string, Move[], Move | null, string[]]>([
  ["all told", [move("a>b", 1), move("b>c", 2)], hint("b>c", 2), ["a>b activity_api", "b>c activity_api"]],
  ["a hint of what was told", [move("a>b", 1)], hint("a>b", 1), ["a>b activity_api"]],
  ["a hint that nobody tells of yet", [], hint("a>b", 1), ["a>b push_webhook"]],
  ["a hint beyond a gap", [], hint("b>c", 2), ["a>b ref_poll", "b>c push_webhook"]],
  ["a hint of the past", [], hint("x>a", 0), []],
  ["a hint of the past that went elsewhere", [], hint("x>y", 0), []],
  ["a sweep that sees another tip", [], hint("z>d", 9, "ref_poll"), ["a>d ref_poll"]],
  ["a sweep that sees the tip on record", [], hint("z>a", 9, "ref_poll"), []],
  ["a merge whose move is told", [move("a>c", 1)], hint("b>c", 2, "pull_request_api"), ["a>c activity_api"]],
  ["a merge that does not follow on", [], hint("b>c", 2, "pull_request_api"), []],
  ["a gap between two that are told", [move("b>c", 2)], null, ["a>b ref_poll", "b>c activity_api"]],
  ["what a hint had told of before", [move("x>a", 1), move("a>b", 2)], null, ["a>b activity_api"]],
  ["all of it told by hints before", [move("x>y", 1), move("y>a", 2)], null, []],
  ["there and back again", [move("a>b", 1), move("b>a", 2)], null, ["a>b activity_api", "b>a activity_api"]],
  ["deleted", [move(`a>${nowhere}`, 1)], null, [`a>${nowhere} activity_api`]],
])("%s", ([, activities, given, expected]) => {
  expect(told(movesSince(tip, activities, given))).toEqual(expected);
});

test("the last activity is not known → what was before is not told again", () => {
  const activities = [move("a>b", -9), move("b>a", -8), move("a>c", 1)];
  expect(told(movesSince({ ...tip, activity: null }, activities, null))).toEqual(["a>c activity_api"]);
});
