import { expect, test } from "vitest";
import { linkedIssue } from "../../src/controls/linked-issue.ts";
import { judged } from "../support/context.ts";
import { commit, facts, HEAD, pullRequest } from "../support/facts.ts";

const branch = (ref: string) =>
  pullRequest({ head: { ref, sha: HEAD, repositoryId: 1, seenAt: "2026-11-23T11:50:00Z" } });

test.for([
  { when: "nothing names one", given: facts(), outcome: "fail" },
  { when: "the title does", given: facts({ pullRequest: pullRequest({ title: "PAY-12: pay" }) }), outcome: "pass" },
  { when: "the body does", given: facts({ pullRequest: pullRequest({ body: "Closes #12" }) }), outcome: "pass" },
  { when: "the branch does", given: facts({ pullRequest: branch("pay/PAY-12") }), outcome: "pass" },
  { when: "only a commit does", given: facts({ commits: [commit({ message: "PAY-12" })] }), outcome: "fail" },
  {
    when: "a commit does and counts",
    settings: { in: ["commits"] },
    given: facts({ commits: [commit({ message: "PAY-12" })] }),
    outcome: "pass",
  },
  {
    when: "another pattern",
    settings: { pattern: "^chore:" },
    given: facts({ pullRequest: pullRequest({ title: "chore: x" }) }),
    outcome: "pass",
  },
  {
    when: "the body cannot be read",
    given: facts({ pullRequest: pullRequest({ body: { unavailable: "500" } }) }),
    outcome: "unknown",
  },
  {
    when: "the body cannot be read and the title names one",
    given: facts({ pullRequest: pullRequest({ title: "#1", body: { unavailable: "500" } }) }),
    outcome: "pass",
  },
  {
    when: "not every commit could be read",
    settings: { in: ["commits"] },
    given: facts({ pullRequest: pullRequest({ commits: 300 }) }),
    outcome: "unknown",
  },
])("$when → $outcome", ({ given, settings = {}, outcome }) => {
  expect(judged(linkedIssue, given, settings)).toMatchObject({ outcome });
});

test("a pattern that would take other engines for ever does not", () => {
  const given = facts({ pullRequest: pullRequest({ title: `${"a".repeat(5000)}!` }) });
  expect(judged(linkedIssue, given, { pattern: "^(a+)+$", in: ["title"] })).toMatchObject({ outcome: "fail" });
});

test.for(["(", "(?<=x)y", "(a)\\1"])("the pattern %s is refused", (pattern) => {
  expect(linkedIssue.settings.pattern.schema.safeParse(pattern).success).toBe(false);
});
