import { expect, test } from "vitest";
import { plainHttp } from "../../src/controls/plain-http.ts";
import { defaultSeverities } from "../../src/scanner/severities.ts";
import { judged } from "../support/context.ts";
import { ada, bob, facts, file, olga, pullRequest } from "../support/facts.ts";

const bad = 'const url = "http://api.initech.io/v1";';
const one = [file("src/a.ts", [bad])];
const patchOf = (lines: readonly string[]) => [`@@ -0,0 +1,${lines.length} @@`, ...lines].join("\n");
const waiver = { rule: "HTTP001", path: "src/a.ts", reason: "legacy", expires: "2026-12-31" };
const granted = (changes: object = {}) => ({
  kind: "waiver" as const,
  rule: "HTTP001",
  path: "src/a.ts",
  line: 1,
  approvedBy: olga,
  expiresAt: "2026-12-31T00:00:00Z",
  reason: "legacy",
  ...changes,
});

test.for([
  { when: "nothing is found", given: facts(), outcome: "pass" },
  { when: "A37 an added line speaks plain HTTP", given: facts({ files: one }), outcome: "fail" },
  {
    when: "a removed line did",
    given: facts({ files: [file("src/a.ts", [], { deletions: 1, patch: `@@ -1 +0,0 @@\n-${bad}` })] }),
    outcome: "pass",
  },
  {
    when: "a line of context does",
    given: facts({ files: [file("src/a.ts", ["x"], { patch: `@@ -1,1 +1,2 @@\n ${bad}\n+x` })] }),
    outcome: "pass",
  },
  {
    when: "A38 a line is moved within its file",
    given: facts({
      files: [file("src/a.ts", [], { additions: 1, deletions: 1, patch: `@@ -1,2 +1,2 @@\n-${bad}\n x\n+${bad}` })],
    }),
    outcome: "fail",
  },
  {
    when: "A38 another change ends an address whose scheme stood there",
    given: facts({
      files: [
        file("src/a.ts", [], {
          additions: 1,
          patch: '@@ -1 +1,2 @@\n const url = "http:" +\n+  "//api.initech.io/v1";',
          text: 'const url = "http:" +\n  "//api.initech.io/v1";\n',
        }),
      ],
    }),
    outcome: "fail",
  },
  {
    when: "A33 a renamed file gains one",
    given: facts({ files: [file("src/b.ts", [bad], { status: "renamed", previousPath: "src/a.ts" })] }),
    outcome: "fail",
  },
  {
    when: "A36 neither patch nor text",
    given: facts({ files: [file("src/a.ts", [], { additions: 3, patch: null })] }),
    outcome: "unknown",
  },
  {
    when: "A36 the patch cannot be read",
    given: facts({ files: [file("src/a.ts", [], { additions: 3, patch: { unavailable: "big" } })] }),
    outcome: "unknown",
  },
  {
    when: "A35 the patch lacks added lines",
    given: facts({ files: [file("src/a.ts", ["x"], { additions: 2 })] }),
    outcome: "unknown",
  },
  {
    when: "the patch lacks added lines, the text has them",
    given: facts({ files: [file("src/a.ts", ["x"], { additions: 2, text: `x\n${bad}\n` })] }),
    outcome: "fail",
  },
  {
    when: "A34 text without patch",
    given: facts({ files: [file("src/a.ts", [], { additions: 1, patch: null, text: `${bad}\n` })] }),
    outcome: "fail",
  },
  {
    when: "text without patch, clean",
    given: facts({ files: [file("src/a.ts", [], { additions: 1, patch: null, text: "x\n" })] }),
    outcome: "pass",
  },
  {
    when: "A35 the patch is cut off, and what is there is clean",
    given: facts({ files: [file("src/a.ts", [], { additions: 2, patch: "@@ -0,0 +1,2 @@\n+x" })] }),
    outcome: "unknown",
  },
  {
    when: "the patch's header does not count right",
    given: facts({ files: [file("src/a.ts", [], { additions: 1, patch: `@@ -1 +1 @@\n+${bad}` })] }),
    outcome: "fail",
  },
  {
    when: "no additions",
    given: facts({ files: [file("src/a.ts", [], { additions: 0, patch: null })] }),
    outcome: "pass",
  },
  {
    when: "binary",
    given: facts({ files: [file("a.png", [], { additions: 1, patch: null, binary: true })] }),
    outcome: "pass",
  },
  { when: "the files cannot be read", given: facts({ files: { unavailable: "500" } }), outcome: "unknown" },
  {
    when: "A35 the list of files is cut short",
    given: facts({ pullRequest: pullRequest({ changedFiles: 4000 }) }),
    outcome: "unknown",
  },
  {
    when: "cut short, with a finding",
    given: facts({ files: one, pullRequest: pullRequest({ changedFiles: 4000 }) }),
    outcome: "fail",
  },
])("$when → $outcome", ({ given, outcome }) => {
  expect(judged(plainHttp, given)).toMatchObject({ outcome });
});

