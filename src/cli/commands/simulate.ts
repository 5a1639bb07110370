import { readFile } from "node:fs/promises";
import type { AnyControl } from "../../domain/control.ts";
import type { Facts } from "../../domain/facts.ts";
import type { Verdict } from "../../domain/verdict.ts";
import { judge } from "../../engine/judge.ts";
import { type ParsedPolicy, parsePolicy } from "../../policy/parse.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import { formatProblem } from "../../policy/problems.ts";
import type { Io } from "../io.ts";
import { readFacts } from "../read-facts.ts";
import { renderVerdict } from "../render-verdict.ts";

export interface SimulateArguments {
  facts: string;
  policy?: string;
  orgPolicy?: string;
  json: boolean;
}

/** `mergewarden simulate --facts`: the verdict of the server's engine, offline. Returns the exit status. */
export async function simulate(given: SimulateArguments, io: Io, controls: readonly AnyControl[]): Promise<number> {
  const facts = await loadFacts(given.facts, io);
  const repository = await loadPolicyFile(given.policy, io, controls);
  const organization = await loadPolicyFile(given.orgPolicy, io, controls);
  if (facts === "bad" || repository === "bad" || organization === "bad") return 2;
  return conclude({ repository, organization }, facts, io, controls, given.json);
}

/** Judges, prints the verdict and returns the exit status: 2 if the policies do not fit together. */
export function conclude(
  files: { repository: ParsedPolicy | null; organization: ParsedPolicy | null },
  facts: Facts,
  io: Io,
  controls: readonly AnyControl[],
  json: boolean,
): number {
  try {
    const { verdict } = judge({ ...files, error: null, floorMissing: null }, facts, controls);
    io.out(json ? `${JSON.stringify(verdict, null, 2)}\n` : renderVerdict(verdict));
    return exitStatus(verdict);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    io.error(`${error.message}\n`);
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

async function loadFacts(path: string, io: Io): Promise<Facts | "bad"> {
  const text = await readText(path, io);
  if (text === null) return "bad";
  const facts = readFacts(text);
  if (!("problems" in facts)) return facts;
  for (const problem of facts.problems) io.error(`${path}: ${problem}\n`);
  return "bad";
}

/** The policy in a file; null if no file is named. Problems are told. */
export async function loadPolicyFile(
  path: string | undefined,
  io: Io,
  controls: readonly AnyControl[],
): Promise<ParsedPolicy | null | "bad"> {
  if (path === undefined) return null;
  const text = await readText(path, io);
  if (text === null) return "bad";
  const parsed = parsePolicy(text, { file: path, controls });
  if (!("problems" in parsed)) return parsed;
  for (const problem of parsed.problems) io.error(`${formatProblem(problem)}\n`);
  return "bad";
}

async function readText(path: string, io: Io): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    io.error(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}\n`);
    return null;
  }
}
