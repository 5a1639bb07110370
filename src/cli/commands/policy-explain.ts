import type { AnyControl } from "../../domain/control.ts";
import { explainPolicy } from "../../policy/explain.ts";
import { renderExplanation } from "../../policy/render-explanation.ts";
import type { Io } from "../io.ts";
import { loadPolicies } from "../load-policies.ts";
import { printableLines } from "../printable.ts";
import { problemDocument, tellProblems, writeJson } from "../tell-problems.ts";
import type { PolicyFileArguments } from "./policy-validate.ts";

/** `mergewarden policy explain`: the controls in force, in words. Returns the exit status: 0 done, 2 invalid. */
export async function policyExplain(
  given: PolicyFileArguments,
  io: Pick<Io, "out" | "error">,
  controls: readonly AnyControl[],
): Promise<number> {
  const loaded = await loadPolicies(given, controls);
  if ("problems" in loaded) {
    tellProblems(loaded.problems, io);
    if (given.json) writeJson({ problems: loaded.problems.map(problemDocument) }, io);
    return 2;
  }
  const explanation = explainPolicy(loaded.resolved, loaded, controls);
  if (given.json) writeJson(explanation, io);
  else io.out(printableLines(renderExplanation(explanation)));
  return 0;
}
