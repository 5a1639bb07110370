import { z } from "zod";
import type { AnyControl } from "../domain/control.ts";
import type { Position, Problem, WrittenPolicy } from "../domain/policy.ts";
import type { SchemaNode } from "./describe-schema.ts";
import { looseningRules } from "./loosening-rules.ts";
import { describeIssues, type Fault, sortProblems } from "./problems.ts";
import { readYaml, type YamlDocument } from "./read-yaml.ts";
import { policySchema } from "./schema.ts";

/** A policy file that is valid by itself. */
export interface ParsedPolicy {
  file: string;
  written: WrittenPolicy;
  /** Where a path stands in the file: its key or item, else that of the nearest parent that is written. */
  locate(path: string): Position;
}

/** What the caller knows of a policy file: its name, for messages, and the controls there are. */
export interface ParseOptions {
  file: string;
  controls: readonly AnyControl[];
}

const schemas = new WeakMap<readonly AnyControl[], z.ZodType<WrittenPolicy>>();
const jsonSchemas = new WeakMap<readonly AnyControl[], SchemaNode>();

function schemaOf(controls: readonly AnyControl[]): z.ZodType<WrittenPolicy> {
  const schema = schemas.get(controls) ?? policySchema(controls);
  schemas.set(controls, schema);
  return schema;
}

/** The JSON Schema of a policy file as people write it. */
export function policyJsonSchema(controls: readonly AnyControl[]): SchemaNode {
  const known = jsonSchemas.get(controls);
  if (known !== undefined) return known;
  const made = z.toJSONSchema(schemaOf(controls), { io: "input", unrepresentable: "any" }) as SchemaNode;
  jsonSchemas.set(controls, made);
  return made;
}

/** Reads a policy file (contract, section 6). Never throws; all problems at once, each with its place. */
export function parsePolicy(text: string, { file, controls }: ParseOptions): ParsedPolicy | { problems: Problem[] } {
  const document = readYaml(text);
  if ("problems" in document) return { problems: document.problems.map((problem) => ({ file, ...problem })) };
  const result = schemaOf(controls).safeParse(document.value, { error: () => "" });
  const faults = result.success
    ? looseningRules(result.data, controls)
    : describeIssues(result.error.issues, document.value, policyJsonSchema(controls));
  if (result.success && faults.length === 0) {
    return { file, written: result.data, locate: (path) => locate(document, path) };
  }
  return { problems: sortProblems(faults.map((fault) => toProblem(fault, file, document))) };
}

function toProblem({ path, message }: Fault, file: string, document: YamlDocument): Problem {
  const joined = path.join(".");
  return { file, position: locate(document, joined), path: joined, message };
}

function locate({ positions }: YamlDocument, path: string): Position {
  let current = path;
  while (!positions.has(current) && current !== "") current = current.slice(0, Math.max(current.lastIndexOf("."), 0));
  return positions.get(current) ?? { line: 1, column: 1 };
}
