import type { Source } from "../source.ts";
import type { Address } from "../urls/address.ts";

/** A tag of markup, and the attribute at hand. */
export interface Tag {
  /** Lower case; `!doctype` for a document type. */
  readonly name: string;
  /** Lower case; empty in a document type. */
  readonly attribute: string;
  /** From the `<` on to the address. */
  readonly text: string;
  /** Some text from the address on. */
  readonly rest: string;
}

const REACH = 1500;
const attributeAtEnd = /([\w:@.$-]+)\s*=\s*\{?\s*(?:\\?["'`])?([^"'`=<>]*)$/;

/**
 * The tag that an address stands in: of the markup, or of markup within a string. A schemaLocation holds several
 * addresses, a document type may name the address after other strings.
 */
export function tagAround(source: Source, address: Address): Tag | undefined {
  const { form, name } = address.part.language;
  const inText = source.text.slice(Math.max(address.part.start, address.start - REACH), address.start);
  if (form === "markup") return openTag(inText, source.text, address);
  const inValue = openTag(address.before, source.text, address);
  return (
    inValue ??
    (name === "javascript" && address.strings !== undefined ? openTag(inText, source.text, address) : undefined)
  );
}

function openTag(before: string, text: string, address: Address): Tag | undefined {
  const start = before.lastIndexOf("<");
  if (start === -1) return undefined;
  const tag = before.slice(start);
  const name = /^<(!doctype|!entity|[a-z][\w:.-]*)(?=[\s>/])/i.exec(tag)?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  if (
    tag
      .replaceAll(/=\s*(?:"[^"]*"|'[^']*')/g, "")
      .replaceAll("=>", "")
      .includes(">")
  )
    return undefined;
  const attribute = attributeAtEnd.exec(tag)?.[1]?.toLowerCase() ?? "";
  return { name, attribute, text: tag, rest: text.slice(address.end, address.end + 200) };
}
