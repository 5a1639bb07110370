import type { Context } from "hono";
import { ApiError } from "./errors.ts";

/** The JSON object of a request's body; an empty body is an empty object. Throws GitHub's 400. */
export async function readJson(context: Context): Promise<Record<string, unknown>> {
  if (context.req.method === "GET" || context.req.method === "HEAD") return {};
  const text = await context.req.text();
  if (text.trim() === "") return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new ApiError(400, "Problems parsing JSON");
  }
  if (typeof parsed !== "object" || parsed === null) throw new ApiError(400, "Body should be a JSON object");
  // A few endpoints (labels) also take a bare array.
  return Array.isArray(parsed) ? { items: parsed } : (parsed as Record<string, unknown>);
}
