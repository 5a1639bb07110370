import type { z } from "zod";
import { type Facts, factsSchema } from "../domain/facts.ts";

/** Reads a facts document. Every problem comes as its JSON path and what was expected. */
export function readFacts(text: string): Facts | { problems: string[] } {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { problems: [`$: expected JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
  const parsed = factsSchema.safeParse(document);
  return parsed.success ? parsed.data : { problems: parsed.error.issues.flatMap((issue) => describe(issue, [])) };
}

type Issue = z.core.$ZodIssue;

function describe(issue: Issue, prefix: readonly PropertyKey[]): string[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    // The first branch is the fact itself, the second `{ unavailable }`: the one that got deeper is what was meant.
    const [best] = [...issue.errors].sort((a, b) => depth(b) - depth(a));
    return (best ?? []).flatMap((inner) => describe(inner, path));
  }
  return [`${jsonPath(path)}: ${issue.message}`];
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === "unrecognized_keys" ? 1 : 0)));
}

/** RFC 9535 notation, such as `$.files[0].path`. */
function jsonPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => text + (typeof key === "number" ? `[${key}]` : `.${String(key)}`), "$");
}
