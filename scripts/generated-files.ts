import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { controls } from "../src/controls/index.ts";
import { factsSchema } from "../src/domain/facts.ts";
import { verdictSchema } from "../src/domain/verdict.ts";
import { policyJsonSchema } from "../src/policy/parse.ts";
import { controlsReference } from "./controls-reference.ts";
import { policyReference } from "./policy-reference.ts";
import { scannerReference } from "./scanner-reference.ts";

export const root = join(import.meta.dirname, "..");

/** Every generated file: its path below the root, and its content. */
export function generatedFiles(): Map<string, string> {
  const example = readFileSync(join(root, "docs/policy-example.yml"), "utf8");
  const scannerPage = readFileSync(join(root, "docs/plain-http.md"), "utf8");
  return new Map([
    ["schema/policy.schema.json", schemaFile("The policy of mergewarden", policyJsonSchema(controls))],
    ["schema/facts.schema.json", schemaFile("What a pull request is judged on", schemaOf(factsSchema, "input"))],
    [
      "schema/verdict.schema.json",
      schemaFile("What mergewarden says of a pull request", schemaOf(verdictSchema, "output")),
    ],
    ["docs/policy.md", policyReference(controls, example)],
    ["docs/controls.md", controlsReference(controls)],
    ["docs/plain-http.md", scannerReference(scannerPage)],
  ]);
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): object {
  return z.toJSONSchema(schema, { io, unrepresentable: "any" });
}

function schemaFile(title: string, schema: object): string {
  return `${JSON.stringify({ title, ...schema }, null, 2)}\n`;
}
