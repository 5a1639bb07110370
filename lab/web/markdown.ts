import { raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { Marked } from "marked";

// Tags without attributes that Markdown on GitHub may hold; all else is shown as text.
const allowedTag = /&lt;(\/?(?:details|summary|br|sub|sup|kbd|b|i|em|strong|code|p|hr|blockquote)(?: open)? ?\/?)&gt;/g;

function escapeText(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replaceAll(/[&<>"']/g, (sign) => names[sign] ?? sign);
}

function isSafe(address: string): boolean {
  return /^(https?:|mailto:|#|\/|\.)/i.test(address) && !address.startsWith("//");
}

const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    html({ text }) {
      return escapeText(text.replaceAll(/<!--[\s\S]*?(-->|$)/g, "")).replaceAll(allowedTag, "<$1>");
    },
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      return isSafe(href) ? `<a href="${escapeText(href)}" rel="nofollow">${text}</a>` : text;
    },
    image({ text }) {
      // A local page fetches nothing from elsewhere.
      return `<em>${escapeText(text)}</em>`;
    },
  },
});

/** GitHub-flavoured Markdown as HTML that runs and fetches nothing. */
export function markdown(text: string | null): HtmlEscapedString {
  return raw(`<div class="markdown">${marked.parse(text ?? "", { async: false })}</div>`);
}
