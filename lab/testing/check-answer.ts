import { componentName, description, isObject, type Json } from "./json-schema.ts";
import { describeError, validatorOf } from "./validator.ts";

/** An answer of the REST API; `path` without query, below the API's address. */
export type Answer = { method: string; path: string; status: number; body: unknown };

type Operation = { template: string; pattern: RegExp; parameters: number };

let operations: Operation[] | undefined;
// Parameters that hold slashes.
const multiSegment = new Set(["path", "ref", "basehead"]);
// What any operation may answer without its page listing it: https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
const generalErrors = new Set([400, 401, 403, 404, 422, 429, 500, 502, 503]);

function allOperations(): Operation[] {
  operations ??= Object.keys(description().paths).map((template) => {
    const source = template
      .split("/")
      .map((part) =>
        part.replaceAll(".", "\\.").replaceAll(/\{(\w+)\}/g, (_, name) => (multiSegment.has(name) ? ".*" : "[^/]+")),
      )
      .join("/");
    return { template, pattern: new RegExp(`^${source}$`), parameters: template.split("{").length - 1 };
  });
  return operations;
}

/** The path template of GitHub's description that fits best: fewest parameters, then longest. */
export function templateOf(method: string, path: string): string | null {
  let best: Operation | null = null;
  for (const operation of allOperations()) {
    if (!operation.pattern.test(path) || !description().paths[operation.template]?.[method.toLowerCase()]) continue;
    const better =
      !best ||
      operation.parameters < best.parameters ||
      (operation.parameters === best.parameters && operation.template.length > best.template.length);
    if (better) best = operation;
  }
  return best?.template ?? null;
}

function responseOf(operation: Json, status: number): Json | undefined {
  const response = (operation.responses as Record<string, Json>)[String(status)];
  if (typeof response?.$ref !== "string") return response;
  return description().components.responses[componentName(response.$ref)];
}

function schemaOf(response: Json): Json | undefined {
  const content = response.content as Record<string, { schema?: Json }> | undefined;
  return content?.["application/json"]?.schema ?? Object.values(content ?? {})[0]?.schema;
}

/** What is wrong with an answer by GitHub's OpenAPI description; empty when nothing is. */
export function answerProblems({ method, path, status, body }: Answer): string[] {
  const template = templateOf(method, path);
  const where = `${method} ${path} ${status}`;
  if (!template) return status === 404 ? [] : [`${where}: no such operation in GitHub's description`];
  if (status === 304) return [];
  const operation = description().paths[template]?.[method.toLowerCase()] ?? {};
  const response = responseOf(operation, status);
  if (!response && !generalErrors.has(status)) return [`${where}: ${template} does not list this status`];
  const error = description().components.schemas["basic-error"];
  const schema = (response && schemaOf(response)) ?? (status >= 400 ? error : undefined);
  if (!schema) return isEmpty(body) ? [] : [`${where}: ${template} answers without a body`];
  const validate = validatorOf(`${method} ${template} ${response ? status : "error"}`, schema);
  if (validate(body)) return [];
  return (validate.errors ?? []).map((problem) => `${where}: ${describeError(problem)}`);
}

function isEmpty(body: unknown): boolean {
  return body === null || body === undefined || (isObject(body) && Object.keys(body).length === 0);
}
