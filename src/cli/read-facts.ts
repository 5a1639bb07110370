import type { z } from "zod";
import { type Facts, factsSchema } from "../domain/facts.ts";
import { joinWords } from "../policy/describe-schema.ts";
import { formatFound } from "../policy/format-value.ts";

/** Reads a facts document. Every problem comes as its JSON path, what was expected and what was there. */
export function readFacts(text: string): Facts | { problems: string[] } {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { problems: [`$: expected JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
  const parsed = factsSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  return { problems: parsed.error.issues.flatMap((issue) => describe(issue, [], document)) };
}

type Issue = z.core.$ZodIssue;

function describe(issue: Issue, prefix: readonly PropertyKey[], document: unknown): string[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    // The first branch is the fact itself, the second `{ unavailable }`: the one that got deeper is what was meant.
    const [best] = [...issue.errors].sort((a, b) => depth(b) - depth(a));
    return (best ?? []).flatMap((inner) => describe(inner, path, document));
  }
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => `${jsonPath([...path, key])}: unknown key`);
  const words = expected(issue);
  const found = words === null ? issue.message : `expected ${words}, got ${formatFound(valueAt(document, path))}`;
  return [`${jsonPath(path)}: ${found}`];
}

const kinds: Readonly<Record<string, string>> = {
  object: "an object",
  record: "an object",
  array: "a list",
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

/** What would have been right, in words; null: zod's own words are good enough. */
function expected(issue: Issue): string | null {
  if (issue.code === "invalid_type") return kinds[issue.expected] ?? issue.expected;
  if (issue.code === "invalid_value") return joinWords(issue.values.map((value) => JSON.stringify(value)));
  if (issue.code === "invalid_format" && issue.format === "datetime") return "a time such as 2026-11-23T12:00:00Z";
  if (issue.code === "too_small" && issue.origin === "string") return "a text that is not empty";
  if (issue.code === "too_small") return `at least ${issue.minimum}`;
  return null;
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length + (issue.code === "unrecognized_keys" ? 1 : 0)));
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** RFC 9535 notation, such as `$.files[0].path`. */
function jsonPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return /^[A-Za-z_]\w*$/.test(String(key)) ? `${text}.${String(key)}` : `${text}[${JSON.stringify(String(key))}]`;
  }, "$");
}
