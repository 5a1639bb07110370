import { describe, expect, test } from "vitest";
import type { FactsInput } from "../../../src/domain/facts.ts";
import type { Condition } from "../../../src/domain/policy.ts";
import { conditionHolds } from "../../../src/policy/conditions/condition.ts";
import { ada, bob, cleo, commit, eve, facts, file, pullRequest, robot } from "../../support/facts.ts";
import { written } from "../../support/policies.ts";

const unread = { unavailable: "403" };
const people = written(
  "roles: { senior: { teams: [seniors] }, empty: { users: [] }, constructor: { users: [] } }",
).roles;

function holds(when: Condition, given: Partial<FactsInput> = {}): string {
  return conditionHolds(when, facts({ roles: { senior: [bob, cleo], empty: [] }, ...given }), people);
}

function about(changes: Parameters<typeof pullRequest>[0]): Partial<FactsInput> {
  return { pullRequest: pullRequest(changes) };
}

describe("what the pull request says of itself", () => {
  const base = (ref: string) => about({ base: { ref, sha: "c" } });
  test.for<[string, Condition, Partial<FactsInput>, string]>([
    ["the base matches", { base: ["release/*"] }, base("release/1"), "yes"],
    ["the base is deeper than the glob", { base: ["release/*"] }, base("release/1/x"), "no"],
    ["one of several globs matches", { base: ["main", "release/*"] }, base("main"), "yes"],
    ["case of the base counts", { base: ["Main"] }, base("main"), "no"],
    ["the head matches", { head: ["top*"] }, {}, "yes"],
    ["the head does not", { head: ["main"] }, {}, "no"],
    ["a user opened it", { "author-type": "user" }, {}, "yes"],
    ["a bot opened it", { "author-type": "bot" }, about({ author: robot }), "yes"],
    ["a bot was asked for", { "author-type": "bot" }, {}, "no"],
    ["the author was deleted", { "author-type": "user" }, about({ author: null }), "cannot-tell"],
    ["the author is unread", { "author-type": "bot" }, about({ author: unread }), "cannot-tell"],
    ["one label of some is set", { labels: ["a", "b"] }, about({ labels: ["b", "c"] }), "yes"],
    ["a label in other case", { labels: ["Docs"] }, about({ labels: ["docs"] }), "no"],
    ["no label is set", { labels: ["a"] }, {}, "no"],
    ["labels are unread", { labels: ["a"] }, about({ labels: unread }), "cannot-tell"],
    ["the title matches", { title: ["Change *"] }, {}, "yes"],
    ["the title does not", { title: ["change *"] }, {}, "no"],
    ["the title is unread", { title: ["*"] }, about({ title: unread }), "cannot-tell"],
  ])("%s → %s %s → %s", ([, when, given, result]) => {
    expect(holds(when, given)).toBe(result);
  });
});

describe("size: additions and deletions", () => {
  test.for<[string, Parameters<typeof pullRequest>[0], string]>([
    [">400", { additions: 300, deletions: 101 }, "yes"],
    [">400", { additions: 300, deletions: 100 }, "no"],
    ["<20", { additions: 10, deletions: 9 }, "yes"],
    ["<20", { additions: 10, deletions: 10 }, "no"],
    [">400", { additions: 401, deletions: unread }, "yes"],
    [">400", { additions: 400, deletions: unread }, "cannot-tell"],
    ["<20", { additions: unread, deletions: 20 }, "no"],
    ["<20", { additions: unread, deletions: 0 }, "cannot-tell"],
    [">400", { additions: unread, deletions: unread }, "cannot-tell"],
  ])("%s of %o → %s", ([size, changes, result]) => {
    expect(holds({ size }, about(changes))).toBe(result);
  });
});

const docs = [file("docs/a.md"), file("README.md")];
const mixed = [file("docs/a.md"), file("src/a.ts")];
const movedIn = [file("docs/a.ts", [], { status: "renamed", previousPath: "src/a.ts" })];
const movedFromUnread = [file("docs/a.ts", [], { status: "renamed", previousPath: unread })];
const plain = [file("docs/a.md", [], { previousPath: unread })];

