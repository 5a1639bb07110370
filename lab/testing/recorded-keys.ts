import { isObject, type Json } from "./json-schema.ts";

/** A recorded payload. */
export type Recorded = Json;

// Not in every payload on GitHub either: `installation` is there for apps alone, `organization` and `enterprise` where the
// owner is one, `username` needs an account, a review is asked of a person or a team.
const circumstantial = new Set([
  "installation",
  "organization",
  "enterprise",
  "username",
  "requested_reviewer",
  "requested_team",
]);
// Their keys are data, not shape.
const dictionaries = new Set(["permissions", "custom_properties", "changes"]);

/** Keys, at any depth, that every recorded payload has and the given one lacks. */
export function missingKeys(recorded: Recorded[], payload: Json, path = ""): string[] {
  const [first] = recorded;
  if (!first) return [];
  const missing: string[] = [];
  for (const key of Object.keys(first)) {
    if (circumstantial.has(key) || !recorded.every((example) => key in example)) continue;
    const here = path === "" ? key : `${path}.${key}`;
    if (!(key in payload)) missing.push(here);
    else missing.push(...within(recorded, payload, key, (inner, value) => missingKeys(inner, value, here)));
  }
  return missing;
}

/** Keys of a payload that no recorded one has and no description names. */
export function unknownKeys(recorded: Recorded[], payload: Json, described: Set<string>, path = ""): string[] {
  if (recorded.length === 0) return [];
  const unknown: string[] = [];
  for (const key of Object.keys(payload)) {
    const here = path === "" ? key : `${path}.${key}`;
    if (!described.has(key) && !recorded.some((example) => key in example)) unknown.push(here);
    else unknown.push(...within(recorded, payload, key, (inner, value) => unknownKeys(inner, value, described, here)));
  }
  return unknown;
}

/** Compares what lies below a key, where both sides have an object there; of lists, the first entries. */
function within(
  recorded: Recorded[],
  payload: Json,
  key: string,
  compare: (inner: Recorded[], value: Json) => string[],
): string[] {
  if (dictionaries.has(key)) return [];
  const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);
  const value = first(payload[key]);
  const inner = recorded.map((example) => first(example[key])).filter(isObject);
  return isObject(value) && inner.length > 0 ? compare(inner, value) : [];
}
