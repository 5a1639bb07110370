import { expect, test } from "vitest";
import { plainHttp } from "../../src/controls/plain-http.ts";
import type { Facts } from "../../src/domain/facts.ts";
import { judgeControl } from "../../src/engine/judge-control.ts";
import { fillDefaults } from "../../src/policy/fill-defaults.ts";
import { context, judged } from "../support/context.ts";
import { facts, file, olga } from "../support/facts.ts";

const bad = 'const url = "http://api.initech.io/v1";';
const doubtful = 'const url = "http://10.0.0.1/v1";';
const over = { rule: "HTTP001", path: "src/a.ts", reason: "legacy", expires: "2026-11-22" };
const holds = { ...over, expires: "2026-11-23" };
const touched = facts({ files: [file("src/a.ts", [bad])] });
const untouched = facts({ files: [file("src/b.ts", ["x"])] });

function annotations(given: Facts, settings: object) {
  const own = { enforcement: "block" as const, ...fillDefaults(plainHttp.settings, {}), ...settings };
  return judgeControl(plainHttp, given, own, context()).annotations;
}

test("the place of an expired waiver is touched → the finding, and the waiver as one of its own", () => {
  const verdict = judged(plainHttp, touched, { waivers: [over] });
  expect(verdict).toMatchObject({ outcome: "fail", summary: "1 plain-HTTP finding, 1 expired waiver" });
  expect(verdict.reasons.join("\n")).toContain("The waiver for HTTP001 at src/a.ts expired on 2026-11-22. Mend");
  expect(annotations(touched, { waivers: [over] })).toMatchObject([
    { path: "src/a.ts", line: 1, level: "failure", title: "HTTP001: plain HTTP" },
    { path: "src/a.ts", line: 1, level: "failure", title: "HTTP001: expired waiver" },
  ]);
});

test("it is not → passes, and tells of the waiver", () => {
  const waivers = [{ ...over, line: 7 }];
  const verdict = judged(plainHttp, untouched, { waivers });
  expect(verdict).toMatchObject({ outcome: "pass", summary: "no plain-HTTP findings, 1 expired waiver" });
  expect(verdict.reasons).toEqual([
    "The waiver for HTTP001 at src/a.ts:7 expired on 2026-11-22; what it is for is not touched here.",
  ]);
  expect(annotations(untouched, { waivers })).toMatchObject([
    { path: "src/a.ts", line: 7, level: "notice", title: "HTTP001: expired waiver" },
  ]);
});

test("what it was for weighs too little to fail → passes, and the waiver weighs no more", () => {
  const given = facts({ files: [file("src/a.ts", [doubtful])] });
  expect(judged(plainHttp, given, { waivers: [over] })).toMatchObject({ outcome: "pass" });
  expect(annotations(given, { waivers: [over] })).toMatchObject([
    { level: "warning", title: "HTTP001: plain HTTP" },
    { level: "warning", title: "HTTP001: expired waiver" },
  ]);
});

test.for([
  { when: "it holds until the end of its day", waivers: [holds], summary: "no plain-HTTP findings, 1 waived" },
  { when: "another in force stands for it", waivers: [over, holds], summary: "no plain-HTTP findings, 1 waived" },
  {
    when: "another in force is for one line of it",
    waivers: [over, { ...holds, line: 1 }],
    summary: "no plain-HTTP findings, 1 waived, 1 expired waiver",
  },
  {
    when: "another in force is for another rule",
    waivers: [over, { ...holds, rule: "HTTP002" }],
    summary: "1 plain-HTTP finding, 1 expired waiver",
  },
])("$when → $summary", ({ waivers, summary }) => {
  expect(judged(plainHttp, touched, { waivers }).summary).toBe(summary);
});

test("one granted by command stands for it → the finding is waived, and the expired one only told", () => {
  const granted = {
    kind: "waiver" as const,
    rule: "HTTP001",
    path: "src/a.ts",
    line: 1,
    approvedBy: olga,
    expiresAt: "2026-12-31T00:00:00Z",
    reason: "legacy",
  };
  const given = facts({ files: [file("src/a.ts", [bad])], exceptions: [granted] });
  const verdict = judged(plainHttp, given, { waivers: [over] });
  expect(verdict).toMatchObject({ outcome: "pass", summary: "no plain-HTTP findings, 1 waived, 1 expired waiver" });
});
