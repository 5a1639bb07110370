import fc from "fast-check";
import { expect, test } from "vitest";
import { type Continuity, follow, type Standing } from "../../src/attestations/continuity.ts";
import type { LandedBody } from "../../src/evidence/bodies.ts";
import { landedBody, pushedBody } from "../support/landed-body.ts";

type Step = "good" | "unreviewed" | "observed" | "push" | "unknown" | "excepted" | "unseen";

const model = landedBody();
const { policy } = model;
const withoutReview = { ...policy, rules: policy.rules.filter(({ id }) => id !== "senior-review") };
const observed = { ...policy, mode: "observe" as const };

const kinds: Record<Step, (landing: LandedBody["landing"]) => LandedBody> = {
  good: (landing) => landedBody({ landing }),
  unreviewed: (landing) => landedBody({ landing, policy: withoutReview }),
  observed: (landing) => landedBody({ landing, policy: observed }),
  push: (landing) => pushedBody({ landing: { ...landing, kind: "direct_push" } }),
  unknown: (landing) => landedBody({ landing, approval: "unavailable" }),
  excepted: (landing) => landedBody({ landing, exceptions: ["pull-request/1/2"] }),
  unseen: (landing) => landedBody({ landing }),
};

const revision = (index: number) => index.toString(16).padStart(40, "0");

function play(steps: readonly Step[]) {
  let state: Continuity | null = null;
  return steps.map((step, index) => {
    const before = step === "unseen" ? "f".repeat(40) : revision(index);
    const after = revision(index + 1);
    const landed = kinds[step]({ ...model.landing, before, after, tip: after });
    const { standing, after: next }: { standing: Standing; after: Continuity } = follow(landed, state);
    state = next;
    return { step, standing, since: next.since, tip: after };
  });
}

const clean: readonly Step[] = ["good", "unreviewed", "observed"];
const levels: Record<string, string> = {
  good: "SLSA_SOURCE_LEVEL_4",
  unreviewed: "SLSA_SOURCE_LEVEL_3",
  observed: "SLSA_SOURCE_LEVEL_2",
};
/** Which steps each property holds on. */
const holds: Record<string, readonly Step[]> = {
  history: ["good", "unreviewed", "observed", "unseen"],
  gate: ["good", "unreviewed", "unseen"],
  "two-party-review": ["good", "unseen"],
  "senior-approved": ["good", "observed", "unseen"],
};

test("on any history: what is not as it should be fails, and each property holds since the first revision of its unbroken run", () => {
  const step = fc.constantFrom<Step>(
    "good",
    "good",
    "good",
    "unreviewed",
    "observed",
    "push",
    "unknown",
    "excepted",
    "unseen",
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const played = play(steps);
      for (const [index, { step: own, standing, since }] of played.entries()) {
        // The very first move that is seen starts the chain.
        const isClean = clean.includes(own) || (own === "unseen" && index === 0);
        expect(standing.passed).toBe(isClean);
        if (!isClean) {
          expect(standing.levels).toEqual(["FAILED"]);
          expect(since).toEqual({});
          continue;
        }
        const named = standing.levels.filter((level) => level.startsWith("SLSA_SOURCE_LEVEL_"));
        expect(named).toEqual([levels[own] ?? "SLSA_SOURCE_LEVEL_4"]);
        for (const [property, on] of Object.entries(holds)) {
          let start = index + 1;
          while (start > 0 && on.includes(steps[start - 1] as Step) && (steps[start - 1] !== "unseen" || start === 1))
            start -= 1;
          const expected = start > index ? undefined : played[start]?.tip;
          expect(since[property as keyof typeof since], property).toBe(expected);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test("two changes of one move do not break the chain", () => {
  const move = { ...model.landing, before: revision(1), after: revision(3) };
  const first = follow(landedBody({ landing: { ...move, tip: revision(2) } }), null);
  const second = follow(landedBody({ landing: { ...move, tip: revision(3) } }), first.after);
  expect(second.standing.levels).toContain("SLSA_SOURCE_LEVEL_4");
  expect(second.after.since.history).toBe(revision(2));
});

test("levels name what was shown: tests and the plain-HTTP scan only where they blocked", () => {
  expect(follow(model, null).standing.levels).toEqual([
    "SLSA_SOURCE_LEVEL_4",
    "ORG_SOURCE_SENIOR_APPROVED",
    "ORG_SOURCE_TESTS_PASSED",
    "ORG_SOURCE_NO_PLAIN_HTTP",
  ]);
  const rules = policy.rules.map((rule) => ({
    ...rule,
    enforcement: rule.id === "senior-review" ? rule.enforcement : ("warn" as const),
  }));
  expect(follow(landedBody({ policy: { ...policy, rules } }), null).standing.levels).toEqual([
    "SLSA_SOURCE_LEVEL_4",
    "ORG_SOURCE_SENIOR_APPROVED",
  ]);
});