describe("changed files", () => {
  test.for<[string, FactsInput["files"], string, string]>([
    ["every file matches", docs, "yes", "yes"],
    ["some file matches", mixed, "yes", "no"],
    ["no file matches", [file("src/a.ts")], "no", "no"],
    ["a file moved in from elsewhere", movedIn, "yes", "no"],
    ["whence a file moved is unread", movedFromUnread, "yes", "cannot-tell"],
    ["an old name is unread where none is due", plain, "yes", "yes"],
    ["no file changed", [], "no", "no"],
    ["the files are unread", unread, "cannot-tell", "cannot-tell"],
  ])("%s → paths %s, only-paths %s", ([, files, some, every]) => {
    const globs = ["docs/**", "**/*.md"];
    expect(holds({ paths: globs }, { files })).toBe(some);
    expect(holds({ "only-paths": globs }, { files })).toBe(every);
  });

  test("fewer files than changed → paths yes, only-paths no", () => {
    const given = { files: docs, ...about({ changedFiles: 3 }) };
    expect(holds({ paths: ["nowhere/**"] }, given)).toBe("yes");
    expect(holds({ "only-paths": ["**"] }, given)).toBe("no");
  });

  test.for<[string, Condition, string]>([
    ["some file matches", { paths: ["docs/**"] }, "yes"],
    ["no file matches", { paths: ["nowhere/**"] }, "cannot-tell"],
    ["every file matches", { "only-paths": ["**"] }, "cannot-tell"],
    ["one file does not match", { "only-paths": ["docs/**"] }, "no"],
  ])("how many changed is unread, %s → %s", ([, when, result]) => {
    expect(holds(when, { files: docs, ...about({ changedFiles: unread }) })).toBe(result);
  });
});

describe("authors: every contributor is listed", () => {
  const by = (author: typeof ada, pushers = [author]): Partial<FactsInput> => ({
    commits: [commit({ author, committer: author })],
    pushers: { actors: pushers, complete: true },
    ...about({ author }),
  });
  test.for<[string, string[], Partial<FactsInput>, string]>([
    ["a login", ["ada"], by(ada), "yes"],
    ["a login in other case", ["ADA"], by(ada), "yes"],
    ["somebody else", ["bob"], by(ada), "no"],
    ["one of two contributors", ["ada"], by(ada, [ada, eve]), "no"],
    ["both of two contributors", ["ada", "eve"], by(ada, [ada, eve]), "yes"],
    ["a bot", ["robot[bot]"], by(robot), "yes"],
    ["a role's member", ["senior"], by(bob), "yes"],
    ["nobody of the role", ["senior"], by(ada), "no"],
    ["a login beside a role", ["senior", "ada"], by(ada, [ada, bob]), "yes"],
    ["the role is unread", ["senior"], { ...by(bob), roles: { senior: unread } }, "cannot-tell"],
    ["the role was not given", ["senior"], { ...by(bob), roles: {} }, "cannot-tell"],
    ["a role of an odd name was not given", ["constructor"], by(bob), "cannot-tell"],
    ["the role is unread but not needed", ["senior", "ada"], { ...by(ada), roles: unread }, "yes"],
    ["a role is empty and another unread", ["empty"], { ...by(bob), roles: { empty: [] } }, "no"],
    ["a commit is by nobody GitHub knows", ["ada"], { commits: [commit({ author: null })] }, "cannot-tell"],
    ["that, and somebody else", ["bob"], { commits: [commit({ author: null })] }, "no"],
    ["the commits are unread", ["ada"], { commits: unread }, "cannot-tell"],
    ["the pushers are unread", ["ada"], { pushers: unread }, "cannot-tell"],
    [
      "nobody is known",
      ["ada"],
      {
        ...about({ author: null }),
        commits: [commit({ author: null, committer: null })],
        pushers: { actors: [], complete: true },
      },
      "cannot-tell",
    ],
  ])("%s → %s", ([, authors, given, result]) => {
    expect(holds({ authors }, given)).toBe(result);
  });
});

describe("several keys", () => {
  test.for<[string, Condition, string]>([
    ["all hold", { base: ["main"], head: ["topic"] }, "yes"],
    ["one does not", { base: ["main"], head: ["other"] }, "no"],
    ["one cannot be told", { base: ["main"], labels: ["a"] }, "cannot-tell"],
    ["one does not and one cannot be told", { base: ["other"], labels: ["a"] }, "no"],
  ])("%s → %s", ([, when, result]) => {
    expect(holds(when, about({ labels: unread }))).toBe(result);
  });
});
