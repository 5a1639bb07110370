import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { controls } from "../../src/controls/index.ts";
import { type FactsInput, factsSchema } from "../../src/domain/facts.ts";
import type { GatedVerdict } from "../../src/domain/verdict.ts";
import { judge } from "../../src/engine/judge.ts";
import { diffPolicies } from "../../src/policy/diff.ts";
import { resolvePolicy } from "../../src/policy/resolve.ts";
import { type GateCase, greenCases, textOf } from "../support/gate-cases.ts";
import { parsed } from "../support/judged.ts";
import type { Spoiler } from "../support/spoiler.ts";
import { anySpoiler, gateCases } from "../support/spoilers.ts";
import { stricterPolicies } from "../support/stricter-policies.ts";

/** More runs where `npm run test:deep` asks for them. */
const numRuns = process.env.MERGEWARDEN_DEEP === undefined ? 400 : 5000;
const isPassing = (outcome: string) => outcome === "pass" || outcome === "not-applicable";

function verdictOf({ policy, floor, error, floorMissing, facts }: GateCase): GatedVerdict {
  const organization = floor === null ? null : parsed(textOf(floor), "mergewarden.organization.yml");
  const inForce = { repository: parsed(textOf(policy)), organization, error, floorMissing };
  const { verdict } = judge(inForce, factsSchema.parse(facts), controls);
  if (!verdict.gated) throw new Error("expected a gated base");
  return verdict;
}

function isGreen(given: GateCase): boolean {
  return verdictOf(given).conclusion === "success";
}

/** All paths into a document, but the whole. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [here, ...pathsOf(member, here)];
  });
}

function withUnavailable(facts: FactsInput, path: readonly (string | number)[]): FactsInput {
  const copy = structuredClone(facts);
  const parent = path.slice(0, -1).reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], copy);
  (parent as Record<string, unknown>)[path.at(-1) ?? ""] = { unavailable: "500" };
  return copy;
}

function shuffled<T>(value: T, random: () => number): T {
  if (typeof value !== "object" || value === null) return value;
  if (!Array.isArray(value))
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shuffled(member, random)])) as T;
  const keyed = value.map((item) => [random(), shuffled(item, random)] as const);
  return keyed.sort(([a], [b]) => a - b).map(([, item]) => item) as T;
}

test("a success has every blocking control proven, or an exception that lifts all but policy-change", () => {
  const check = (given: GateCase) => {
    const { conclusion, exception, controls: judged } = verdictOf(given);
    const open = judged.filter(({ enforcement, outcome }) => enforcement === "block" && !isPassing(outcome));
    const wanted = exception === null ? open : open.filter(({ id }) => id === "policy-change");
    expect(conclusion === "success").toBe(wanted.length === 0);
  };
  fc.assert(fc.property(gateCases, check), { numRuns });
});

test("what disqualifies never turns a verdict green", () => {
  const check = (given: GateCase, { control, disqualifies, spoil }: Spoiler) => {
    // Where the policy does not load, or is changed already, another change of it may be what helps.
    const isMending = control === "policy-change" && (given.error !== null || given.facts.policyChange !== null);
    fc.pre(disqualifies && !isMending);
    if (isGreen(spoil(given))) expect(isGreen(given)).toBe(true);
  };
  fc.assert(fc.property(gateCases, anySpoiler, check), { numRuns });
});

test("a stricter policy never turns a verdict green", () => {
  const effective = (given: GateCase, policy: Record<string, unknown>) => {
    const resolved = resolvePolicy({ repository: parsed(textOf(policy)), controls });
    if ("problems" in resolved) throw new Error(JSON.stringify(resolved.problems));
    return { ...given, policy, floor: null, effective: resolved.effective };
  };
  const check = (given: GateCase, tighten: (policy: Record<string, unknown>) => Record<string, unknown>) => {
    const [before, after] = [effective(given, given.policy), effective(given, tighten(given.policy))];
    const effects = diffPolicies(before.effective, after.effective, controls);
    fc.pre(effects.length > 0 && effects.every(({ effect }) => effect === "tightened"));
    if (isGreen(after)) expect(isGreen(before)).toBe(true);
  };
  fc.assert(fc.property(gateCases, stricterPolicies, check), { numRuns });
});

test("a fact that could not be read never turns a verdict green", () => {
  const check = (given: GateCase, at: number) => {
    const paths = pathsOf(given.facts);
    const path = paths[at % paths.length] ?? [];
    // The contract names this one: who can bypass is told as not read, since most apps may not read it.
    fc.pre(!path.includes("bypassActors"));
    const facts = withUnavailable(given.facts, path);
    fc.pre(factsSchema.safeParse(facts).success);
    if (isGreen({ ...given, facts })) expect(isGreen(given)).toBe(true);
  };
  fc.assert(fc.property(gateCases, fc.nat(), check), { numRuns: numRuns * 3 });
});

test("the order of arrays makes no difference, not even to a reason", () => {
  const check = (given: GateCase, seed: number) => {
    let state = seed;
    const random = () => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return state;
    };
    expect(verdictOf({ ...given, facts: shuffled(given.facts, random) })).toEqual(verdictOf(given));
  };
  fc.assert(fc.property(gateCases, fc.nat(), check), { numRuns });
});

describe("what these properties are tried on", () => {
  const all = ["pass", "fail", "pending", "unknown", "not-applicable"];
  const withoutPending = all.filter((outcome) => outcome !== "pending");
  const possible: Readonly<Record<string, readonly string[]>> = {
    "plain-http": withoutPending,
    "linked-issue": withoutPending,
    "signed-commits": withoutPending,
    "up-to-date": withoutPending,
    "gate-required": withoutPending,
    "two-factor": withoutPending,
    policy: ["pass", "fail", "unknown"],
  };
  // One seed: a sample that once met the bar meets it always, until the generator is changed.
  const verdicts = fc.sample(gateCases, { numRuns: 3000, seed: 42 }).map(verdictOf);
  const share = (count: number) => count / verdicts.length;

  test.for(controls.map(({ id }) => id))("%s shows every outcome in at least 1 in 100 cases", (id) => {
    const outcomes = verdicts.flatMap((verdict) => verdict.controls.filter((control) => control.id === id));
    for (const outcome of possible[id] ?? all) {
      const found = share(outcomes.filter((control) => control.outcome === outcome).length);
      expect(found, `${id} ${outcome}`).toBeGreaterThanOrEqual(0.01);
    }
  });

  test("at least 10 % are a success, and every conclusion and exceptions occur", () => {
    const conclusion = (name: string) => share(verdicts.filter((verdict) => verdict.conclusion === name).length);
    expect(conclusion("success")).toBeGreaterThanOrEqual(0.1);
    expect(conclusion("failure")).toBeGreaterThanOrEqual(0.1);
    expect(conclusion("pending")).toBeGreaterThanOrEqual(0.01);
    expect(share(verdicts.filter(({ exception }) => exception !== null).length)).toBeGreaterThanOrEqual(0.01);
  });

  test("most green cases are green", () => {
    const green = fc.sample(greenCases, { numRuns: 500, seed: 42 }).filter(isGreen);
    expect(green.length).toBeGreaterThan(350);
  });
});
