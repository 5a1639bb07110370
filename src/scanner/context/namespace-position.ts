import type { Address } from "../urls/address.ts";
import { connecting, namesConnection } from "./connection.ts";
import type { Surroundings } from "./surroundings.ts";

const namespaceName =
  /namespace|xmlns|_ns$|^ns\d?$|^NS_[A-Z]|nsuri|nsmap|claimtype|soap_?action|schema_?locations?$|system_?id$|public_?id$|doctype|^dtd$|_dtd$|_xsd$|^(?:\$schema|\$id|@context|@id|@type|@vocab|@base)$/i;
const camelCaseName = /[a-z]N[sS]_?$/;
/** The body of a function that answers with a namespace; a constant of PHP; an attribute that is set. */
const answered =
  /\b\w*(?:namespace|xmlns)(?:_?uri)?\s*\([^()]{0,80}\)[^;{}()]{0,60}\{\s*(?:return\s+)?$|\bdefine\(\s*"?\w*NAMESPACE\w*"?\s*,\s*$|"(?:(?:xsi:)?schemaLocation|xmlns(?::[\w.-]{1,40})?)"\s*,\s*$|\bschemaLocations?\s*=\s*[\w.\s+"]{0,200}$/i;
const namespaceCall =
  /(?:[Xx]mlns\w*|XName\.Get|register_?namespace|add_?namespace|set_?NamespaceContext|[gs]etAttributeNS|[a-z]NS|[sg]etFeature|QName|Namespace(?:\.Get)?|XNamespace\.Get|bind_?namespace)$/;
const namespaceAttribute =
  /^(?:xmlns.*|(?:\w+:)?schemalocation|(?:\w+:)?nonamespaceschemalocation|targetnamespace|namespace|ns|nsuri|systemid|soapaction|publicid|doctype-\w+|itemtype|itemid|itemprop|vocab|typeof|property|prefix|profile|datatype|rdf:(?:about|resource|datatype|id)|xml:base)$/;
const namespaceKeys = /^(?:\$schema|\$id|@context|@id|@type|@vocab|@base|xmlns.*|.*namespace)$/i;
const before =
  /(?:\bxmlns(?::[\w.-]+)?["']?\s*,\s*|\b(?:system|public)_?ids?\s*,\s*|\b[\w.:-]{1,60}namespace\s*=\s*\\?["']?|\bxmlns(?::[\w.-]+)?\s*=\s*\\?["']?|\bschemaLocation\s*=\s*\\?["'][^"']*|@prefix\s+[\w.-]*:\s*<|\bPREFIX\s+[\w.-]*:\s*<|@base\s+<|\bXNamespace\s+\w+\s*=\s*|<!DOCTYPE\b[^>]*)$/i;

function isNamespaceName(name: string): boolean {
  const last = name.slice(Math.max(0, name.search(/[\w$@-]+$/)));
  return /(?:^|\W)xmlns:/i.test(name) || namespaceName.test(last) || camelCaseName.test(last);
}

/** Whether the name of a library of tags of JSP stands here. */
function isTagLibrary(keys: readonly string[]): boolean {
  return keys.at(-1) === "taglib-uri" || (keys[0] === "taglib" && keys.at(-1) === "uri");
}

/** Whether an address stands where a name of a vocabulary stands, which nothing opens, whatever its host. */
export function isNamespacePosition(address: Address, around: Surroundings, keys: readonly string[]): boolean {
  const { tag, name, frames, code } = around;
  const isProgram = address.part.language.form === "code" || address.part.language.name === "shell";
  const names = isProgram ? /\.dtd$/i : /\.(?:dtd|ent|mod)$/i;
  if (names.test(address.after.split(/[?#\s"'<>`]/, 1)[0] ?? "")) return true;
  if (tag !== undefined) return tag.name === "!doctype" || namespaceAttribute.test(tag.attribute);
  if (before.test(address.before) || (address.strings !== undefined && before.test(code.slice(-300)))) return true;
  if (/(?:^|[^$\\])\{$/.test(address.before) && /^[^\s{}"']*\}[\w*:.-]/.test(address.after)) return true;
  if (/\bxml:\\?"$/.test(address.before)) return true;
  if (
    /(?:^|\.)(?:Reply)?Action$/.test(name) &&
    frames.some((frame) => /Contract|SoapDocument|WebMethod/.test(frame.name))
  )
    return true;
  if (
    keys.some((key) => namespaceKeys.test(key) && !namesConnection(keys.at(-1))) ||
    keys.at(-1) === "id" ||
    isTagLibrary(keys)
  )
    return true;
  if (isNamespaceName(name) || (address.strings !== undefined && answered.test(code.slice(-300)))) return true;
  if (frames[0]?.bracket === "(" && connecting.test(frames[0].name)) return false;
  return frames.some(
    (frame, index) =>
      (index < 2 && frame.bracket === "(" && namespaceCall.test(frame.name)) ||
      (frame.bracket !== "(" && isNamespaceName(frame.name)),
  );
}
