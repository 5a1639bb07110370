import { describe, expect, test } from "vitest";
import type { FactsInput } from "../../../src/domain/facts.ts";
import type { ChangeStep } from "../../../src/domain/policy.ts";
import { conditionHolds } from "../../../src/policy/conditions/condition.ts";
import { facts, file, pullRequest } from "../../support/facts.ts";

type Change = Extract<NonNullable<FactsInput["dependencyChanges"]>, readonly unknown[]>[number];
const unread = { unavailable: "403" };

function change(kind: Change["change"], version: Change["version"], changes: Partial<Change> = {}): Change {
  const about = { ecosystem: "npm", name: "left-pad", previousVersion: null, manifest: "package.json" };
  return { change: kind, version, license: null, scope: "runtime", vulnerabilities: [], ...about, ...changes };
}
const update = (from: string, to: string, changes: Partial<Change> = {}) => [
  change("removed", from, changes),
  change("added", to, changes),
];
const lock = [file("package.json"), file("package-lock.json")];

function holds(
  wanted: ChangeStep[],
  dependencyChanges: FactsInput["dependencyChanges"],
  given: Partial<FactsInput> = {},
) {
  return conditionHolds({ "dependency-update": wanted }, facts({ files: lock, dependencyChanges, ...given }), {});
}

describe("the largest step", () => {
  const two = [...update("1.0.0", "1.0.1"), ...update("1.0.0", "1.1.0", { name: "other" })];
  const told = [change("added", "2.0.0", { previousVersion: "1.0.0" })];
  const odd = [...update("1.0.0", "1.1.0"), ...update("1", "latest", { name: "odd" })];
  const beyond = [...update("1.0.0", "2.0.0"), ...update("1", "latest", { name: "odd" })];
  test.for<[string, FactsInput["dependencyChanges"], ChangeStep[], string]>([
    ["a patch", update("1.0.0", "1.0.1"), ["patch"], "yes"],
    ["a patch is no minor step", update("1.0.0", "1.0.1"), ["minor"], "no"],
    ["the larger of two", two, ["minor"], "yes"],
    ["not the smaller of two", two, ["patch"], "no"],
    ["either of two words", two, ["patch", "minor"], "yes"],
    ["a previous version is told", told, ["major"], "yes"],
    ["a new dependency", [change("added", "1.0.0")], ["patch", "minor", "major"], "no"],
    [
      "a new one beside an update",
      [...update("1.0.0", "1.0.1"), change("added", "1.0.0", { name: "new" })],
      ["patch"],
      "no",
    ],
    ["whether it is new is unread", [change("added", "1.0.0", { previousVersion: unread })], ["patch"], "cannot-tell"],
    ["one that went, alone", [change("removed", "1.0.0")], ["patch", "minor", "major"], "no"],
    [
      "one that went, beside an update",
      [...update("1.0.0", "1.0.1"), change("removed", "1.0.0", { name: "old" })],
      ["patch"],
      "yes",
    ],
    [
      "another ecosystem's is no counterpart",
      [change("removed", "1.0.0", { ecosystem: "pip" }), change("added", "1.0.1")],
      ["patch"],
      "no",
    ],
    [
      "another manifest's is no counterpart",
      [change("removed", "1.0.0", { manifest: "a/package.json" }), change("added", "1.0.1")],
      ["patch"],
      "no",
    ],
    [
      "several versions went: the largest step",
      [change("removed", "0.9.0"), ...update("1.0.0", "1.0.1")],
      ["patch"],
      "no",
    ],
    ["a version that cannot be compared", odd, ["minor"], "cannot-tell"],
    ["that, but a smaller step was asked for", odd, ["patch"], "no"],
    ["that, but every step it may be was asked for", odd, ["minor", "major"], "yes"],
    ["that, but another is as large as can be", beyond, ["major"], "yes"],
    ["a version is unread", [change("removed", unread), change("added", "1.0.1")], ["patch"], "cannot-tell"],
    ["a version is not known", [change("removed", "1.0.0"), change("added", null)], ["patch"], "cannot-tell"],
    ["the ecosystem is unread", [change("added", "1.0.0", { ecosystem: unread })], ["patch"], "cannot-tell"],
    ["nothing changed", [], ["patch"], "no"],
    ["the changes are unread", unread, ["patch"], "cannot-tell"],
  ])("%s → %s", ([, changes, wanted, result]) => {
    expect(holds(wanted, changes)).toBe(result);
  });
});

describe("nothing but manifests and lock files changed", () => {
  const inFolder = update("1.0.0", "1.0.1", { manifest: "web/package.json" });
  const go = update("1.0.0", "1.0.1", { ecosystem: "go", manifest: "go.mod" });
  const setup = update("1.0.0", "1.0.1", { ecosystem: "pip", manifest: "setup.py" });
  const renamed = [file("package.json", [], { status: "renamed", previousPath: "src/a.ts" })];
  const fromUnread = [file("package.json", [], { status: "renamed", previousPath: unread })];
  const patch = update("1.0.0", "1.0.1");
  test.for<[string, Change[], Partial<FactsInput>, string]>([
    ["manifest and lock file", patch, {}, "yes"],
    ["code, too", patch, { files: [...lock, file("src/a.ts")] }, "no"],
    ["a lock file of another folder", patch, { files: [file("web/package-lock.json")] }, "no"],
    [
      "a manifest in a folder with its lock file",
      inFolder,
      { files: [file("web/package.json"), file("web/yarn.lock")] },
      "yes",
    ],
    ["a lock file of another ecosystem", patch, { files: [file("package.json"), file("go.sum")] }, "no"],
    ["Go's", go, { files: [file("go.mod"), file("go.sum")] }, "yes"],
    ["an unusual manifest that a change names", setup, { files: [file("setup.py")] }, "yes"],
    ["code that became a manifest", patch, { files: renamed }, "no"],
    ["whence the manifest moved is unread", patch, { files: fromUnread }, "cannot-tell"],
    ["an incomplete list", patch, { pullRequest: pullRequest({ changedFiles: 3 }) }, "no"],
    ["how many changed is unread", patch, { pullRequest: pullRequest({ changedFiles: unread }) }, "cannot-tell"],
    ["the files are unread", patch, { files: unread }, "cannot-tell"],
  ])("%s → %s", ([, changes, given, result]) => {
    expect(holds(["patch"], changes, given)).toBe(result);
  });
});
