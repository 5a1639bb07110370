import { expect, test } from "vitest";
import { defaultMatrix } from "../../src/audit/default-matrix.ts";
import { exceptionStates } from "../../src/audit/exceptions.ts";
import { parseMatrix } from "../../src/audit/matrix.ts";
import type { PeriodFacts } from "../../src/audit/rules.ts";
import { tallyControls } from "../../src/audit/tally.ts";
import { landedBody, pushedBody } from "../support/landed-body.ts";

const matrix = parseMatrix(defaultMatrix.source);
const quiet: PeriodFacts = {
  reconciliation: { rows: 4, differing: 0 },
  access: { snapshots: 3, open: 1, unread: 1 },
  evidence: { intact: true },
};

function count(landings: Parameters<ReturnType<typeof tallyControls>["add"]>[0][], period = quiet) {
  const tally = tallyControls(matrix);
  const states = exceptionStates([
    { kind: "exception.opened", body: { exception: "push/1", code: "DIRECT_PUSH", mode: "enforce" } },
    { kind: "exception.resolved", body: { exception: "push/1", late: false } },
  ]);
  for (const landed of landings) tally.add(landed, states);
  return new Map(tally.rows(period).map((row) => [row.control_id, row]));
}

test("the twelve controls are there, in their order", () => {
  expect(matrix.map(({ id }) => id)).toEqual(
    Array.from({ length: 12 }, (_, index) => `CM-${String(index + 1).padStart(2, "0")}`),
  );
});

test("counts what applied, passed, was remediated, deviated and is not known", () => {
  const rows = count([
    landedBody(),
    landedBody({ approval: "unavailable" }),
    landedBody({ tickets: [] }),
    pushedBody(),
    pushedBody({ exceptions: ["push/2"] }),
  ]);
  expect(rows.get("CM-01")).toMatchObject({
    population: 5,
    applicable: 5,
    passed: 2,
    remediated: 1,
    deviations: 1,
    unavailable: 1,
  });
  expect(rows.get("CM-04")).toMatchObject({
    applicable: 5,
    passed: 2,
    remediated: 1,
    deviations: 2,
    deviation_rate: "40.0",
  });
  expect(rows.get("CM-05")).toMatchObject({ population: 5, applicable: 3, passed: 3 });
  expect(rows.get("CM-08")).toMatchObject({ applicable: 2, passed: 1, deviations: 1, deviation_rate: "50.0" });
  expect(rows.get("CM-11")).toMatchObject({ applicable: 0, deviation_rate: "" });
});

test("a break-glass that two officers closed in time passes CM-06, a bypass is remediated", () => {
  const { policy } = landedBody();
  const glass = landedBody({
    policy: { ...policy, decision: "fail", exception: "break-glass" },
    exceptions: ["push/1"],
  });
  const bypass = landedBody({ policy: { ...policy, decision: "bypass" }, exceptions: ["push/1"] });
  expect(count([glass, bypass]).get("CM-06")).toMatchObject({ applicable: 2, passed: 1, remediated: 1 });
});

test("what a period's facts tell", () => {
  const rows = count([], { ...quiet, reconciliation: { rows: 4, differing: 1 } });
  expect(rows.get("CM-09")).toMatchObject({ applicable: 4, passed: 3, deviations: 1, deviation_rate: "25.0" });
  expect(rows.get("CM-10")).toMatchObject({ applicable: 3, passed: 1, deviations: 1, unavailable: 1 });
  expect(rows.get("CM-12")).toMatchObject({ applicable: 1, passed: 1, deviation_rate: "0.0" });
});

test("what could not be established is unavailable, not passed", () => {
  const rows = count([], { reconciliation: null, access: null, evidence: null });
  for (const id of ["CM-09", "CM-10", "CM-12"]) {
    expect(rows.get(id)).toMatchObject({ applicable: 1, passed: 0, deviations: 0, unavailable: 1 });
  }
});

test("one deviation of a hundred thousand is no rate of zero", () => {
  const tally = tallyControls(matrix);
  const [good, bad] = [landedBody(), landedBody({ tickets: [] })];
  for (let index = 1; index < 100_000; index += 1) tally.add(good, new Map());
  tally.add(bad, new Map());
  expect(tally.rows(quiet).find((row) => row.control_id === "CM-04")?.deviation_rate).toBe("0.1");
});
