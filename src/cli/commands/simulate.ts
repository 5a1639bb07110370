import { readFile } from "node:fs/promises";
import type { AnyControl } from "../../domain/control.ts";
import type { Facts } from "../../domain/facts.ts";
import type { Verdict } from "../../domain/verdict.ts";
import { judge } from "../../engine/judge.ts";
import type { PolicyInForce } from "../../engine/policy-in-force.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import type { Io } from "../io.ts";
import { readPolicy } from "../load-policies.ts";
import { printable, printableLines } from "../printable.ts";
import { readFacts } from "../read-facts.ts";
import { renderVerdict } from "../render-verdict.ts";
import { tellProblems } from "../tell-problems.ts";
import { whyUnreadable } from "../why-unreadable.ts";

type PolicyFiles = Pick<PolicyInForce, "repository" | "organization">;

export interface SimulateArguments {
  facts: string;
  policy?: string;
  orgPolicy?: string;
  json: boolean;
}

/** `mergewarden simulate --facts`: the verdict of the server's engine, offline. Returns the exit status. */
export async function simulate(given: SimulateArguments, io: Io, controls: readonly AnyControl[]): Promise<number> {
  const facts = await loadFacts(given.facts, io);
  const files = await loadPolicyFiles(given, io, controls);
  if (facts === null || files === undefined) return 2;
  return conclude({ ...files, error: null, floorMissing: null }, facts, io, controls, given.json);
}

/** Judges, prints the verdict and returns the exit status: 2 if the policies do not fit together. */
export function conclude(
  policy: PolicyInForce,
  facts: Facts,
  io: Io,
  controls: readonly AnyControl[],
  json: boolean,
): number {
  try {
    const { verdict } = judge(policy, facts, controls);
    io.out(json ? `${JSON.stringify(verdict, null, 2)}\n` : renderVerdict(verdict));
    return exitStatus(verdict);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    io.error(`${printableLines(error.message)}\n`);
    return 2;
  }
}

/** 0: success or not gated · 1: failure or pending · 3: an unknown blocks and nothing fails. */
export function exitStatus(verdict: Verdict): number {
  if (!verdict.gated || verdict.conclusion === "success") return 0;
  const blocking = verdict.controls
    .filter((control) => control.enforcement === "block")
    .map((control) => control.outcome);
  return blocking.includes("unknown") && !blocking.includes("fail") ? 3 : 1;
}

async function loadFacts(path: string, io: Io): Promise<Facts | null> {
  const facts = await readText(path).then(readFacts, (error: unknown) => ({
    problems: [whyUnreadable(error)],
  }));
  if (!("problems" in facts)) return facts;
  for (const problem of facts.problems) io.error(`${path}: ${printable(problem)}\n`);
  return null;
}

function readText(path: string): Promise<string> {
  return readFile(path, "utf8");
}

/** The named policy files, null where none is named; undefined if one of them is wrong, which is told. */
export async function loadPolicyFiles(
  { policy, orgPolicy }: { policy?: string | undefined; orgPolicy?: string | undefined },
  io: Io,
  controls: readonly AnyControl[],
): Promise<PolicyFiles | undefined> {
  const repository = policy === undefined ? null : await readPolicy(policy, controls);
  const organization = orgPolicy === undefined ? null : await readPolicy(orgPolicy, controls);
  for (const file of [repository, organization])
    if (file !== null && "problems" in file) tellProblems(file.problems, io);
  const isWrong = (file: typeof repository) => file !== null && "problems" in file;
  return isWrong(repository) || isWrong(organization) ? undefined : ({ repository, organization } as PolicyFiles);
}
