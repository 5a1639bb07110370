import type { ValidateFunction } from "ajv";
import { description, isObject, type Json, readPackageJson } from "./json-schema.ts";
import { missingKeys, type Recorded, unknownKeys } from "./recorded-keys.ts";
import { createCompiler, describeError, validatorOf } from "./validator.ts";

let definitions: Record<string, Json> | undefined;
let examples: Map<string, Recorded[]> | undefined;
let names: Set<string> | undefined;

function recordedPayloads(event: string): Recorded[] {
  examples ??= new Map(
    readPackageJson<{ name: string; examples: Recorded[] }[]>("@octokit/webhooks-examples").map((entry) => [
      entry.name,
      entry.examples,
    ]),
  );
  return examples.get(event) ?? [];
}

/** Every property name of the current description: what it names is no invention of the lab. */
function describedNames(): Set<string> {
  if (names) return names;
  names = new Set<string>();
  collectNames(description().components.schemas, names);
  collectNames(description()["x-webhooks"], names);
  return names;
}

function collectNames(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collectNames(item, found);
  if (!isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "properties" && isObject(inner)) for (const name of Object.keys(inner)) found.add(name);
    collectNames(inner, found);
  }
}

function currentValidator(event: string, action: unknown): ValidateFunction | null {
  const key = [event, action].filter(Boolean).join("-").replaceAll("_", "-");
  const operation = description()["x-webhooks"][key]?.post;
  const content = (operation?.requestBody as { content?: Record<string, { schema: Json }> } | undefined)?.content;
  const schema = content?.["application/json"]?.schema;
  return schema ? validatorOf(`webhook ${key}`, schema) : null;
}

function recordedDefinition(name: string): Json | undefined {
  if (!definitions) {
    const file = readPackageJson<{ definitions: Record<string, Json> }>("@octokit/webhooks-schemas");
    definitions = openSchema(file.definitions) as Record<string, Json>;
  }
  return definitions[name];
}

const compileRecorded = createCompiler((name) => recordedDefinition(name) ?? {});

function recordedValidator(event: string, action: unknown): ValidateFunction | null {
  const name = `${event}$${action ?? "event"}`;
  const schema = recordedDefinition(name);
  return schema ? compileRecorded(name, schema) : null;
}

/** The older schemas without their ban on properties GitHub has added since; `unknownKeys` looks for inventions instead. */
function openSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(openSchema);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key, inner]) => key !== "additionalProperties" || inner !== false);
  // Open alternatives overlap, so one of them is enough.
  return Object.fromEntries(kept.map(([key, inner]) => [key === "oneOf" ? "anyOf" : key, openSchema(inner)]));
}

/**
 * Whether a finding is about the payload, not about the schemas: they list the events of an `app` incompletely
 * (`repository_ruleset`, which they describe, is not there), take the account `github` of github.com as a constant, and know
 * no address of a bot, which holds brackets.
 */
function isCurrent({ instancePath, keyword }: { instancePath: string; keyword: string }): boolean {
  const known = keyword === "format" && /\/(author|committer|pusher)\/email$/.test(instancePath);
  return (
    !known && !/\/app\/events\/\d+$/.test(instancePath) && !(keyword === "const" && instancePath.startsWith("/sender/"))
  );
}

/**
 * What is wrong with a webhook's payload: by the current OpenAPI description, by the official webhook schemas, and by the
 * keys that every recorded payload of that event and action has. Empty when nothing is.
 */
export function webhookProblems(event: string, payload: Json): string[] {
  const { action } = payload;
  const where = `${event}.${action ?? ""}`;
  const problems: string[] = [];
  const current = currentValidator(event, action);
  const recorded = recordedValidator(event, action);
  if (!current && !recorded) return [`${where}: no such event in GitHub's descriptions`];
  for (const [source, validate] of Object.entries({ description: current, schema: recorded })) {
    if (!validate || validate(payload)) continue;
    const errors = (validate.errors ?? []).filter(isCurrent);
    // The current description checks enumerations too, and knows values that the older schemas do not.
    const counted = source === "schema" && current ? errors.filter(({ keyword }) => keyword !== "enum") : errors;
    problems.push(...counted.map((error) => `${where} (${source}): ${describeError(error)}`));
  }
  const payloads = recordedPayloads(event).filter((example) => example.action === action);
  problems.push(...missingKeys(payloads, payload).map((key) => `${where} (recorded payloads): ${key} is missing`));
  problems.push(
    ...unknownKeys(payloads, payload, describedNames()).map((key) => `${where} (recorded payloads): ${key} is unknown`),
  );
  return problems;
}
