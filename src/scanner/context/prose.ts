import type { Address } from "../urls/address.ts";
import type { Surroundings } from "./surroundings.ts";

const messageCall =
  /(?:^|[.:>_$])(?:log(?:ger|ging|f|ln)?|console|print(?:f|ln|_r)?|eprintln|println|puts|echo|warn(?:ing)?f?|err(?:or)?f?|error_?log|fatalf?|debugf?|infof?|tracef?|notice|critical|panic|raise|throw|die|abort|exit|fail(?:ure)?|bail|\w*error|\w*exception|errors?\.(?:new|wrapf?|errorf)|alert|confirm|prompt|help|usage|message|msg|describe|description|desc|note|hint|t|_|gettext|translate|trans|deprecated?|assert\w*|invariant|write_?host|write-\w+|logger\.\w+|log\.\w+|console\.\w+)[!?]?$/i;
const messageName =
  /(?:^|[_.$@-]|[a-z])(?:messages?|msg|description|desc|summary|title|help(?:_?text)?|usage|hint|note|label|placeholder|tooltip|text|comment|docs?|documentation|deprecat\w*|error|warning|reason|remedy|example|epilog|synopsis|about|longdesc|caption|instructions?|disclaimer|copyright|license|notes|readme)$/i;
const statement =
  /(?:^|[\n;{}]|=>)\s*(?:throw|raise|print|puts|echo|die|warn|panic!?|fail|return\s+(?:new\s+)?\w*error)\b[^;\n]{0,200}$/i;
const shellMessage = /^\s*(?:echo|printf|print|log|warn|error|die|info|usage|say|write-\w+)\b(?!.*(?:\||>(?!&?2)))/i;
const proseAttribute = /^(?:title|alt|placeholder|aria-.*|label|summary|description|tooltip|help|hint|content-desc)$/;
const words = /\p{L}[^\s]*\s+["'(<[]*$/u;

/** Whether an address is part of a sentence for people: words stand before it, and the place is one for messages. */
export function isProse(address: Address, around: Surroundings, keys: readonly string[], line: string): boolean {
  const { tag, name, frames, code } = around;
  const { form } = address.part.language;
  if (tag !== undefined) return proseAttribute.test(tag.attribute);
  if (form === "markup") return isTextContent(address);
  if (form === "text") return shellMessage.test(line) && words.test(address.before);
  if (address.strings === undefined && form === "code")
    return words.test(address.before.replace(/[^\s:=]*[:=]\s+$/, ""));
  const key = form === "data" ? (keys.at(-1) ?? name) : name;
  if (!words.test(address.before)) return form === "data" && /^(?:description|summary)$/i.test(key);
  if (messageName.test(key)) return true;
  const call = frames.find((frame) => frame.name !== "");
  if (call !== undefined && (messageCall.test(call.name) || (call.bracket !== "(" && messageName.test(call.name))))
    return true;
  return statement.test(code);
}

/** Text between tags: in a page always for people, in a document unless the address is all there is. */
function isTextContent(address: Address): boolean {
  if (address.part.language.name !== "xml") return true;
  const start = address.before.lastIndexOf(">");
  return /\S/.test(address.before.slice(start + 1)) && words.test(address.before);
}
