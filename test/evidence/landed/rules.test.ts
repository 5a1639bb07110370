import { expect, test } from "vitest";
import type { Verdict } from "../../../src/domain/verdict.ts";
import { rulesOf } from "../../../src/evidence/landed/rules.ts";
import type { GroupDecisionBody } from "../../../src/evidence/record.ts";
import { decisionBody } from "../../support/landed-change.ts";

type Outcome = Extract<Verdict, { gated: true }>["controls"][number]["outcome"];

/** What a pull request was judged on, by the outcomes of its controls. */
function judged(outcomes: Record<string, Outcome>) {
  const words = { enforcement: "block" as const, summary: "", reasons: [], remedy: null };
  const controls = Object.entries(outcomes).map(([id, outcome]) => ({ ...words, id, outcome }));
  const verdict: Verdict = {
    ...{ gated: true, mode: "enforce", conclusion: "success", headSha: "h", policyDigest: "sha256:p" },
    ...{ controls, exception: null },
  };
  return { facts: null, settings: null, verdict };
}

const group: GroupDecisionBody = {
  pull_requests: [{ number: 7, head: "h", decided_seq: 9 }],
  ...{ mode: "enforce", conclusion: "success", policy: "sha256:p", exception: false, facts: "sha256:g" },
  controls: [
    { id: "pull-request", enforcement: "block", outcome: "pass" },
    { id: "unit-tests", enforcement: "block", outcome: "pass" },
  ],
};

test("landed with a merge group → what its pull request had to meet is told beside what the group had", () => {
  const on = judged({ "senior-review": "fail", "unit-tests": "pending", "up-to-date": "pending" });
  expect(rulesOf(group, on).map(({ id, outcome }) => [id, outcome])).toEqual([
    ["senior-review", "fail"],
    ["up-to-date", "pass"],
    ["pull-request", "pass"],
    ["unit-tests", "pass"],
  ]);
});

test("landed by itself → what the decision tells", () => {
  const body = decisionBody();
  expect(rulesOf(body, judged({ "unit-tests": "pass" }))).toEqual(body.controls);
});
