/** Breaks what GitHub would make a mention or a reference of, without changing how it looks. */
const joiner = "\u2060";

/** Plain text on one line, shortened: control characters and those that turn the reading direction are taken out. */
export function plain(text: string, limit: number): string {
  const line = text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replaceAll(/[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/**
 * Text from outside as Markdown that shows it: nothing in it can format, link, mention or open HTML. What stands between
 * backticks is shown as code.
 */
export function inline(text: string, limit = 500): string {
  const parts = plain(text, limit).split("`");
  // An odd backtick at the end opens no code.
  const unpaired = parts.length % 2 === 0 ? `\\\`${escapeText(parts.pop() ?? "")}` : "";
  return parts.map((part, index) => (index % 2 === 0 ? escapeText(part) : code(part))).join("") + unpaired;
}

/** Text from outside as a piece of code, shorten for a table's cell. */
export function code(text: string): string {
  const content = plain(text, 500).replaceAll("`", "'").replaceAll("|", "\\|");
  return content === "" ? "" : `\`${content}\``;
}

function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\*_[\]|~$]/g, "\\$&")
    .replace(/^[#+=-]/, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2")
    .replaceAll(/@(?=\w)/g, `@${joiner}`)
    .replaceAll(/#(?=\d)/g, `#${joiner}`)
    .replaceAll(/(GH)-(?=\d)/gi, `$1-${joiner}`)
    .replaceAll("://", `:${joiner}//`)
    .replaceAll(/(www)\./gi, `$1${joiner}.`);
}

/** Markdown cut at a line's end so that it holds at most `limit` bytes, and says that it was cut. */
export function shorten(markdown: string, limit: number): string {
  if (Buffer.byteLength(markdown) <= limit) return markdown;
  const note = "\n\n… cut: there is more than GitHub shows.\n";
  let bytes = Buffer.byteLength(note);
  const kept: string[] = [];
  for (const line of markdown.split("\n")) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > limit) break;
    kept.push(line);
  }
  return kept.join("\n") + note;
}

/** `1 control`, `2 controls`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
