import { LRUCache } from "lru-cache";
import type { AnyControl } from "../domain/control.ts";
import type { PolicyFile } from "../pipeline/ports.ts";
import { type ParsedPolicy, parsePolicy } from "../policy/parse.ts";
import { formatProblem } from "../policy/problems.ts";
import { resolvePolicy } from "../policy/resolve.ts";

type Read = { policy: ParsedPolicy } | { problems: string };

/** Reads policy files, each content once. */
export interface PolicyReader {
  /** The policy, or its problems in words, a line each. */
  read(file: PolicyFile, path: string): Read;
  /** Why the two do not make one policy, in words; null: they do. */
  misfit(repository: ParsedPolicy | null, organization: ParsedPolicy | null): string | null;
}

/** A reader for policies made of these controls. */
export function createPolicyReader(controls: readonly AnyControl[]): PolicyReader {
  const known = new LRUCache<string, Read>({ max: 2000 });

  function read(file: PolicyFile, path: string): Read {
    const key = `${path} ${file.blobSha}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const parsed = parsePolicy(file.text, { file: path, controls });
    const result =
      "problems" in parsed ? { problems: parsed.problems.map(formatProblem).join("\n") } : { policy: parsed };
    known.set(key, result);
    return result;
  }

  function misfit(repository: ParsedPolicy | null, organization: ParsedPolicy | null): string | null {
    if (repository === null && organization === null) return null;
    const resolved = resolvePolicy({
      repository: repository ?? undefined,
      organization: organization ?? undefined,
      controls,
    });
    return "problems" in resolved ? resolved.problems.map(formatProblem).join("\n") : null;
  }
  return { read, misfit };
}
