import { insidePattern } from "./inside-pattern.ts";
import type { Form, Syntax, Token } from "./syntax.ts";

interface Scanner {
  readonly text: string;
  readonly end: number;
  readonly syntax: Syntax;
  readonly tokens: Token[];
  /** Strings that are open around the code at hand, innermost last, with the brackets open in their code. */
  readonly around: { token: Token; bracket: string; depth: number }[];
}

const openers = new WeakMap<Syntax, { code: RegExp; nested: RegExp }>();
const sticky = new WeakMap<Form, RegExp>();
const closing: Record<string, string> = { "{": "}", "(": ")" };

/** Comments, strings and regular expressions of a text, by their start. Linear in the text. */
export function tokenize(text: string, syntax: Syntax): Token[] {
  const scanner: Scanner = { text, end: text.length, syntax, tokens: [], around: [] };
  for (let at = 0; at < text.length; ) at = scanCode(scanner, at);
  return scanner.tokens;
}

/** The tokens of a part of a text, by offsets of the whole. The rest of the text is not looked at. */
export function tokenizePart(text: string, syntax: Syntax, start: number, end: number): Token[] {
  const tokens = tokenize(text.slice(start, end), syntax);
  if (start === 0) return tokens;
  for (const token of tokens) {
    token.start += start;
    token.end += start;
    for (const hole of token.holes) {
      hole[0] += start;
      hole[1] += start;
    }
  }
  return tokens;
}

/** The patterns of what opens a form; `nested`, for code within a string, matches brackets, too. */
function openersOf(syntax: Syntax): { code: RegExp; nested: RegExp } {
  const known = openers.get(syntax);
  if (known !== undefined) return known;
  const sources = syntax.map((form) => `(${form.open})`);
  const made = {
    code: new RegExp(sources.length === 0 ? "[]" : sources.join("|"), "gm"),
    nested: new RegExp([...sources, "[{}()]"].join("|"), "gm"),
  };
  openers.set(syntax, made);
  return made;
}

/** Goes to the next opener in code and past what it opens; answers where code goes on. */
function scanCode(scanner: Scanner, from: number): number {
  const { text, end, syntax } = scanner;
  const pattern = openersOf(syntax)[scanner.around.length > 0 ? "nested" : "code"];
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  if (match === null) return end;
  const first = syntax.findIndex((_, index) => match[index + 1] !== undefined);
  if (first === -1) return scanBracket(scanner, match[0], match.index + match[0].length);
  const opening = openAt(syntax, first, text, match.index);
  if (opening === undefined) return match.index + 1;
  const within = scanner.around.at(-1)?.token;
  const token: Token = { ...opening, kind: opening.form.kind, start: match.index, end, within, closed: 0, holes: [] };
  scanner.tokens.push(token);
  return scanInside(scanner, token, token.start + token.opened);
}

/** The first form, from the `first` on, that really opens here. */
function openAt(syntax: Syntax, first: number, text: string, at: number): { form: Form; opened: number } | undefined {
  for (const form of syntax.slice(first)) {
    const pattern = stickyOf(form);
    pattern.lastIndex = at;
    const opener = pattern.exec(text);
    if (opener !== null && (form.allowed === undefined || form.allowed(text, at))) {
      return { form, opened: opener[0].length };
    }
  }
  return undefined;
}

function stickyOf(form: Form): RegExp {
  const known = sticky.get(form) ?? new RegExp(form.open, "my");
  sticky.set(form, known);
  return known;
}

function scanBracket(scanner: Scanner, found: string, after: number): number {
  const innermost = scanner.around.at(-1);
  if (innermost === undefined) return after;
  if (found === innermost.bracket) innermost.depth += 1;
  else if (found === closing[innermost.bracket]) innermost.depth -= 1;
  if (innermost.depth > 0) return after;
  scanner.around.pop();
  const hole = innermost.token.holes.at(-1);
  if (hole !== undefined) hole[1] = after;
  return scanInside(scanner, innermost.token, after);
}

/** Goes to the end of a token, or to code within it. */
function scanInside(scanner: Scanner, token: Token, from: number): number {
  const { text, end } = scanner;
  const { form } = token;
  const pattern = insidePattern(form, text.slice(token.start, token.start + token.opened));
  let depth = 1;
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [found, close] = match;
    if (close !== undefined) {
      depth -= 1;
      if (depth === 0) return finish(token, match.index + close.length, close.length);
    } else if (form.interpolation?.includes(found)) {
      token.holes.push([match.index, end]);
      scanner.around.push({ token, bracket: found.includes("{") ? "{" : "(", depth: 1 });
      return match.index + found.length;
    } else if (found === "\n" || found === "\r") return finish(token, match.index, 0);
    else if (form.nested) depth += 1;
  }
  return finish(token, end, 0);
}

function finish(token: Token, at: number, closed: number): number {
  token.end = at;
  token.closed = closed;
  return at;
}
