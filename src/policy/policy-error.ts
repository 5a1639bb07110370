import type { Problem } from "../domain/policy.ts";
import { formatProblem } from "./problems.ts";

/** Policies that do not fit together: no verdict can be given on them. */
export class PolicyError extends Error {
  override readonly name = "PolicyError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join("\n"));
    this.problems = problems;
  }
}