test.for([
  { when: "the host is allowed", settings: { "allow-hosts": [{ host: "api.initech.io" }] }, outcome: "pass" },
  {
    when: "the allowance expired",
    settings: { "allow-hosts": [{ host: "api.initech.io", expires: "2026-11-22" }] },
    outcome: "fail",
  },
  {
    when: "the allowance expires today",
    settings: { "allow-hosts": [{ host: "api.initech.io", expires: "2026-11-23" }] },
    outcome: "pass",
  },
  { when: "the path is ignored", settings: { "ignore-paths": ["src/**"] }, outcome: "pass" },
  { when: "the finding is waived", settings: { waivers: [waiver] }, outcome: "pass" },
  { when: "the line is waived", settings: { waivers: [{ ...waiver, line: 1 }] }, outcome: "pass" },
  { when: "another line is waived", settings: { waivers: [{ ...waiver, line: 2 }] }, outcome: "fail" },
  { when: "another rule is waived", settings: { waivers: [{ ...waiver, rule: "HTTP002" }] }, outcome: "fail" },
  { when: "the waiver expired", settings: { waivers: [{ ...waiver, expires: "2026-11-22" }] }, outcome: "fail" },
])("settings: $when → $outcome", ({ settings, outcome }) => {
  expect(judged(plainHttp, facts({ files: one }), settings)).toMatchObject({ outcome });
});

test.for([
  { when: "a rule weighs less", path: "src/a.ts", line: bad, severities: { HTTP001: "warning" }, outcome: "pass" },
  {
    when: "a case does not weigh enough",
    path: "a.ts",
    line: "f('http://10.0.0.1/')",
    severities: {},
    outcome: "pass",
  },
  {
    when: "a case weighs enough",
    path: "a.ts",
    line: "f('http://10.0.0.1/')",
    severities: { "private-address": "error" },
    outcome: "fail",
  },
  { when: "tests are looked at", path: "test/a.ts", line: bad, severities: { tests: "error" }, outcome: "fail" },
] as const)("severities: $when → $outcome", ({ path, line, severities, outcome }) => {
  const settings = { severities: { ...defaultSeverities, ...severities } };
  expect(judged(plainHttp, facts({ files: [file(path, [line])] }), settings)).toMatchObject({ outcome });
});

test("a renamed file is ignored only if both names match", () => {
  const renamed = facts({ files: [file("docs/a.ts", [bad], { status: "renamed", previousPath: "src/a.ts" })] });
  expect(judged(plainHttp, renamed, { "ignore-paths": ["docs/**"] })).toMatchObject({ outcome: "fail" });
});

test.for([
  { when: "an officer granted it", exceptions: [granted()], outcome: "pass" },
  { when: "it expired", exceptions: [granted({ expiresAt: "2026-11-23T12:00:00Z" })], outcome: "fail" },
  { when: "somebody outside the role granted it", exceptions: [granted({ approvedBy: bob })], outcome: "fail" },
  {
    when: "the author granted it",
    exceptions: [granted({ approvedBy: ada })],
    roles: { officer: [ada, olga] },
    outcome: "fail",
  },
  {
    when: "the role cannot be read",
    exceptions: [granted()],
    roles: { officer: { unavailable: "403" } },
    outcome: "unknown",
  },
  { when: "the exceptions cannot be read", exceptions: { unavailable: "500" }, outcome: "unknown" },
])("A54 a waiver by command: $when → $outcome", ({ outcome, when: _when, ...given }) => {
  expect(judged(plainHttp, facts({ files: one, ...given }))).toMatchObject({ outcome });
});

test("the finding names its place and what to do", () => {
  const verdict = judged(
    plainHttp,
    facts({ files: [file("src/a.ts", [], { additions: 1, patch: patchOf(["+x", `+${bad}`]) })] }),
  );
  expect(verdict.summary).toBe("1 plain-HTTP finding");
  expect(verdict.reasons.join("\n")).toContain("src/a.ts:2 HTTP001");
});
