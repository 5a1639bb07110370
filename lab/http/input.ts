import { ApiError } from "./errors.ts";

type Body = Record<string, unknown>;

/** 422 of a body that does not fit the documented parameters, in GitHub's words. */
export function invalidRequest(sentence: string): ApiError {
  return new ApiError(422, `Invalid request.\n\n${sentence}`);
}

/** A string parameter; null when absent or null. Throws 422 for another type. */
export function optionalString(body: Body, name: string): string | null {
  const value = body[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== "string")
    throw invalidRequest(`For 'properties/${name}', ${JSON.stringify(value)} is not a string.`);
  return value;
}

/** A string parameter that must be there and not be empty. Throws 422. */
export function requiredString(body: Body, name: string): string {
  const value = optionalString(body, name);
  if (value === null || value === "") throw invalidRequest(`"${name}" wasn't supplied.`);
  return value;
}

/** One of some words; null when absent. Throws 422. */
export function optionalOneOf<T extends string>(body: Body, name: string, allowed: readonly T[]): T | null {
  const value = optionalString(body, name);
  if (value === null) return null;
  const found = allowed.find((candidate) => candidate === value);
  if (!found) throw invalidRequest(`For 'properties/${name}', ${value} is not a member of ${JSON.stringify(allowed)}.`);
  return found;
}

/** A list of objects, at most so many. Throws 422. */
export function listOf(body: Body, name: string, most: number): Body[] {
  const value = body[name] ?? [];
  if (!Array.isArray(value) || value.some((item) => typeof item !== "object" || item === null)) {
    throw invalidRequest(`For 'properties/${name}', ${JSON.stringify(value)} is not an array of objects.`);
  }
  if (value.length > most) {
    throw invalidRequest(`No more than ${most} items are allowed; ${value.length} were supplied.`);
  }
  return value as Body[];
}

/** The strings of a list, or of one string. Throws 422. */
export function stringList(value: unknown, name: string): string[] {
  const list = typeof value === "string" ? [value] : value;
  if (!Array.isArray(list) || list.some((item) => typeof item !== "string")) {
    throw invalidRequest(`For 'properties/${name}', ${JSON.stringify(value)} is not an array of strings.`);
  }
  return list as string[];
}
