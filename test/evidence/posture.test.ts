import { expect, test } from "vitest";
import type { BranchRules } from "../../src/domain/facts.ts";
import { branchPosture, branchWeakenings, protectionRecord } from "../../src/evidence/posture.ts";
import type { BranchPosture } from "../../src/pipeline/posture.ts";

const rules: BranchRules = {
  requiredChecks: [{ name: "mergewarden", appId: 7 }],
  requiresPullRequest: true,
  bypassActors: [],
  appId: 7,
};
const strong: BranchPosture = { check: "mergewarden", required: true, pinned: true, pull_request: true, bypass: [] };
const unavailable = { unavailable: "hidden" };

test.for<[string, Partial<BranchRules>, BranchPosture | null]>([
  ["everything in place", {}, strong],
  ["nothing required", { requiredChecks: [] }, { ...strong, required: false, pinned: false }],
  [
    "another check required",
    { requiredChecks: [{ name: "ci", appId: 7 }] },
    { ...strong, required: false, pinned: false },
  ],
  ["not pinned", { requiredChecks: [{ name: "mergewarden", appId: null }] }, { ...strong, pinned: false }],
  ["A23 pinned to another app", { requiredChecks: [{ name: "mergewarden", appId: 8 }] }, { ...strong, pinned: false }],
  ["pushes allowed", { requiresPullRequest: false }, { ...strong, pull_request: false }],
  [
    "A44 some may bypass",
    {
      bypassActors: [
        { id: 4, type: "Team", mode: "always" },
        { id: 3, type: "Team", mode: "exempt" },
        { id: 2, type: "Team", mode: "pull_request" },
        { id: 4, type: "Team", mode: "always" },
      ],
    },
    { ...strong, bypass: ["Team:3", "Team:4"] },
  ],
  ["who may bypass is hidden", { bypassActors: unavailable }, { ...strong, bypass: "unavailable" }],
  ["the required checks are hidden", { requiredChecks: unavailable }, null],
  ["the pin is hidden", { requiredChecks: [{ name: "mergewarden", appId: unavailable }] }, null],
  ["whether pull requests are needed is hidden", { requiresPullRequest: unavailable }, null],
  ["this app's id is unknown", { appId: unavailable }, null],
])("%s → posture", ([, changes, expected]) => {
  expect(branchPosture({ ...rules, ...changes }, "mergewarden")).toEqual(expected);
});

test.for<[string, Partial<BranchPosture>, Partial<BranchPosture>, string[]]>([
  ["nothing changed", {}, {}, []],
  ["the check is no longer required", {}, { required: false, pinned: false }, ["required", "pinned"]],
  ["pushes are allowed now", {}, { pull_request: false }, ["pull_request"]],
  ["somebody else may bypass", { bypass: ["Team:1"] }, { bypass: ["Team:2"] }, ["bypass"]],
  ["fewer may bypass", { bypass: ["Team:1", "Team:2"] }, { bypass: ["Team:1"] }, []],
  ["it was hidden who may bypass", { bypass: "unavailable" }, { bypass: ["Team:1"] }, []],
  ["it is hidden now who may bypass", { bypass: ["Team:1"] }, { bypass: "unavailable" }, []],
  ["everything became stronger", { required: false, pinned: false, pull_request: false }, {}, []],
])("A45 %s → weaker in %j", ([, before, after, expected]) => {
  expect(branchWeakenings({ ...strong, ...before }, { ...strong, ...after })).toEqual(expected);
});

test("two who see the same change at once → one record of it, by its key", () => {
  const observed = {
    repository: { installationId: 1, repositoryId: 2, owner: "acme", name: "api" },
    tenant: 3,
    branch: "main",
    check: "mergewarden",
  };
  const before = { state: strong, since: new Date(0), seenAt: new Date(1000) };
  const weak = { ...strong, required: false };
  const [one, other] = [2000, 3000].map((at) => protectionRecord(observed, weak, before, new Date(at)));
  expect(one?.key).toBe(other?.key);
  expect(one?.subject).toBe("protection/2/main");
  expect(protectionRecord(observed, strong, null, new Date(4000)).key).not.toBe(one?.key);
});
