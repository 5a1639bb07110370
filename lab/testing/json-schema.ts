import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** A JSON object. */
export type Json = Record<string, unknown>;

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads a JSON file of an installed package. */
export function readPackageJson<T>(file: string): T {
  return JSON.parse(readFileSync(createRequire(import.meta.url).resolve(file), "utf8")) as T;
}

/** The part of GitHub's OpenAPI description that is needed here. */
export type Description = {
  paths: Record<string, Record<string, Json>>;
  "x-webhooks": Record<string, { post: Json }>;
  components: { schemas: Record<string, Json>; responses: Record<string, Json> };
};

let loaded: Description | undefined;

/** GitHub's OpenAPI description, read once per process. */
export function description(): Description {
  loaded ??= readPackageJson<Description>("@octokit/openapi/generated/api.github.com.json");
  return loaded;
}

const dropped = new Set([
  "description",
  "example",
  "examples",
  "discriminator",
  "deprecated",
  "externalDocs",
  "nullable",
]);

/** OpenAPI 3.0 → JSON Schema: `nullable` spelt out, references by the component's name. https://spec.openapis.org/oas/v3.0.3#schema-object */
export function toJsonSchema(schema: Json): Json {
  if (typeof schema.$ref === "string") return { $ref: componentName(schema.$ref) };
  const converted: Json = {};
  for (const [key, value] of Object.entries(schema)) {
    if (dropped.has(key) || key.startsWith("x-")) continue;
    converted[key] = convertValue(key, value);
  }
  if (schema.nullable !== true) return converted;
  if (Array.isArray(converted.enum)) converted.enum = [...new Set([...converted.enum, null])];
  if (typeof converted.type !== "string") return { anyOf: [{ type: "null" }, converted] };
  return { ...converted, type: [converted.type, "null"] };
}

function convertValue(key: string, value: unknown): unknown {
  if (key === "properties" && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, toJsonSchema(schema as Json)]));
  }
  if ((key === "allOf" || key === "anyOf" || key === "oneOf") && Array.isArray(value)) {
    return value.map((schema) => toJsonSchema(schema as Json));
  }
  const nested = key === "items" || key === "not" || key === "additionalProperties";
  return nested && isObject(value) ? toJsonSchema(value) : value;
}

/** `#/components/schemas/issue` → `issue`. */
export function componentName(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

/** The components a schema refers to, directly. */
export function referencesOf(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) referencesOf(item, found);
  if (!isObject(value)) return found;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "$ref" && typeof inner === "string") found.add(inner);
    else referencesOf(inner, found);
  }
  return found;
}
