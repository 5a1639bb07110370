import { expect, test } from "vitest";
import { upToDate } from "../../src/controls/up-to-date.ts";
import { judged } from "../support/context.ts";
import { facts, OLD_HEAD, pullRequest } from "../support/facts.ts";

test.for([
  { when: "the head contains the base's tip", given: facts(), outcome: "pass" },
  { when: "A31 the base moved", given: facts({ pullRequest: pullRequest({ mergeBase: OLD_HEAD }) }), outcome: "fail" },
  {
    when: "the merge base cannot be read",
    given: facts({ pullRequest: pullRequest({ mergeBase: { unavailable: "500" } }) }),
    outcome: "unknown",
  },
])("$when → $outcome", ({ given, outcome }) => {
  expect(judged(upToDate, given)).toMatchObject({ outcome });
});
