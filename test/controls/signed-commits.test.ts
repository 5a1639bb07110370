import { expect, test } from "vitest";
import { signedCommits } from "../../src/controls/signed-commits.ts";
import { judged } from "../support/context.ts";
import { commit, facts, OLD_HEAD, pullRequest } from "../support/facts.ts";

const unread = { unavailable: "500" };

test.for([
  { when: "all are signed", given: facts(), outcome: "pass" },
  {
    when: "A17 one is not",
    given: facts({ commits: [commit(), commit({ sha: OLD_HEAD, verified: false })] }),
    outcome: "fail",
  },
  { when: "one cannot be read", given: facts({ commits: [commit({ verified: unread })] }), outcome: "unknown" },
  {
    when: "one is not and one cannot be read",
    given: facts({ commits: [commit({ verified: unread }), commit({ verified: false })] }),
    outcome: "fail",
  },
  { when: "the commits cannot be read", given: facts({ commits: unread }), outcome: "unknown" },
  { when: "the list is cut short", given: facts({ pullRequest: pullRequest({ commits: 300 }) }), outcome: "unknown" },
])("$when → $outcome", ({ given, outcome }) => {
  expect(judged(signedCommits, given)).toMatchObject({ outcome });
});
