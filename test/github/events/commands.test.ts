import { expect, test } from "vitest";
import type { Payload } from "../../../src/github/events/payload.ts";
import { common, deliver, seen, sender } from "../../support/routing.ts";

const comment = { id: 3, body: "/mergewarden recheck", user: sender, created_at: "2026-01-01T00:00:00Z" };
const issue = { number: 7, pull_request: {}, user: { id: 99 } };
const stored = { ...comment, updated_at: comment.created_at, author_association: "MEMBER" };
const url = "/repos/acme/api/issues";
const replies = {
  [`POST ${url}/comments/3/reactions`]: {},
  [`GET ${url}/7/comments`]: [],
  [`POST ${url}/7/comments`]: { id: 5 },
};
const said = (body: string) => ({ body, comment: { ...comment, body } });

const commands: { when: string; given?: Payload; read?: object; expected: string[]; isAnswered?: boolean }[] = [
  { when: "a member's recheck", expected: ["#7 person"], isAnswered: true },
  {
    when: "among other words",
    read: said("hello\n/mergewarden recheck \nthanks"),
    expected: ["#7 person"],
    isAnswered: true,
  },
  {
    when: "the author's",
    read: { author_association: "NONE" },
    given: { issue: { ...issue, user: { id: 1 } } },
    expected: ["#7 person"],
    isAnswered: true,
  },
  { when: "a stranger's", read: { author_association: "NONE" }, expected: [], isAnswered: true },
  { when: "A41 edited meanwhile", read: { updated_at: "2026-01-01T00:00:09Z" }, expected: [] },
  { when: "A41 changed within a second", read: { body: "thanks" }, expected: [] },
  { when: "A41 an edited event", given: { action: "edited" }, expected: [] },
  { when: "A41 somebody else's comment", read: { user: { ...sender, id: 2 } }, expected: [] },
  { when: "A41 of a deleted account", read: { user: null }, expected: [] },
  { when: "A41 quoted", given: said("> /mergewarden recheck"), expected: [] },
  {
    when: "another word",
    read: said("/mergewarden merge"),
    given: said("/mergewarden merge"),
    expected: [],
    isAnswered: true,
  },
  { when: "on an issue", given: { issue: { number: 7 } }, expected: [] },
  { when: "by a bot", read: { user: { ...sender, type: "Bot" } }, expected: [] },
];

test.for(commands)("command: $when → $expected", async ({ given, read, expected, isAnswered = false }) => {
  const answers = { [`GET ${url}/comments/3`]: { ...stored, ...read }, ...replies };
  await deliver("issue_comment", { ...common, action: "created", comment, issue, ...given }, answers);
  expect(seen.queued).toEqual(expected);
  expect(seen.asked.some((key) => key.startsWith("POST"))).toBe(isAnswered);
});

test("explain → a comment with the verdict, and nothing is judged anew", async () => {
  const body = "/mergewarden explain";
  const answers = { [`GET ${url}/comments/3`]: { ...stored, body }, ...replies };
  await deliver("issue_comment", { ...common, action: "created", comment: { ...comment, body }, issue }, answers);
  expect(seen.queued).toEqual([]);
  expect(seen.asked).toEqual([`GET ${url}/comments/3`, ...Object.keys(replies)]);
});

test("told again → nothing more, and the comment is not even read", async () => {
  const answers = { [`GET ${url}/comments/3`]: stored, ...replies };
  const payload = { ...common, action: "created", comment, issue };
  await deliver("issue_comment", payload, answers);
  const asked = seen.asked.length;
  await deliver("issue_comment", payload);
  expect([seen.queued, seen.asked.length]).toEqual([["#7 person"], asked]);
});

test("what follows failed half-way → done when told again, though the comment is gone, and said once", async () => {
  const payload = { ...common, action: "created", comment, issue };
  const half = { [`GET ${url}/comments/3`]: stored, [`POST ${url}/comments/3/reactions`]: {} };
  await expect(deliver("issue_comment", payload, half)).rejects.toThrow();
  await deliver("issue_comment", payload, replies);
  expect(seen.asked.filter((key) => key === `POST ${url}/7/comments`)).toHaveLength(1);
});
