import { endsSaying, isEchoed, isRun, isSayingCall, nearestNamed } from "../../context/saying.ts";
import type { Token } from "../../lexer/syntax.ts";
import { framesOf, lineAround, nameOfCall, type Place, textBefore } from "../../patterns/place.ts";

const REACH = 600;
const defining =
  /(?:add_?argument|add_?option|(?:^|[.:])(?:option|flag|arg|argument|opt)s?\w*|flagset\.\w+|(?:^|\.)(?:bool|string)(?:var)?p?|bool\w*flag|(?:^|\.)(?:describe|it|test)|define_\w+|define_?(?:bool|flag|option)\w*|(?:opts?|parser|op)\.on)$/i;
const reading =
  /(?:^|[.:>])(?:get|read|has|lookup|fetch|opt|env|pop|find|parse|is|as|value|getattr|getenv|prop|apply_filters)\w*$/i;
/** Arguments for a browser that is driven. */
const browsing = /(?:options?|opts|chrome\w*|firefox\w*|edge\w*|caps|capabilities)\.add_?arguments?$/i;
const seeking =
  /^\s*@?(?:[\w!]+\s+){0,3}(?:[efz]?grep|rg|ag|ack|findstr|Select-String|sls|unset|unsetenv|Remove-Item)\s|\benv\s+(?:-\w\s+\w+\s+)*(?:-u\s*|--unset[=\s])$/i;
