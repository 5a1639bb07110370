import type { LandedBody } from "../evidence/bodies.ts";
import type { ExceptionState } from "./exceptions.ts";
import { remedyOf } from "./judgement.ts";
import type { MatrixRow } from "./matrix.ts";
import {
  type ControlOutcome,
  type LandingRule,
  landingRules,
  type PeriodFacts,
  type PeriodRule,
  periodRules,
} from "./rules.ts";

/** One line of control_results.csv. */
export interface ControlResult {
  control_id: string;
  tsc: string;
  population: number;
  applicable: number;
  passed: number;
  remediated: number;
  deviations: number;
  unavailable: number;
  /** Percent of the applicable, with one decimal; empty where none is. */
  deviation_rate: string;
  query: string;
}

/** Counts what the controls of a matrix came to over a period, a landing at a time. */
export interface ControlTally {
  add(landed: LandedBody, exceptions: ReadonlyMap<string, ExceptionState>): void;
  /** One line a row of the matrix, in its order. */
  rows(period: PeriodFacts): ControlResult[];
}

/** Starts counting. */
export function tallyControls(matrix: readonly MatrixRow[]): ControlTally {
  const outcomes = new Map(matrix.map(({ id }) => [id, new Map<ControlOutcome, number>()]));
  let population = 0;
  return {
    add(landed, exceptions) {
      population += 1;
      for (const [id, outcome] of controlOutcomes(matrix, landed, exceptions)) {
        const counted = outcomes.get(id);
        counted?.set(outcome, (counted.get(outcome) ?? 0) + 1);
      }
    },
    rows: (period) =>
      matrix.map((row) => {
        const rule = periodRule(row);
        return rule === null ? ofLandings(row, population, outcomes.get(row.id)) : ofPeriod(row, rule, period);
      }),
  };
}

/** What each control on landings came to on one of them, by its id. */
export function controlOutcomes(
  matrix: readonly MatrixRow[],
  landed: LandedBody,
  exceptions: ReadonlyMap<string, ExceptionState>,
): Map<string, ControlOutcome> {
  const remedy = remedyOf(landed, exceptions);
  const found = new Map<string, ControlOutcome>();
  for (const { id, rule } of matrix) {
    const judge = (landingRules as Readonly<Record<string, LandingRule>>)[rule]?.judge;
    if (judge !== undefined) found.set(id, judge(landed, remedy));
  }
  return found;
}

function ofLandings(row: MatrixRow, population: number, counted = new Map<ControlOutcome, number>()): ControlResult {
  const of = (outcome: ControlOutcome) => counted.get(outcome) ?? 0;
  const deviations = of("deviation");
  const applicable = population - of("not-applicable");
  const found = { passed: of("pass"), remediated: of("remediated"), deviations, unavailable: of("unavailable") };
  const { query } = (landingRules as Readonly<Record<string, LandingRule>>)[row.rule] ?? { query: "" };
  return { ...named(row), population, applicable, ...found, deviation_rate: percent(deviations, applicable), query };
}

function ofPeriod(row: MatrixRow, { query, count }: PeriodRule, period: PeriodFacts): ControlResult {
  const { applicable, passed, unavailable } = count(period);
  const deviations = applicable - passed - unavailable;
  const found = { population: applicable, applicable, passed, remediated: 0, deviations, unavailable };
  return { ...named(row), ...found, deviation_rate: percent(deviations, applicable), query };
}

function named({ id, tsc }: MatrixRow) {
  return { control_id: id, tsc: tsc.join(" ") };
}

/** Rounded up: a deviation among many is not none. */
function percent(part: number, whole: number): string {
  if (whole === 0) return "";
  const tenths = Math.ceil((part * 1000) / whole);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

function periodRule({ rule }: MatrixRow): PeriodRule | null {
  return (periodRules as Readonly<Record<string, PeriodRule>>)[rule] ?? null;
}
