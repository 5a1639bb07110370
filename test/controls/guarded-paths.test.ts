import { expect, test } from "vitest";
import { guardedPaths } from "../../src/controls/guarded-paths.ts";
import { judged } from "../support/context.ts";
import { ada, approval, bob, cleo, commit, facts, file, olga, omar, pullRequest, review } from "../support/facts.ts";

const workflow = file(".github/workflows/ci.yml", ["on: push"]);
const guarded = [workflow];

test.for([
  { when: "nothing guarded is touched", given: facts(), outcome: "not-applicable" },
  { when: "A26 a workflow is touched", given: facts({ files: guarded }), outcome: "pending" },
  { when: "an officer approved", given: facts({ files: guarded, reviews: [approval(olga)] }), outcome: "pass" },
  {
    when: "a senior who is no officer approved",
    given: facts({ files: guarded, reviews: [approval(bob)] }),
    outcome: "pending",
  },
  {
    when: "A33 the old name is guarded",
    given: facts({ files: [file("ci.yml", [], { status: "renamed", previousPath: ".github/workflows/ci.yml" })] }),
    outcome: "pending",
  },
  {
    when: "A33 a symbolic link",
    given: facts({ files: [file("x", ["/etc"], { mode: "120000" })] }),
    outcome: "pending",
  },
  { when: "A33 a submodule", given: facts({ files: [file("x", [], { mode: "160000" })] }), outcome: "pending" },
  { when: "CODEOWNERS in a folder", given: facts({ files: [file("docs/CODEOWNERS")] }), outcome: "pending" },
  {
    when: "A35 the list of files is cut short",
    given: facts({ pullRequest: pullRequest({ changedFiles: 4000 }) }),
    outcome: "pending",
  },
  { when: "the files cannot be read", given: facts({ files: { unavailable: "500" } }), outcome: "unknown" },
  {
    when: "… and an officer approved anyway",
    given: facts({ files: { unavailable: "500" }, reviews: [approval(olga)] }),
    outcome: "pass",
  },
  {
    when: "a mode cannot be read",
    given: facts({ files: [file("x", [], { mode: { unavailable: "500" } })] }),
    outcome: "unknown",
  },
  {
    when: "an officer objects",
    given: facts({ files: guarded, reviews: [approval(olga), review(omar, "changes_requested")] }),
    outcome: "fail",
  },
  {
    when: "the officer wrote it",
    given: facts({ files: guarded, commits: [commit({ author: olga })], reviews: [approval(olga)] }),
    outcome: "pending",
  },
  {
    when: "a commit has no known author",
    given: facts({ files: guarded, commits: [commit({ author: null })], reviews: [approval(olga)] }),
    outcome: "pending",
  },
])("$when → $outcome", ({ given, outcome }) => {
  expect(judged(guardedPaths, given)).toMatchObject({ outcome });
});

test("counts with the other settings of senior-review where that is listed", () => {
  const given = facts({ files: guarded, commits: [commit({ author: null })], reviews: [approval(olga)] });
  const settings = { "senior-review": { enforcement: "block", "unknown-authors": "ignore" } };
  expect(judged(guardedPaths, given, {}, { settings })).toMatchObject({ outcome: "pass" });
});

test("names what is guarded and who can approve", () => {
  const verdict = judged(guardedPaths, facts({ files: guarded, roles: { officer: [olga, ada], senior: [cleo] } }));
  expect(verdict.reasons).toContain("Guarded: .github/workflows/ci.yml");
  expect(verdict.remedy).toBe("Ask olga to approve the latest commit.");
});
