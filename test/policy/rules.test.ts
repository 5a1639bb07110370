import { describe, expect, test } from "vitest";
import type { FactsInput } from "../../src/domain/facts.ts";
import { facts, pullRequest } from "../support/facts.ts";
import { resolved, roles } from "../support/policies.ts";

const unread = { unavailable: "403" };

/** A value of the settings in force for a pull request; the path starts with the control. */
function value(policy: string, path: string, given: Partial<FactsInput> = {}, floor: string | null = null): unknown {
  const [id = "", ...keys] = path.split(".");
  let found: unknown = resolved(policy, floor).settingsFor(facts(given)).get(id);
  for (const key of keys) found = (found as Record<string, unknown> | undefined)?.[key];
  return found;
}

const base = `${roles}\ncontrols: { senior-review: { approvals: 2 }, linked-issue: { in: title }, plain-http: { allow-hosts: a } }`;
const rule = (when: string, controls: string) => `{ when: { ${when} }, controls: { ${controls} } }`;
const hosts = (...names: string[]) => names.map((host) => ({ host }));

describe("rules that match", () => {
  test.for([
    { when: "none is written", rules: "", path: "senior-review.approvals", is: 2 },
    {
      when: "one sets a value",
      rules: rule("head: topic", "senior-review: { approvals: 3 }"),
      path: "senior-review.approvals",
      is: 3,
    },
    {
      when: "it does not match",
      rules: rule("head: other", "senior-review: { approvals: 3 }"),
      path: "senior-review.approvals",
      is: 2,
    },
    {
      when: "two set it: the last wins",
      rules: `${rule("head: topic", "senior-review: { approvals: 4 }")}, ${rule("base: main", "senior-review: { approvals: 3 }")}`,
      path: "senior-review.approvals",
      is: 3,
    },
    {
      when: "it loosens, with base",
      rules: rule("base: main", "senior-review: { approvals: 1 }"),
      path: "senior-review.approvals",
      is: 1,
    },
    {
      when: "other settings stay",
      rules: rule("head: topic", "senior-review: { from: officer }").replace("head", "base"),
      path: "senior-review.approvals",
      is: 2,
    },
    {
      when: "it adds to a list",
      rules: rule("base: main", "plain-http: { allow-hosts: b }"),
      path: "plain-http.allow-hosts",
      is: hosts("a", "b"),
    },
    {
      when: "it adds what is there",
      rules: rule("base: main", "plain-http: { allow-hosts: a }"),
      path: "plain-http.allow-hosts",
      is: hosts("a"),
    },
    {
      when: "it adds to a list without order",
      rules: rule("base: main", "linked-issue: { in: body }"),
      path: "linked-issue.in",
      is: ["title", "body"],
    },
    {
      when: "it adds to a default",
      rules: `${rule("base: main", "guarded-paths: { paths: x }")}, ${rule("base: main", "guarded-paths: { paths: y }")}`,
      path: "guarded-paths.paths",
      is: [".github/workflows/**", ".github/actions/**", "**/CODEOWNERS", "x", "y"],
    },
    {
      when: "it turns a control on",
      rules: rule("head: topic", "up-to-date: {}"),
      path: "up-to-date.enforcement",
      is: "block",
    },
    {
      when: "it turns a control on as a warning",
      rules: rule("head: topic", "up-to-date: { enforcement: warn }"),
      path: "up-to-date.enforcement",
      is: "warn",
    },
    {
      when: "it does not",
      rules: rule("head: other", "up-to-date: {}"),
      path: "up-to-date.enforcement",
      is: undefined,
    },
    {
      when: "it writes one member of a group",
      rules: rule("head: topic", "dependency-scan: { review: { major-updates: warn } }"),
      path: "dependency-scan.review",
      is: { "fail-on": "high", "deny-licenses": [], "major-updates": "warn" },
    },
    {
      when: "it turns a control off",
      rules: rule("base: main", "senior-review: { enforcement: off }"),
      path: "senior-review.enforcement",
      is: "off",
    },
  ])("$when → $path is $is", ({ rules, path, is }) => {
    expect(value(`${base}\nrules: [${rules}]`, path)).toEqual(is);
  });

  test("a rule leaves the enforcement that the base writes", () => {
    const policy = `${roles}\ncontrols: { senior-review: { enforcement: warn } }\nrules: [${rule("head: topic", "senior-review: { approvals: 2 }")}]`;
    expect(value(policy, "senior-review")).toMatchObject({ enforcement: "warn", approvals: 2 });
  });
});