const describing =
  /(?:^|["'])?[\w-]*(?:description|summary|help|title|messages?|comment|notes?|docs?|documentation|hint|label|tooltip|deprecat\w*)["']?\s*:\s*(?:"[^"]*|'[^']*)$|(?:description|summary|help|title|message|comment|note|hint)\s*:\s[^"']*$/i;
/** Two words of a sentence, and one that has begun. */
const afterWords = /[a-z][,.]?\s[a-z]+\s\S*$/i;
const declared = /\b(?:def|function|func|fun|fn|lambda|sub|proc|defp|constructor|__init__)\b[^()\n]{0,80}\(/g;

/** Whether what matched is done, and not spoken of, offered as an option, compared or read. */
export function isDone(place: Place): boolean {
  if (/\.(?:d\.ts|pyi)$/.test(place.source.path) || isCompleted(place) || isCompared(place) || isSaid(place))
    return false;
  return !isOffered(place) && !isParameter(place) && !isConditional(place);
}

/** Files that shells load completions from, by their place: bash's, zsh's and fish's. */
const completionPath =
  /(?:^|\/)(?:(?:[\w.-]+-)?completion\.(?:ba|z|fi)?sh|[\w.-]+[._-]completion|(?:bash[_-]|zsh[_-]|fish[_-])?completions?(?:\.d)?\/[^/]+)$/i;

/**
 * Whether a script only tells a shell what can be typed: by the file's place, the first line that zsh demands, or the line itself,
 * never by what stands elsewhere in the file.
 */
function isCompleted(place: Place): boolean {
  const { source, part } = place;
  if (part.language.name !== "shell" && part.language.name !== "plain") return false;
  if (completionPath.test(source.path) || source.text.startsWith("#compdef ")) return true;
  const { before } = lineAround(place);
  return /^\s*(?:COMPREPLY\+?=\((?!.*(?:\$\(|`|[;&|)]))|complete (?:-c|--command)\s(?!.*(?:\$\(|`|[;&|])))/.test(
    before,
  );
}

/** What a shell's `case` has around a flag: `-k | --insecure)`. */
const beforeBranch = /^\s*\(?(?:["']?-[\w-]+["']?\s*\|\s*)*["']?$/;
const afterBranch = /^["']?(?:\s*\|\s*["']?-[\w-]+["']?)*\s*\)/;

/** Whether a value is what an option is compared with or chosen by, a type, or what a declaration begins with. */
function isCompared(place: Place): boolean {
  const { before, after } = lineAround(place);
  if (/\?\s[\w.]*$/.test(before) && /\s:/.test(place.match[0])) return true;
  if (/\buse const |verify_?client\W{1,8}$/i.test(before)) return true;
  if (/(?:[=!]=|\b(?:case|eq|ne|is|in))[\s("'`]*$/.test(before)) return true;
  if (place.part.language.form === "code" && /^["'`]?\s*\|(?!\|)/.test(after)) return true;
  return isShell(place) && beforeBranch.test(before) && afterBranch.test(after);
}

/** Whether it stands in a call that declares an option of a program, or reads a setting and gives its default. */
function isOffered(place: Place): boolean {
  if (place.part.language.name === "sql") return false;
  const call = nameOfCall(place);
  return (defining.test(call) && !browsing.test(call)) || (/,/.test(place.match[0]) && reading.test(call));
}

/** Whether it is the default of a parameter in the declaration of a function. */
function isParameter(place: Place): boolean {
  if (place.part.language.form !== "code") return false;
  const before = textBefore(place, REACH);
  const opener = [...before.matchAll(declared)].at(-1);
  if (opener === undefined) return false;
  let depth = 1;
  for (const sign of before.slice(opener.index + opener[0].length)) {
    if (sign === "(") depth += 1;
    else if (sign === ")") depth -= 1;
    if (depth === 0) return false;
  }
  return depth === 1;
}

/** Whether the value is one of two that a condition chooses between. */
function isConditional(place: Place): boolean {
  const { before, after } = lineAround(place);
  if (/\s\?\s[\w:.]+\s:\s[\w:.]*$/.test(before) || (/\?\s$/.test(before) && /^\s:\s/.test(after))) return true;
  return /^["'`)\]]{0,3}\s(?:if|unless)\s.*\selse\s/.test(after) || /\selse\s(?:\w+\.){0,2}$/.test(before);
}

/** Whether it is part of a sentence for people, and no command or setting. */
export function isSaid(place: Place): boolean {
  const { string, source, part } = place;
  const { before, after } = lineAround(place);
  if (isShell(place)) return isEchoed(before, after) || isSought(before) || isShown(place);
  if (part.language.form === "data" && describing.test(before)) return true;
  if (string === undefined) return part.language.form === "markup" && isText(place, before);
  const outside = source.text.slice(Math.max(0, string.start - 200), string.start);
  if (isManual(string, outside)) return true;
  const inner = textBefore(place, Math.min(200, place.start - string.start - string.opened));
  const call = nearestNamed(framesOf(place));
  const isTold = endsSaying(outside) || (call?.bracket === "(" && isSayingCall(call.name));
  if (isTold && /\s/.test(inner + after)) return true;
  if (part.language.form === "data") return afterWords.test(inner) && !command.test(inner);
  if (/(?:^|\n)\s*[A-Z][a-z]+\s$/.test(inner) && /^\s[a-z]+\s[a-z]/.test(after)) return true;
  return (
    /(?:[a-z][,.:]?\s[a-z]+|\b(?:use|using|set|with|pass|add|the|disable|enable))\s["'`(]*$/i.test(inner) &&
    !command.test(inner)
  );
}

/** Whether a command of a shell only looks for it, or takes the variable away. */
function isSought(before: string): boolean {
  const command = before.slice(Math.max(before.lastIndexOf(";"), before.lastIndexOf("|"), before.lastIndexOf("&")) + 1);
  return seeking.test(command) && !isRun(command);
}

/** Whether it stands in a text of several lines whose name says that it documents, as Ansible's modules have. */
function isManual({ opened }: Token, before: string): boolean {
  return (
    opened >= 3 && /(?:example|doc|return|usage|description|help|epilog)\w*\s*[:=][\s(]*[rubf]{0,2}$/i.test(before)
  );
}

const page = /\.(?:x?html?|vue|svelte|astro|php|phtml|jspx?|asp|aspx|cshtml|razor|hbs|handlebars|mustache)$/i;

/** Text between the tags of a page, or a sentence in a template or document. */
function isText({ source }: Place, before: string): boolean {
  if (/=\s*["'][^"'<>]*$/.test(before)) return false;
  return page.test(source.path) ? /(?:^|>)[^<]*$/.test(before) : afterWords.test(before);
}

const command =
  /(?:^|[\s;&|"'`(/])(?:curl|wget|git|npm|yarn|pnpm|pip3?|helm|kubectl|oc|aws|az|gcloud|docker|podman|skopeo|export|env|set|cross-env|sudo|node|npx|conda|http|https|ENV|RUN|Server|Data Source|Database|host|user|sh|bash)\b/;

/** Whether a heredoc is printed, not written or run. */
function isShown(place: Place): boolean {
  const { string, source } = place;
  if (string === undefined || source.text[string.start] !== "<") return false;
  const { before, after } = lineAround({ ...place, start: string.start, end: string.start });
  return /^\s*(?:cat|echo|printf|usage|help|less|more)\b/.test(before) && !/[>|]/.test(before + after);
}

/** Whether the place is in a shell script, or in a block of YAML, which most often is one. */
export function isShell({ part: { language } }: Place): boolean {
  return ["shell", "yaml-block", "makefile", "batch", "powershell"].includes(language.name);
}
