import type { Form } from "../lexer/syntax.ts";

const closesOnItsLine = /\/(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,200}\]){1,2000}\//y;
const wordsBefore =
  /(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|delete|throw|new|instanceof|yield|await|if|unless|when|and|or|not|split|gsub|sub|match|scan)$/;

const condition = /(?:^|[^\w$.])(?:if|while|for|with)\s*\([^()]{0,200}(?:\([^()]{0,100}\)[^()]{0,100}){0,5}\)$/;

/** Whether a bracket closes a condition, after which a statement begins. */
function endsCondition(text: string, at: number): boolean {
  return condition.test(text.slice(Math.max(0, at - 300), at + 1));
}

/** Whether a slash can open a regular expression here: after an operand it divides. */
function mayOpen(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && /\s/.test(text.charAt(before))) before -= 1;
  const last = text.charAt(before);
  if (last === ")" && !endsCondition(text, before)) return false;
  if (last === "}" && !text.slice(before, at).includes("\n")) return false;
  if (/[\]"'`<]/.test(last) || /\w\s*(?:\+\+|--)$/.test(text.slice(Math.max(0, before - 8), before + 1))) return false;
  if (/[\w$]/.test(last) && !wordsBefore.test(text.slice(Math.max(0, before - 12), before + 1))) return false;
  closesOnItsLine.lastIndex = at;
  return closesOnItsLine.test(text);
}

/** A regular expression between slashes, as in JavaScript, Groovy and Ruby. */
export const regexLiteral: Form = {
  kind: "regex",
  open: "/(?![/*=>])",
  close: "/",
  escape: "\\",
  skip: "\\[(?:[^\\]\\\\\\n]|\\\\.){0,200}\\]",
  allowed: mayOpen,
};
