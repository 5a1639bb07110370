import type { Context } from "hono";
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Account } from "../state/accounts.ts";
import type { World } from "../world.ts";
import { css } from "./style.ts";
import { people, viewerOf } from "./viewer.ts";

/** A piece of a page. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The face of an account: its first letter on a colour of its own. */
export function avatar(account: Account | null, size = 20): Html {
  const login = account?.login ?? "ghost";
  const hue = ((account?.id ?? 0) * 67) % 360;
  const shape = account?.type === "Bot" ? "bot" : "person";
  const look = `background:hsl(${hue} 45% 48%);width:${size}px;height:${size}px;font-size:${Math.round(size * 0.55)}px`;
  return html`<span class="avatar ${shape}" style="${look}" title="${login}">${login.slice(0, 1).toUpperCase()}</span>`;
}

/** A name that links to its page; `ghost` for a deleted account. */
export function userLink(account: Account | null): Html {
  if (!account) return html`<b>ghost</b>`;
  const bot = account.type === "Bot" ? html` <span class="tag">bot</span>` : "";
  return html`<a class="user" href="/${account.login}">${account.login.replace(/\[bot\]$/, "")}</a>${bot}`;
}

/** An instant, short, whole when pointed at. */
export function when(instant: string): Html {
  return html`<time datetime="${instant}" title="${instant}">${instant.slice(0, 16).replace("T", " ")}</time>`;
}

function actAs(world: World, viewer: Account | null, path: string): Html {
  return html`<form method="post" action="/_lab/act-as" class="act-as">
    <input type="hidden" name="to" value="${path}">
    <label>Act as <select name="login">
      <option value="">nobody</option>
      ${people(world).map((account) => html`<option ${account === viewer ? "selected" : ""}>${account.login}</option>`)}
    </select></label>
    <button>Switch</button>
  </form>`;
}

/** Sends a whole page. `wide`: for diffs. */
export function page(
  world: World,
  context: Context,
  title: string,
  body: Html | Html[],
  options: { wide?: boolean; status?: 200 | 404 | 422 } = {},
): Response | Promise<Response> {
  const viewer = viewerOf(world, context);
  const { pathname } = new URL(context.req.url);
  const content = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>${title} · lab</title><style>${raw(css)}</style></head>
<body>
<header><a class="home" href="/">lab</a><span class="what">a local GitHub: nothing here is on github.com</span>
${viewer ? avatar(viewer) : ""}${actAs(world, viewer, pathname)}</header>
<main class="${options.wide ? "wide" : ""}">${body}</main>
</body></html>`;
  return context.html(content, options.status ?? 200);
}
