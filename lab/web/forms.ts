import type { Context, Hono } from "hono";
import { setCookie } from "hono/cookie";
import type { World } from "../world.ts";
import { tokenOf, viewerOf } from "./viewer.ts";

type Fields = Record<string, string>;
type RestCall = { method: string; path: string; body: Record<string, unknown> };

/** Acts through the REST API as the person chosen on the page; answers GitHub's message when it refuses, else null. */
async function act(world: World, context: Context, { method, path, body }: RestCall): Promise<string | null> {
  const viewer = viewerOf(world, context);
  if (!viewer) return "Choose whom to act as.";
  const headers = { authorization: `Bearer ${tokenOf(world, viewer)}`, "content-type": "application/json" };
  const response = await fetch(world.api + path, { method, headers, body: JSON.stringify(body) });
  if (response.ok) return null;
  const answer = (await response.json()) as { message?: string; errors?: unknown[] };
  const errors = (answer.errors ?? []).map((error) => (typeof error === "string" ? error : (error as Fields).message));
  return [answer.message, ...errors].filter(Boolean).join("\n");
}

/** What the buttons below a pull request do. */
function writeCall(path: string, number: string, { what, body = "" }: Fields): RestCall {
  if (what === "comment") return { method: "POST", path: `${path}/issues/${number}/comments`, body: { body } };
  const pull = `${path}/pulls/${number}`;
  if (what === "close" || what === "reopen") {
    return { method: "PATCH", path: pull, body: { state: what === "close" ? "closed" : "open" } };
  }
  return { method: "POST", path: `${pull}/reviews`, body: { event: what, body } };
}

function pullCall(action: string, path: string, number: string, fields: Fields): RestCall | null {
  const pull = `${path}/pulls/${number}`;
  if (action === "write") return writeCall(path, number, fields);
  if (action === "merge") return { method: "PUT", path: `${pull}/merge`, body: { merge_method: fields.merge_method } };
  if (action === "update-branch") return { method: "PUT", path: `${pull}/update-branch`, body: {} };
  if (action === "ready") return { method: "PATCH", path: pull, body: { draft: false } };
  const queue = `${path}/_lab/pulls/${number}/queue`;
  if (action === "enqueue") return { method: "PUT", path: queue, body: {} };
  if (action === "dequeue") return { method: "DELETE", path: queue, body: {} };
  if (action === "rerequest") return { method: "POST", path: `${path}/check-runs/${fields.run}/rerequest`, body: {} };
  if (action !== "label") return null;
  return { method: "POST", path: `${path}/issues/${number}/labels`, body: { labels: [fields.label] } };
}

async function fieldsOf(context: Context): Promise<Fields> {
  const form = await context.req.parseBody();
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, String(value)]));
}

/** Goes back to where the form was, with what was refused. */
function back(context: Context, to: string, error: string | null): Response {
  return context.redirect(error ? `${to}?error=${encodeURIComponent(error)}` : to, 303);
}

/** Another site's page must not press the lab's buttons. */
function isForeign(context: Context): boolean {
  const origin = context.req.header("origin");
  return origin !== undefined && origin !== new URL(context.req.url).origin;
}

/** The forms of the pages. */
export function formRoutes(hono: Hono, world: World): void {
  hono.post("/_lab/act-as", async (context) => {
    const { login = "", to = "/" } = await fieldsOf(context);
    setCookie(context, "lab_login", login, { path: "/", httpOnly: true, sameSite: "Lax" });
    return back(context, /^\/(?!\/)/.test(to) ? to : "/", null);
  });
  hono.post("/:owner/:repo/pull/:number{[0-9]+}/:action", async (context) => {
    const { owner, repo, number, action } = context.req.param();
    const call = pullCall(action, `/repos/${owner}/${repo}`, number, await fieldsOf(context));
    if (!call || isForeign(context)) return context.notFound();
    const tab = action === "rerequest" ? "/checks" : "";
    return back(context, `/${owner}/${repo}/pull/${number}${tab}`, await act(world, context, call));
  });
  hono.post("/:owner/:repo/runs/:id{[0-9]+}/:action", async (context) => {
    const { owner, repo, id, action } = context.req.param();
    const { identifier } = await fieldsOf(context);
    if (isForeign(context)) return context.notFound();
    const run = `check-runs/${id}`;
    const path = `/repos/${owner}/${repo}/${action === "rerequest" ? `${run}/rerequest` : `_lab/${run}/requested-action`}`;
    const error = await act(world, context, { method: "POST", path, body: { identifier } });
    return back(context, `/${owner}/${repo}/runs/${id}`, error);
  });
}