describe("a condition that cannot be told: what tightens applies, what loosens does not", () => {
  const given = { pullRequest: pullRequest({ labels: unread }) };
  const doubtful = (controls: string) => rule("base: main, labels: x", controls);
  test.for([
    { when: "more approvals", controls: "senior-review: { approvals: 3 }", path: "senior-review.approvals", is: 3 },
    { when: "fewer approvals", controls: "senior-review: { approvals: 1 }", path: "senior-review.approvals", is: 2 },
    {
      when: "both in one rule: the one",
      controls: "senior-review: { approvals: 3, changes-requested: ignore }",
      path: "senior-review.approvals",
      is: 3,
    },
    {
      when: "both in one rule: the other",
      controls: "senior-review: { approvals: 3, changes-requested: ignore }",
      path: "senior-review.changes-requested",
      is: "block",
    },
    {
      when: "stricter than a default",
      controls: "senior-review: { keep-approvals: same-commit }",
      path: "senior-review.keep-approvals",
      is: "same-commit",
    },
    {
      when: "a value without order",
      controls: "senior-review: { from: officer }",
      path: "senior-review.from",
      is: "senior",
    },
    { when: "more hosts", controls: "plain-http: { allow-hosts: b }", path: "plain-http.allow-hosts", is: hosts("a") },
    { when: "more places of an issue", controls: "linked-issue: { in: body }", path: "linked-issue.in", is: ["title"] },
    { when: "a control turned on", controls: "up-to-date: {}", path: "up-to-date.enforcement", is: "block" },
    {
      when: "a control turned off",
      controls: "plain-http: { enforcement: off }",
      path: "plain-http.enforcement",
      is: "block",
    },
    {
      when: "more guarded paths",
      controls: "guarded-paths: { paths: x }",
      path: "guarded-paths.enforcement",
      is: "block",
    },
    {
      when: "a group that was not asked for",
      controls: "dependency-scan: { review: { fail-on: critical } }",
      path: "dependency-scan.review.fail-on",
      is: "critical",
    },
  ])("$when → $path is $is", ({ controls, path, is }) => {
    expect(value(`${base}\nrules: [${doubtful(controls)}]`, path, given)).toEqual(is);
  });

  test("compared with the value so far, not with the base", () => {
    const rules = `${rule("head: topic", "senior-review: { approvals: 4 }")}, ${doubtful("senior-review: { approvals: 3 }")}`;
    expect(value(`${base}\nrules: [${rules}]`, "senior-review.approvals", given)).toBe(4);
  });

  test("the matching rules say that they may match", () => {
    const policy = resolved(
      `${base}\nrules: [${doubtful("up-to-date: {}")}, ${rule("head: other", "lint: { checks: x }")}]`,
    );
    expect(policy.matchingRules(facts(given))).toMatchObject([
      { match: "cannot-tell", from: "repository", rule: { name: "rule 1" } },
    ]);
  });
});

describe("rules of both policies", () => {
  const floor = `${roles}\ncontrols: { senior-review: { approvals: 2 }, plain-http: { allow-hosts: [a, b] }, guarded-paths: { paths: p } }`;
  const loosens = `rules: [${rule("base: main", "senior-review: { approvals: 1 }")}]`;
  test.for([
    {
      when: "the floor loosens, the repository is silent",
      floor: `${floor}\n${loosens}`,
      policy: "controls: {}",
      path: "senior-review.approvals",
      is: 1,
    },
    {
      when: "the floor loosens, a line of the repository does not",
      floor: `${floor}\n${loosens}`,
      policy: "controls: { senior-review: { approvals: 2 } }",
      path: "senior-review.approvals",
      is: 2,
    },
    {
      when: "both loosen",
      floor: `${floor}\n${loosens}`,
      policy: `controls: { senior-review: { approvals: 2 } }\n${loosens}`,
      path: "senior-review.approvals",
      is: 1,
    },
    { when: "the repository alone loosens", floor, policy: loosens, path: "senior-review.approvals", is: 2 },
    {
      when: "the floor tightens",
      floor: `${floor}\nrules: [${rule("head: topic", "senior-review: { approvals: 5 }")}]`,
      policy: "controls: { senior-review: { approvals: 3 } }",
      path: "senior-review.approvals",
      is: 5,
    },
    {
      when: "the repository's rule adds to a guarded list of the floor",
      floor,
      policy: `rules: [${rule("head: topic", "guarded-paths: { paths: q }")}]`,
      path: "guarded-paths.paths",
      is: ["p", "q"],
    },
    {
      when: "the repository's rule adds to an allowing list of the floor",
      floor,
      policy: `rules: [${rule("base: main", "plain-http: { allow-hosts: c }")}]`,
      path: "plain-http.allow-hosts",
      is: hosts("a", "b"),
    },
    {
      when: "the floor's rule allows more, the repository is silent",
      floor: `${floor}\nrules: [${rule("base: main", "plain-http: { allow-hosts: c }")}]`,
      policy: "controls: {}",
      path: "plain-http.allow-hosts",
      is: hosts("a", "b", "c"),
    },
    {
      when: "the floor's rule allows more, a line of the repository does not",
      floor: `${floor}\nrules: [${rule("base: main", "plain-http: { allow-hosts: c }")}]`,
      policy: "controls: { plain-http: { allow-hosts: a } }",
      path: "plain-http.allow-hosts",
      is: hosts("a"),
    },
  ])("$when → $path is $is", ({ floor: text, policy, path, is }) => {
    expect(value(policy, path, {}, text)).toEqual(is);
  });
});
