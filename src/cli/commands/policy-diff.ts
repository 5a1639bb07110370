import type { AnyControl } from "../../domain/control.ts";
import { diffPolicies } from "../../policy/diff.ts";
import type { Io } from "../io.ts";
import { loadPolicies } from "../load-policies.ts";
import { printable } from "../printable.ts";
import { problemDocument, tellProblems, writeJson } from "../tell-problems.ts";

export interface PolicyDiffArguments {
  before: string;
  after: string;
  orgPolicy?: string;
  json: boolean;
}

/**
 * `mergewarden policy diff`: what a new policy tightens, loosens and changes. Returns the exit status: 0 nothing is
 * loosened or changed, 1 something is, 2 either is invalid.
 */
export async function policyDiff(
  { before, after, orgPolicy, json }: PolicyDiffArguments,
  io: Pick<Io, "out" | "error">,
  controls: readonly AnyControl[],
): Promise<number> {
  const former = await loadPolicies({ file: before, orgPolicy }, controls);
  const latter = await loadPolicies({ file: after, orgPolicy }, controls);
  if ("problems" in former || "problems" in latter) {
    const found = [former, latter].flatMap((one) => ("problems" in one ? one.problems : []));
    const problems = new Map(found.map((problem) => [JSON.stringify(problem), problem]));
    tellProblems([...problems.values()], io);
    if (json) writeJson({ effects: [], problems: [...problems.values()].map(problemDocument) }, io);
    return 2;
  }
  const effects = diffPolicies(former.resolved.effective, latter.resolved.effective, controls);
  if (json) writeJson({ effects, problems: [] }, io);
  else if (effects.length === 0) io.out("The two policies have the same effect\n");
  else for (const { effect, text } of effects) io.out(`${printable(`${effect}: ${text}`)}\n`);
  return effects.some(({ effect }) => effect !== "tightened") ? 1 : 0;
}
