import type { Pattern } from "../../patterns/pattern.ts";
import { lineAround, type Place } from "../../patterns/place.ts";
import { isShell } from "./context.ts";
import { statementAround, weightIfDone } from "./hosts.ts";

/** What chooses the features that a program is built with; TLS may be thread-local storage there. */
const builds = /(?:^|\/)configure(?:\.in)?$|\.(?:ac|m4)$/;
/** What may stand between the name of an option and its value: assignment, key, argument, attribute, element. */
const BETWEEN =
  "[\"'`]?[)\\]}]{0,2}(?:\\s*(?:=>|:=|->|[:=](?!=)|,)\\s*|\\s*[({]\\s*|[\"']?\\s+value\\s*=\\s*|>\\s*|\\s*\\r?\\n\\s*value\\s*:\\s*)[\"'`:]?\\$?";
const SPACE = "[\"']?[ \\t]+[\"']?\\$?";
const TRUE = "(?:true|yes|on|1|y|t|enabled?)(?![\\w.-])";
const FALSE = "(?:false|no|off|0[lL]?|n|f|none|never|disabled?|(?<=[:\"'])verify_none)(?![\\w.-])";
const negating =
  /(?:can|supports?|awaiting|has|is|needs?|no|not|non|dont|never|skip|skipped|disabled?|ignored?|without|insecure|un|bypass|avoid|tls_in)[_.-]?$/i;

/** Where a name ends, and no longer one begins. */
const END = /(?:enabled)?(?!\w)/iy;

/** All spellings of a name whose parts are written apart: joined by nothing, `_`, `-` or `.`. */
export function spellings(name: string): string[] {
  const parts = name.split(" ");
  return [...new Set(["", "_", "-", "."].map((joint) => parts.join(joint)))];
}

function wordsOf(names: readonly string[]): string[] {
  return names.flatMap(spellings);
}

function anyOf(names: readonly string[]): string {
  return `(?:${names.map((name) => name.replaceAll(" ", "[_.-]?")).join("|")})`;
}

type Condition = (place: Place) => boolean;

/** Options by names, lower-case, parts apart, that are a finding when they are on. */
export function switchedOn(names: readonly string[], why: string): Pattern[] {
  return patternsOf(names, TRUE, why);
}

/** Options that are a finding when they are off. */
export function switchedOff(names: readonly string[], why: string, isMeant?: Condition): Pattern[] {
  return patternsOf(names, FALSE, why, isMeant);
}

function patternsOf(names: readonly string[], values: string, why: string, isMeant?: Condition): Pattern[] {
  const words = wordsOf(names);
  const name = `${anyOf(names)}(?:enabled)?`;
  const when = (place: Place) =>
    !builds.test(place.source.path) &&
    isOwnName(place) &&
    isMeant?.(place) !== false &&
    !isReplaced(place) &&
    weightIfDone(place);
  return [
    { words, next: END, match: new RegExp(`${name}${BETWEEN}${values}`, "iy"), when, why },
    {
      words,
      next: END,
      match: new RegExp(`${name}${SPACE}${values}`, "iy"),
      when: (place) => isSetBySpace(place) && when(place),
      why,
    },
  ];
}

/** Whether nothing before the name turns its meaning round; a variable of a shell is read, not set. */
function isOwnName(place: Place): boolean {
  if (isPlainArgument(place) || isFirstOfMany(place) || isVariable(place)) return false;
  // Python's None leaves an option at its default.
  if (/[^"']None$/.test(place.match[0])) return false;
  const { before } = lineAround(place);
  if (negating.test(before)) return false;
  if (/\b(?:[bB]ool(?:ean)?|enum|class|interface|struct|trait|union)\s+[\w$]*$/.test(before)) return false;
  return !(isShell(place) && /\$\w*$/.test(before) && place.part.language.name !== "powershell");
}

/** Whether the name is a variable among the arguments of a call, and no constant or string that names an option. */
function isPlainArgument({ match: [text], part: { language } }: Place): boolean {
  return language.name !== "erlang" && /[a-z]\w*\s*,/.test(text);
}

/** Whether the value is a name of code, such as `n` or `enable`, or what a block after a condition begins with. */
function isVariable({ match: [text], part: { language } }: Place): boolean {
  if (language.form !== "code" || ["r", "starlark"].includes(language.name)) return false;
  return /[^"'`:\w-](?:[nfty]|enabled?|disabled?)$/.test(text) || /\n\s*(?:on|off|no|yes)$/.test(text);
}

/** Whether the value is the first of many that a call takes, as of `start_tls(server_side, ssl_options)`. */
function isFirstOfMany({ match: [text], source, end }: Place): boolean {
  return /start_?tls\(/i.test(text) && source.text.startsWith(",", end);
}

/** Whether a check of the program's own stands in for the one that is off, as Go's crypto/tls documents. */
function isReplaced(place: Place): boolean {
  return (
    place.part.language.name === "go" && /\b(?:VerifyPeerCertificate|VerifyConnection)\b/.test(statementAround(place))
  );
}

/** Whether a space sets an option here: a flag, a command that sets it, or a line of configuration. */
function isSetBySpace(place: Place): boolean {
  const { before } = lineAround(place);
  if (/(?:^|[\s"'`])--?[\w.-]*$/.test(before) || /\b(?:config|set|ENV|setx|defaults)\b/.test(before)) return true;
  const { form, name } = place.part.language;
  return form === "text" && name !== "perl" && /^\s*[\w.:-]*$/.test(before);
}

/** Flags of commands, without their dashes, that are a finding by being there. */
export function flags(names: readonly string[], why: string): Pattern {
  return {
    words: wordsOf(names).map((name) => `-${name}`),
    match: new RegExp(
      `(?<![\\w-])--?${anyOf(names)}(?![\\w.-]|=(?!["']?(?:true|yes|1)\\b)|[ \\t]+["']?(?:false|no|0)\\b|:[ ]?\\$false)`,
      "i",
    ),
    when: (place) => isPassed(place) && weightIfDone(place),
    why,
  };
}

/** In code a flag is a string of its own, or follows a command in its string. */
function isPassed({ source: { text }, string, start, end, part }: Place): boolean {
  if (part.language.form !== "code") return true;
  if (string === undefined) return false;
  if (/^.{0,160}\b(?:dest|action|help|is_flag|default)\s*=/.test(text.slice(string.end, string.end + 200)))
    return false;
  const before = text.slice(Math.max(start - 200, string.start + string.opened), start);
  return /\S\s/.test(before) || text.slice(end, string.end - string.closed).trim() === "";
}
