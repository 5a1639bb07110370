import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import ajvFormats from "ajv-formats";
import { description, type Json, referencesOf, toJsonSchema } from "./json-schema.ts";

/** A fresh ajv that knows the formats GitHub's descriptions use. */
export function createAjv(): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, logger: false });
  ajvFormats.default(ajv);
  return ajv;
}

const ajv = createAjv();
const compiled = new Map<string, ValidateFunction>();
const added = new Set<string>();

function addComponents(schema: Json): void {
  for (const name of referencesOf(schema)) {
    if (added.has(name)) continue;
    added.add(name);
    const component = toJsonSchema(description().components.schemas[name] ?? {});
    ajv.addSchema(component, name);
    addComponents(component);
  }
}

/** Compiles a schema of the OpenAPI description, once per key; what it refers to is compiled on the way. */
export function validatorOf(key: string, schema: Json): ValidateFunction {
  const known = compiled.get(key);
  if (known) return known;
  const converted = toJsonSchema(schema);
  addComponents(converted);
  const validate = ajv.compile(converted);
  compiled.set(key, validate);
  return validate;
}

/** One line of ajv's finding: where, what, and the value asked for. */
export function describeError(error: ErrorObject): string {
  const { allowedValues, additionalProperty } = error.params as {
    allowedValues?: unknown;
    additionalProperty?: string;
  };
  const detail = additionalProperty ?? (allowedValues ? JSON.stringify(allowedValues) : "");
  return `${error.instancePath || "/"} ${error.message ?? error.keyword} ${detail}`.trim();
}
