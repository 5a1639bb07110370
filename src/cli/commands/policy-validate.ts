import type { AnyControl } from "../../domain/control.ts";
import type { Io } from "../io.ts";
import { loadPolicies } from "../load-policies.ts";
import { printable } from "../printable.ts";
import { problemDocument, tellProblems, writeJson } from "../tell-problems.ts";

export interface PolicyFileArguments {
  file: string;
  orgPolicy?: string;
  json: boolean;
}

/**
 * `mergewarden policy validate`: all problems of a policy file. Returns the exit status: 0 valid, 1 valid but it asks
 * for less than the floor, 2 invalid.
 */
export async function policyValidate(
  given: PolicyFileArguments,
  io: Pick<Io, "out" | "error">,
  controls: readonly AnyControl[],
): Promise<number> {
  const loaded = await loadPolicies(given, controls);
  if ("problems" in loaded) {
    tellProblems(loaded.problems, io);
    if (given.json) writeJson({ valid: false, problems: loaded.problems.map(problemDocument), withoutEffect: [] }, io);
    return 2;
  }
  const { withoutEffect } = loaded.resolved;
  if (given.json) writeJson({ valid: true, problems: [], withoutEffect }, io);
  else {
    io.out(`${given.file} is valid\n`);
    for (const note of withoutEffect) io.out(`${printable(note.sentence)}\n`);
  }
  return withoutEffect.length > 0 ? 1 : 0;
}
