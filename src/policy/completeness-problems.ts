import type { EffectivePolicy, Problem } from "../domain/policy.ts";
import { incompleteBreakGlass, incompleteControls } from "./completeness.ts";
import type { ParsedPolicy } from "./parse.ts";
import { type Fault, sortProblems } from "./problems.ts";
import { type Parts, settingsInForce } from "./settings-in-force.ts";

/** What the policy in force lacks, by itself and where one of its rules matches, at the line that could mend it. */
export function completenessProblems(effective: EffectivePolicy, parts: Parts): Problem[] {
  const { floor, repository, controls } = parts;
  const inBase = [
    ...incompleteControls(effective.controls, effective.roles, controls),
    ...incompleteBreakGlass(effective["break-glass"], effective.roles),
  ];
  const known = new Set(inBase.map(({ path, message }) => `${path.join(".")} ${message}`));
  const inRules = [floor, repository].flatMap((source) =>
    source === null ? [] : ruleProblems(source, effective, parts, known),
  );
  return sortProblems([...inBase.map((fault) => toProblem(fault, writer(fault, parts))), ...inRules]);
}

function ruleProblems(
  source: ParsedPolicy,
  { roles }: EffectivePolicy,
  parts: Parts,
  known: ReadonlySet<string>,
): Problem[] {
  const from = source === parts.floor ? "organization" : "repository";
  return source.written.rules.flatMap((rule, index) => {
    const settings = settingsInForce(parts, [{ rule, match: "yes", from }]);
    return incompleteControls(settings, roles, parts.controls)
      .filter(({ path, message }) => !known.has(`${path.join(".")} ${message}`))
      .map(({ path, message }) => toProblem({ path: ["rules", String(index), ...path], message }, source));
  });
}

/** The policy that writes what lacks something, preferably the repository's. */
function writer({ path: [top, id = ""] }: Fault, { floor, repository }: Parts): ParsedPolicy | null {
  const sources = [repository, floor].filter((source) => source !== null);
  const writes = ({ written }: ParsedPolicy) =>
    top === "controls" ? written.controls[id] !== undefined : written["break-glass"] !== undefined;
  return sources.find(writes) ?? sources[0] ?? null;
}

function toProblem({ path, message }: Fault, source: ParsedPolicy | null): Problem {
  const joined = path.join(".");
  return {
    file: source?.file ?? "",
    position: source?.locate(joined) ?? { line: 1, column: 1 },
    path: joined,
    message,
  };
}
