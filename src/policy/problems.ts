import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import type { Problem } from "../domain/policy.ts";
import { enforcements } from "../domain/verdict.ts";
import { describeSchema, joinWords, type SchemaNode, schemasAt } from "./describe-schema.ts";
import { formatFound } from "./format-value.ts";

/** A problem without its place in a file. */
export interface Fault {
  path: readonly string[];
  message: string;
}

/** Puts problems in the order of their files and lines. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  const rank = ({ file, position }: Problem) => [files.indexOf(file), position.line, position.column];
  return problems.toSorted((a, b) => {
    const [before, after] = [rank(a), rank(b)];
    const differs = before.findIndex((number, index) => number !== after[index]);
    return differs === -1 ? 0 : (before[differs] ?? 0) - (after[differs] ?? 0);
  });
}

/** `policy.yml:12:5 controls.lint.checks: expected a list, got 3`. Control characters are escaped. */
export function formatProblem({ file, position, path, message }: Problem): string {
  const text = `${file}:${position.line}:${position.column} ${path === "" ? "" : `${path}: `}${message}`;
  return text.replaceAll(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}

/**
 * What a schema found wrong, in words for people: what was expected and what was there. The schema must have been
 * tried with messages of its own only, that is with `error: () => ""`.
 */
export function describeIssues(issues: readonly z.core.$ZodIssue[], value: unknown, schema: SchemaNode): Fault[] {
  return issues.flatMap((issue) => describeIssue(issue, [], value, schema));
}

function describeIssue(issue: z.core.$ZodIssue, base: readonly string[], value: unknown, schema: SchemaNode): Fault[] {
  const path = [...base, ...issue.path.map(String)];
  const found = valueAt(value, path);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(path, key, schema));
  if (issue.code === "invalid_union") {
    const branch = bestBranch(issue.errors);
    if (branch !== null) return branch.flatMap((nested) => describeIssue(nested, path, value, schema));
  }
  if (issue.message !== "") return [{ path, message: withFound(issue.message, found) }];
  const expected = schemasAt(schema, path);
  const words = expected.length === 0 ? "another value" : describeSchema({ anyOf: expected });
  return [{ path, message: `expected ${words}, got ${formatFound(found)}${hint(found, expected)}` }];
}

/** The branch of a union that fits best: null if the value is of another kind than each of them asks for. */
function bestBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | null {
  const ofThisKind = branches.filter(
    (issues) =>
      !issues.some(({ code, path }) => path.length === 0 && (code === "invalid_type" || code === "invalid_value")),
  );
  const [best = null] = ofThisKind.toSorted((a, b) => a.length - b.length);
  return best;
}

function unknownKey(path: readonly string[], key: string, schema: SchemaNode): Fault {
  const known = schemasAt(schema, path).flatMap((node) => [node, ...(node.anyOf ?? [])]);
  const keys = [...new Set(known.flatMap((node) => Object.keys(node.properties ?? {})))];
  const similar = suggestion(key, keys);
  const words = similar === null ? `; expected ${joinWords(keys)}` : `, did you mean ${similar}?`;
  return { path: [...path, key], message: `unknown key${words}` };
}

function hint(found: unknown, expected: readonly SchemaNode[]): string {
  const takesDefaults = expected.some((node) => node.properties !== undefined && (node.required ?? []).length === 0);
  if (found === null && takesDefaults) return " (write {} for the defaults)";
  if (isControl(expected) && found === true) return " (write {} for the defaults)";
  if (isControl(expected) && isEnforcement(found)) return ` (write { enforcement: ${found} })`;
  if (typeof found !== "string") return "";
  const choices = expected.flatMap((node) => [node, ...(node.anyOf ?? [])]).flatMap((node) => node.enum ?? []);
  const similar = suggestion(found, [...new Set(choices.map(String))]);
  return similar === null ? "" : ` (did you mean ${similar}?)`;
}

function isControl(expected: readonly SchemaNode[]): boolean {
  return expected.some((node) => node.properties?.enforcement !== undefined);
}

function isEnforcement(found: unknown): found is string {
  return enforcements.some((enforcement) => enforcement === found);
}

/** The known word that a misspelt one is most like, or null. */
export function suggestion(word: string, known: readonly string[]): string | null {
  if (known.length === 0 || word.length > 100) return null;
  const lower = word.toLowerCase().replaceAll("_", "-");
  const best = closest(lower, [...known]);
  return distance(lower, best) <= Math.max(2, Math.floor(best.length / 3)) ? best : null;
}

function withFound(message: string, found: unknown): string {
  const isSingle = found === null || typeof found !== "object";
  return message.startsWith("expected") && isSingle && !message.includes(": ")
    ? `${message}, got ${formatFound(found)}`
    : message;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return current;
}
