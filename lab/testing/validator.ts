import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import ajvFormats from "ajv-formats";
import { description, type Json, referencesOf, toJsonSchema } from "./json-schema.ts";

/** Compiles a schema, once per key. */
export type Compile = (key: string, schema: Json) => ValidateFunction;

/** A compiler of schemas whose references lead to named components; only what is reached is compiled. */
export function createCompiler(component: (name: string) => Json): Compile {
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, logger: false, inlineRefs: false });
  ajvFormats.default(ajv);
  const compiled = new Map<string, ValidateFunction>();
  const added = new Set<string>();

  function addComponents(schema: Json): void {
    for (const name of referencesOf(schema)) {
      if (added.has(name)) continue;
      added.add(name);
      const converted = toJsonSchema(component(name));
      ajv.addSchema(converted, name);
      addComponents(converted);
    }
  }

  return (key, schema) => {
    const known = compiled.get(key);
    if (known) return known;
    const converted = toJsonSchema(schema);
    addComponents(converted);
    const validate = ajv.compile(converted);
    compiled.set(key, validate);
    return validate;
  };
}

/** Compiles schemas of GitHub's OpenAPI description. */
export const validatorOf: Compile = createCompiler((name) => description().components.schemas[name] ?? {});

/** One line of ajv's finding: where, what, and the value asked for. */
export function describeError(error: ErrorObject): string {
  const { allowedValues, additionalProperty } = error.params as {
    allowedValues?: unknown;
    additionalProperty?: string;
  };
  const detail = additionalProperty ?? (allowedValues ? JSON.stringify(allowedValues) : "");
  return `${error.instancePath || "/"} ${error.message ?? error.keyword} ${detail}`.trim();
}
