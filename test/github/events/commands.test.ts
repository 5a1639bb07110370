import { expect, test } from "vitest";
import type { Payload } from "../../../src/github/events/payload.ts";
import { common, deliver, seen, sender } from "../../support/routing.ts";

const comment = { id: 3, body: "/mergewarden recheck", user: sender };
const issue = { number: 7, pull_request: {}, user: { id: 99 } };
const stored = { ...comment, created_at: "t", updated_at: "t", author_association: "MEMBER" };
const url = "/repos/acme/api/issues";
const replies = { [`POST ${url}/comments/3/reactions`]: {}, [`POST ${url}/7/comments`]: { id: 5 } };

const commands: { when: string; given?: Payload; read?: object; expected: string[] }[] = [
  { when: "a member's recheck", expected: ["#7 person"] },
  { when: "among other words", read: { body: "hello\n/mergewarden recheck \nthanks" }, expected: ["#7 person"] },
  {
    when: "the author's",
    read: { author_association: "NONE" },
    given: { issue: { ...issue, user: { id: 1 } } },
    expected: ["#7 person"],
  },
  { when: "a stranger's", read: { author_association: "NONE" }, expected: [] },
  { when: "A41 edited meanwhile", read: { updated_at: "later" }, expected: [] },
  { when: "A41 an edited event", given: { action: "edited" }, expected: [] },
  { when: "A41 somebody else's comment", read: { user: { ...sender, id: 2 } }, expected: [] },
  { when: "A41 quoted", given: { comment: { ...comment, body: "> /mergewarden recheck" } }, expected: [] },
  { when: "another word", given: { comment: { ...comment, body: "/mergewarden merge" } }, expected: [] },
  { when: "on an issue", given: { issue: { number: 7 } }, expected: [] },
  { when: "by a bot", read: { user: { ...sender, type: "Bot" } }, expected: [] },
];

test.for(commands)("command: $when → $expected", async ({ given, read, expected }) => {
  const answers = { [`GET ${url}/comments/3`]: { ...stored, ...read }, ...replies };
  await deliver("issue_comment", { ...common, action: "created", comment, issue, ...given }, answers);
  expect(seen.queued).toEqual(expected);
  const isAnswered = seen.asked.some((key) => key.startsWith("POST"));
  expect(isAnswered).toBe(expected.length > 0);
});

test("explain → a comment with the verdict, and nothing is judged anew", async () => {
  const body = "/mergewarden explain";
  const answers = { [`GET ${url}/comments/3`]: { ...stored, body }, ...replies };
  await deliver("issue_comment", { ...common, action: "created", comment: { ...comment, body }, issue }, answers);
  expect(seen.queued).toEqual([]);
  expect(seen.asked).toEqual([`GET ${url}/comments/3`, `POST ${url}/comments/3/reactions`, `POST ${url}/7/comments`]);
});
