import { controls } from "../../src/controls/index.ts";
import type { AnyControl } from "../../src/domain/control.ts";
import type { WrittenPolicy } from "../../src/domain/policy.ts";
import { type ParsedPolicy, parsePolicy } from "../../src/policy/parse.ts";
import { formatProblem } from "../../src/policy/problems.ts";
import { type ResolvedPolicy, resolvePolicy } from "../../src/policy/resolve.ts";

/** Roles that most policies of tests use. */
export const roles = "roles: { senior: { teams: [seniors] }, officer: { teams: [officers] } }";

/** A valid policy of the text, to which `version: 1` is added. Throws with its problems. */
export function parsed(text: string, file = "policy.yml", known: readonly AnyControl[] = controls): ParsedPolicy {
  const policy = parsePolicy(`version: 1\n${text}\n`, { file, controls: known });
  if ("problems" in policy) throw new Error(policy.problems.map(formatProblem).join("\n"));
  return policy;
}

export function written(text: string): WrittenPolicy {
  return parsed(text).written;
}

/** The policy in force of a repository's text and, where given, a floor's. Throws with its problems. */
export function resolved(repository: string | null, floor: string | null = null): ResolvedPolicy {
  const policy = resolvePolicy({
    repository: repository === null ? undefined : parsed(repository),
    organization: floor === null ? undefined : parsed(floor, "floor.yml"),
    controls,
  });
  if ("problems" in policy) throw new Error(policy.problems.map(formatProblem).join("\n"));
  return policy;
}

/** The problems of a repository's text and, where given, a floor's, put together. */
export function problems(repository: string | null, floor: string | null = null): string[] {
  const policy = resolvePolicy({
    repository: repository === null ? undefined : parsed(repository),
    organization: floor === null ? undefined : parsed(floor, "floor.yml"),
    controls,
  });
  return "problems" in policy ? policy.problems.map(formatProblem) : [];
}
