import type { Source } from "../source.ts";
import { addEntry, type Draft, documentAt } from "./entry.ts";

const sign = /<!--|<!\[CDATA\[|<\?|<!|<\/([\w:.-]+)[^<>]{0,100}>|<([A-Za-z_][\w:.-]*)/g;
const attribute =
  /\s{0,500}(?:([\w:.-]{1,300})\s{0,80}=\s{0,80}(?:"([^"<]{0,5000})"|'([^'<]{0,5000})')|(\/?>)|[\w:.-]{1,300}|[^\s<>])/y;
const endings: Readonly<Record<string, string>> = { "<!--": "-->", "<![CDATA[": "]]>", "<?": "?>", "<!": ">" };
const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
/** Elements that may be open. */
const DEEPEST = 500;

/** Reads XML: an element is a block of its attributes and elements; with text alone, that is its value. */
export function readMarkup({ text }: Source): Draft[] {
  const document = documentAt(0);
  const open: Draft[] = [document];
  let last: Draft | undefined;
  sign.lastIndex = 0;
  for (let match = sign.exec(text); match !== null; match = sign.exec(text)) {
    const [found, closing, opening] = match;
    const inner = open.at(-1) ?? document;
    if (opening !== undefined) {
      const element = addEntry(inner, localName(opening), match.index, sign.lastIndex);
      const isOpen = readAttributes(text, element);
      sign.lastIndex = element.end;
      if (isOpen && open.length < DEEPEST) open.push(element);
      last = isOpen ? element : undefined;
    } else if (closing !== undefined) {
      if (last !== undefined && last === inner && last.key === localName(closing))
        last.value = textOf(text.slice(last.end, match.index));
      close(open, localName(closing), sign.lastIndex);
      last = undefined;
    } else {
      const end = text.indexOf(endings[found] ?? ">", sign.lastIndex);
      sign.lastIndex = end === -1 ? text.length : end;
    }
  }
  return [document];
}

/** Reads the attributes of an element up to its `>`; answers whether it has content. */
function readAttributes(text: string, element: Draft): boolean {
  attribute.lastIndex = element.end;
  for (let match = attribute.exec(text); match !== null; match = attribute.exec(text)) {
    const [found, name, double, single, end] = match;
    element.end = attribute.lastIndex;
    if (end !== undefined) return end === ">";
    const start = element.end - found.trimStart().length;
    if (name !== undefined) addEntry(element, localName(name), start, element.end, unescaped(double ?? single ?? ""));
  }
  return false;
}

/** Closes the innermost element of a name, if one is open, and what was left open in it. */
function close(open: Draft[], name: string, end: number): void {
  const index = open.findLastIndex(({ key }) => key === name);
  if (index < 1) return;
  for (const closed of open.splice(index)) closed.end = end;
}

/** The text of an element, if no comment or section interrupts it. */
function textOf(text: string): string | undefined {
  return text.includes("<") ? undefined : unescaped(text.trim());
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function unescaped(text: string): string {
  return text.replaceAll(/&(\w{2,4});/g, (whole, name: string) => entities[name] ?? whole);
}
