import { describe, expect, test } from "vitest";
import { matchesGlob, pathMatches, pathTruth } from "../../src/matching/glob.ts";
import { globSchema } from "../../src/matching/glob-schema.ts";

describe("matchesGlob", () => {
  test.for([
    { name: "main", glob: "main", matches: true },
    { name: "Main", glob: "main", matches: false },
    { name: "release/1", glob: "release/*", matches: true },
    { name: "release/1/hot", glob: "release/*", matches: false },
    { name: "release/1/hot", glob: "release/**", matches: true },
    { name: ".github/workflows/ci.yml", glob: "**/*.yml", matches: true },
    { name: ".github/workflows/.hidden/ci.yml", glob: ".github/workflows/**", matches: true },
    { name: "CODEOWNERS", glob: "**/CODEOWNERS", matches: true },
    { name: "docs/CODEOWNERS", glob: "**/CODEOWNERS", matches: true },
    { name: "main", glob: "!release", matches: false },
    { name: "!release", glob: "!release", matches: true },
    { name: "#1", glob: "#1", matches: true },
    { name: "a.ts", glob: "*.{ts,js}", matches: true },
    { name: "a\\b", glob: "a/b", matches: false },
  ])("$name against $glob → $matches", ({ name, glob, matches }) => {
    expect(matchesGlob(name, glob)).toBe(matches);
  });

  test("a glob of a million alternatives ends", () => {
    expect(matchesGlob("b", `a${"{0..9}".repeat(6)}`)).toBe(false);
  });
});

const unread = { unavailable: "403" };
const added = { path: "new.ts", previousPath: null, status: "added" } as const;
const renamed = { path: "new.ts", previousPath: "old.ts", status: "renamed" } as const;

describe("a file's names", () => {
  test.for([
    { when: "one name, it matches", file: added, globs: ["new.*"], any: "yes", all: "yes" },
    { when: "one name, it does not match", file: added, globs: ["old.*"], any: "no", all: "no" },
    { when: "only the new name matches", file: renamed, globs: ["new.*"], any: "yes", all: "no" },
    { when: "only the old name matches", file: renamed, globs: ["old.*"], any: "yes", all: "no" },
    { when: "each name matches another glob", file: renamed, globs: ["old.*", "new.*"], any: "yes", all: "yes" },
    {
      when: "no old name was given, none is due",
      file: { ...added, previousPath: unread },
      globs: ["new.*"],
      any: "yes",
      all: "yes",
    },
    {
      when: "the old name is unread",
      file: { ...renamed, previousPath: unread },
      globs: ["new.*"],
      any: "yes",
      all: "cannot-tell",
    },
    {
      when: "the old name might match",
      file: { ...renamed, previousPath: unread },
      globs: ["old.*"],
      any: "cannot-tell",
      all: "no",
    },
    {
      when: "status and old name are unread",
      file: { ...added, status: unread, previousPath: unread },
      globs: ["x"],
      any: "cannot-tell",
      all: "no",
    },
  ])("$when → any $any, all $all", ({ file, globs, any, all }) => {
    expect(pathTruth(file, globs, "any")).toBe(any);
    expect(pathTruth(file, globs, "all")).toBe(all);
  });

  test("in doubt any matches and all do not", () => {
    const file = { ...renamed, previousPath: unread };
    expect(pathMatches(file, ["old.*"], "any")).toBe(true);
    expect(pathMatches(file, ["new.*"], "all")).toBe(false);
  });
});

test.for([
  { when: "1,000 alternatives", glob: "{0..999}", fits: true },
  { when: "1,001 alternatives", glob: "{0..1000}", fits: false },
  { when: "a thousand million alternatives", glob: "{0..999}{0..999}{0..999}", fits: false },
  { when: "braces that only open", glob: "{".repeat(900), fits: true },
  { when: "70,000 characters", glob: "a".repeat(70_000), fits: false },
])("a glob with $when fits a policy: $fits", ({ glob, fits }) => {
  expect(globSchema.safeParse(glob).success).toBe(fits);
});
