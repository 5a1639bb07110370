import { createHash, randomUUID } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import type { Access } from "../auth/access.ts";
import type { Actor } from "../auth/actor.ts";
import type { World } from "../world.ts";
import type { Reply } from "./api.ts";
import { ApiError } from "./errors.ts";
import type { Misfortune } from "./faults.ts";

type Prepared = { actor: Actor; run: () => Reply | Promise<Reply> };

/**
 * Runs a handler and turns what it gives, or throws, into an HTTP answer: ETag and 304, quota and its headers,
 * request log, faults. https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
export async function answer(
  world: World,
  context: Context,
  route: string,
  access: Access,
  prepare: () => Promise<Prepared>,
): Promise<Response> {
  const url = new URL(context.req.url);
  const ownRoute = route.includes("/_lab/");
  let fault: Misfortune | null = null;
  let actor: Actor = { kind: "anonymous" };
  let reply: Reply;
  try {
    const prepared = await prepare();
    actor = prepared.actor;
    if (!ownRoute) fault = await world.faults.take({ method: context.req.method, path: url.pathname, route, actor });
    if (fault?.reply) reply = fault.reply;
    else if (route !== "get /rate_limit" && world.rateLimits.exhausted(actor)) reply = world.rateLimits.refusal(actor);
    else reply = await prepared.run();
    if (fault?.lostAnswer) reply = { status: 502, body: { message: "Server Error" } };
  } catch (error) {
    reply = errorReply(error);
  }
  const { status, text, headers } = finish(reply, context);
  const cost = status === 304 || route === "get /rate_limit" || ownRoute ? 0 : 1;
  world.rateLimits.count(actor, cost);
  if (!ownRoute)
    world.requests.add({ method: context.req.method, path: url.pathname + url.search, route, status, actor, cost });
  const all = {
    ...headers,
    ...world.rateLimits.headers(actor),
    ...accepted(access),
    "x-github-request-id": randomUUID(),
  };
  return fault?.cutBody ? cut(context, text, status, all) : new Response(text, { status, headers: all });
}

function errorReply(error: unknown): Reply {
  if (error instanceof ApiError) {
    const body = {
      message: error.message,
      ...error.details,
      documentation_url: "https://docs.github.com/rest",
      status: String(error.status),
    };
    return { status: error.status, body };
  }
  // A bug of the lab must be seen, not hidden behind a 500 that a client would retry.
  process.stderr.write(`lab: ${error instanceof Error ? error.stack : String(error)}\n`);
  return { status: 500, body: { message: "Server Error", documentation_url: "https://docs.github.com/rest" } };
}

function finish(
  reply: Reply,
  context: Context,
): { status: number; text: string | Uint8Array<ArrayBuffer> | null; headers: Record<string, string> } {
  if (reply.body === undefined && !reply.raw)
    return { status: reply.status, text: null, headers: { ...reply.headers } };
  const text = reply.raw ? new Uint8Array(reply.raw) : JSON.stringify(reply.body);
  const headers: Record<string, string> = {
    "content-type": "application/json; charset=utf-8",
    "x-github-media-type": "github.v3; format=json",
    ...reply.headers,
  };
  if (context.req.method !== "GET" || reply.status !== 200) return { status: reply.status, text, headers };
  headers.etag = `W/"${createHash("sha256").update(text).digest("hex")}"`;
  headers["cache-control"] = "private, max-age=60, s-maxage=60";
  const known = context.req
    .header("if-none-match")
    ?.split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""));
  if (known?.includes(headers.etag.slice(2))) return { status: 304, text: null, headers };
  return { status: 200, text, headers };
}

function accepted(access: Access): Record<string, string> {
  if (typeof access.app === "string") return {};
  return { "x-accepted-github-permissions": access.app.map((permission) => permission.replace(":", "=")).join("; ") };
}

/** Promises the whole body and breaks the connection half-way. */
function cut(
  context: Context,
  text: string | Uint8Array<ArrayBuffer> | null,
  status: number,
  headers: Record<string, string>,
): Response {
  const bytes = Buffer.from(text ?? "");
  const { outgoing } = context.env as HttpBindings;
  outgoing.writeHead(status, { ...headers, "content-length": bytes.length });
  outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}
