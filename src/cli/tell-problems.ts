import type { Problem } from "../domain/policy.ts";
import { formatProblem } from "../policy/problems.ts";
import type { Io } from "./io.ts";
import { printable } from "./printable.ts";

/** A problem as `--json` prints it. */
export interface ProblemDocument {
  file: string;
  line: number;
  column: number;
  path: string;
  message: string;
}

export function problemDocument({ file, position, path, message }: Problem): ProblemDocument {
  return { file, ...position, path, message };
}

/** Writes one JSON document. */
export function writeJson(document: unknown, io: Pick<Io, "out">): void {
  io.out(`${JSON.stringify(document, null, 2)}\n`);
}

/** Tells all problems on standard error, one a line. */
export function tellProblems(problems: readonly Problem[], io: Pick<Io, "error">): void {
  for (const problem of problems) io.error(`${printable(formatProblem(problem))}\n`);
}
