import { findings, judgePart } from "../audit/findings.ts";
import type { LandedBody } from "../evidence/bodies.ts";

/** What a branch's revisions can be trusted for. */
export type Property = "history" | "gate" | "two-party-review" | "senior-approved" | "tests-passed" | "no-plain-http";

/** What holds unbroken on a branch, and since which revision; nothing holds since the last exception. */
export interface Continuity {
  /** The last move of the branch. */
  move: { before: string; after: string };
  since: Partial<Record<Property, string>>;
}

/** What a revision came to. */
export interface Standing {
  passed: boolean;
  levels: string[];
}

const own: Partial<Record<Property, string>> = {
  "senior-approved": "ORG_SOURCE_SENIOR_APPROVED",
  "tests-passed": "ORG_SOURCE_TESTS_PASSED",
  "no-plain-http": "ORG_SOURCE_NO_PLAIN_HTTP",
};

/**
 * The next landing on a branch, in the order of the log. Anything wrong with it, anything unknown, any exception, and any move
 * of the branch that was not seen fails it, and ends all that held; it starts again with the next that is as it should be.
 */
export function follow(landed: LandedBody, before: Continuity | null): { standing: Standing; after: Continuity } {
  const { before: from, after: to } = landed.landing;
  const move = { before: from, after: to };
  if (!isChained(landed, before) || landed.exceptions.length > 0 || findings(landed).length > 0) {
    return { standing: { passed: false, levels: ["FAILED"] }, after: { move, since: {} } };
  }
  const since: Continuity["since"] = {};
  for (const property of heldBy(landed)) since[property] = before?.since[property] ?? landed.landing.tip;
  return { standing: { passed: true, levels: levelsOf(since) }, after: { move, since } };
}

/** Several changes can come with one move. The first that is seen of a branch starts the chain. */
function isChained({ landing }: LandedBody, before: Continuity | null): boolean {
  if (before === null) return true;
  const { move } = before;
  return landing.before === move.after || (landing.before === move.before && landing.after === move.after);
}

function heldBy(landed: LandedBody): Property[] {
  const { policy, approval } = landed;
  const isGated = policy.mode === "enforce" && policy.decision === "pass" && policy.decided_seq !== null;
  const isReviewed = judgePart("approval", landed).applies && approval !== "unavailable" && approval.obtained > 0;
  const blocksHttp = policy.rules.some(
    ({ id, enforcement, outcome }) => id === "plain-http" && enforcement === "block" && outcome === "pass",
  );
  const held: Record<Property, boolean> = {
    history: true,
    gate: isGated,
    "two-party-review": isGated && isReviewed,
    "senior-approved": isReviewed && approval.senior > 0,
    "tests-passed": judgePart("tests", landed).applies,
    "no-plain-http": blocksHttp,
  };
  return (Object.keys(held) as Property[]).filter((property) => held[property]);
}

/** Exactly one level of the source track, and the properties of our own. */
function levelsOf(since: Continuity["since"]): string[] {
  const level = since["two-party-review"] !== undefined ? 4 : since.gate !== undefined ? 3 : 2;
  const named = (Object.keys(own) as Property[]).filter((property) => since[property] !== undefined);
  return [`SLSA_SOURCE_LEVEL_${level}`, ...named.flatMap((property) => own[property] ?? [])];
}
