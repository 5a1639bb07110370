import type { Address } from "../urls/address.ts";
import { endsSaying, isEchoed, isSayingCall, nearestNamed } from "./saying.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Tag } from "./tag-around.ts";

/** How a sentence leads to an address, whoever it is for; a command leads to one in other ways. */
const leadIn =
  /(?:\b(?:[Ss]ee|[Vv]isit|[Rr]ead|[Rr]efer(?:ring)? to|[Gg]o to|[Oo]pen|at|[Aa]t|to|from|on|via|is|are|in|or|and|about|like|as|by|of|for|here|this|under|through|[Ee]\.?g\.?|[Ii]\.e\.|example|instance|[Dd]ocs?|[Dd]ocumentation|[Dd]etails?|[Ii]nfo(?:rmation)?|[Mm]ore|[Hh]elp|[Mm]anual|[Pp]age|[Ss]ite|[Ww]ebsite|[Hh]omepage|[Rr]eference|[Aa]vailable|[Bb]ugs?|[Ii]ssues?|[Ll]icen[sc]e)\s*[:,]?\s+|[a-z)][.!?]\s+|\p{L}{2}\s+[-–—]\s+)[\\"'(<[*_`]{0,4}$/u;
const command =
  /(?:^|[\n;&|$`(])\s*(?:(?:sudo|nohup|time|exec|command|env|timeout|xargs|nice)\s+(?:-\w+\s+|[\w.]+=\S*\s+|\d\w*\s+|-u\s+\w+\s+){0,4})?(?:curl|wget|aria2c|lynx|chromium|firefox|ab|hey|wrk|git|hg|svn|pip3?|npm|npx|yarn|pnpm|docker|podman|helm|kubectl|apt(?:-get)?|yum|dnf|apk|brew|gem|go|cargo|bash|sh|iwr|irm|invoke-\w+|http|rsync|nc|telnet|ftp|python3?|ruby|node|java|mvn|open|xdg-open|deb|GET|POST|PUT|PATCH|DELETE|HEAD|COPY|FROM|ADD|RUN|SELECT|INSERT|CREATE|LOAD|UPDATE|[Ll]ocation:|[Rr]eferer:|[Oo]rigin:)\s/;
/** Products that name themselves to a server, with a page about them. */
const userAgent = /(?:[\w.-]+\/\d[\w.]*\b[^"'\n]*[(;,]\s*|[(;,]\s*|^)\+$|[\w.-]+\/\d[\w.]*\s[^"'\n]*\([^)\n]*$/;
/** A link of Markdown or of a wiki; a comment in a text that holds code of another language. */
const markedUp = /\]\($|^[ \t]*\[[^\]\n]+\]:\s+$/m;
const commentedOut = /(?:^|\n)[ \t]*(?:\/\/|--\s|\/?\*(?!\/)|<!--|;;?\s|%%?\s|rem\s)[^\n]*$/i;

/** What only shows its arguments. */
const showingCall =
  /^(?:console\.\w+|log(?:ger|ging)?\.\w+|_?logger\.\w+|Log\.[a-z]+|Timber\.\w|slog\.\w+|print|println!?|eprintln!?|(?:System\.(?:out|err)|fmt)\.Print(?:ln|f)?|System\.(?:out|err)\.print(?:ln|f)?|Console\.(?:Error\.)?Write(?:Line)?|debugPrint|NSLog|os_log|panic!?|unreachable!|(?:new\s+)?[A-Z]\w*(?:Error|Exception)|Http404|throw)$/;
const messageName =
  /(?:^|[_.$@-]|[a-z])(?:messages?|msg|description|desc|summary|title|help(?:_?text)?|usage|hint|note|label|placeholder|tooltip|text|comment|docs?|documentation|deprecat\w*|error|warning|reason|remedy|example|epilog|synopsis|about|longdesc|caption|instructions?|disclaimer|copyright|license|notes|readme)$/i;
/** A command of its own behind another one. */
const commandAfter =
  /(?:[;&|({]|\b(?:then|do|else))\s*(?:(?:sudo|exec|time|nohup|command)\s+)?(?:curl|wget|git|hg|svn|pip3?|npm|npx|yarn|pnpm|docker|podman|helm|kubectl|apt(?:-get)?|yum|dnf|apk|brew|gem|go|cargo|iwr|irm|[Ii]nvoke-\w+|http|rsync|nc|telnet|ftp|lynx|aria2c|python3?|node|java|ab|hey|wrk|xdg-open)\s[^;&|]*$/;
const proseAttribute =
  /^(?:title|alt|placeholder|aria-.*|label|summary|description|tooltip|help|hint|content-desc|helper-?text|sub-?title|caption|heading|message|tip|data-(?:title|tooltip|clipboard-text|original-title|content))$/;
const wordAtEnd = /\p{L}[^\s]*\s+["'(<[]*$/u;

function endsWithWord(text: string): boolean {
  return wordAtEnd.test(text.slice(-80));
}

/** The line of an address before it, and from it on. */
interface Line {
  readonly before: string;
  readonly after: string;
}

/** Whether an address is part of a sentence for people: words stand before it, and the place is one for messages. */
export function isProse(address: Address, around: Surroundings, keys: readonly string[], line: Line): boolean {
  const { tag, name, frames, code } = around;
  const { form } = address.part.language;
  if (tag !== undefined) return proseAttribute.test(tag.attribute) || isDescribed(tag, address);
  if (form === "markup") return isTextContent(address);
  if (form === "text") return isShellProse(address, line) || isPrinted(address, code);
  if (address.strings === undefined && form === "code")
    return endsWithWord(address.before.replace(/[^\s:=]*[:=]\s+$/, ""));
  const key = form === "data" ? (keys.at(-1) ?? name) : name;
  if (isLooseProse(address)) return true;
  const call = nearestNamed(frames);
  if (call?.bracket === "(" && showingCall.test(call.name) && !/^(?:php|perl)$/.test(address.part.language.name))
    return true;
  if (form === "data" && key === "name" && endsWithWord(withoutKey(address.before))) return true;
  if (!endsWithWord(address.before)) return isShownKey(key, form === "data" || frames.length > 0);
  if (messageName.test(key)) return true;
  if (call !== undefined && (isSayingCall(call.name) || (call.bracket !== "(" && messageName.test(call.name))))
    return true;
  return endsSaying(code);
}

/** Whether the text before an address shows that it is for people, wherever it stands. */
function isLooseProse(address: Address): boolean {
  const { after, strings, part } = address;
  const before = strings === undefined && part.language.form !== "markup" ? withoutKey(address.before) : address.before;
  if (userAgent.test(before.slice(-160)) || markedUp.test(before.slice(-100))) return true;
  if (part.language.form === "code" && /^ {2,}$/.test(before) && /^\S*\n/.test(after)) return true;
  if (before.endsWith("[") && /^[^\s\]]{0,200}[ \t][^\]\n]{0,200}\]/.test(after)) return true;
  if (strings !== undefined && before.includes("\n") && commentedOut.test(before)) return true;
  return (leadIn.test(before.slice(-80)) || isSentence(before)) && !command.test(before.slice(-200));
}

/** The last line without the key of its value: `site: http://…` is no sentence. */
function withoutKey(text: string): string {
  const row = text.slice(text.lastIndexOf("\n") + 1);
  return row.replace(/^\s*(?:-\s+)*["']?[\w./-]{1,60}["']?\s*[:=]\s*/, "");
}

/** What a script or a file of unknown form says, and does not write elsewhere. */
function isShellProse(address: Address, { before: ahead, after: rest }: Line): boolean {
  const { before, after, strings, part } = address;
  if (/\$\([^)]*$|`[^`]*$/.test(before.slice(-200))) return false;
  if (commandAfter.test(before.slice(before.lastIndexOf("\n") + 1).slice(-300))) return false;
  const line = ahead + rest;
  if (isEchoed(ahead, rest)) return endsWithWord(before) || /^\s*@?echo(?:\s+(["'])\s{2,}|[.:]\s*)http/i.test(line);
  if (strings === undefined && !/^(?:plain|properties|ini)$/.test(part.language.name)) return false;
  if (/[^>&2]>(?!&|\s*$)|\|/.test(line.replace(/<[^<>\s]*>/g, ""))) return false;
  return isLooseProse(address) || (/\p{L}{2}\S*\s+<$/u.test(before) && /^[^\s<>]*>/.test(after));
}

/** What a heredoc shows, or writes as a comment into a file; a message of make; an address within angle brackets. */
function isPrinted({ before, after, strings, part }: Address, code: string): boolean {
  if (before.endsWith("<") && /^[^\s<>"'|;]{0,200}>/.test(after)) return true;
  if (part.language.name === "makefile" && /\$\((?:error|warning|info)\s[^()]{0,400}$/.test(before)) return true;
  if (strings === undefined || !before.includes("\n")) return false;
  if (/\n[ \t]*#[^\n]*$/.test(before)) return true;
  const opener = code.slice(code.lastIndexOf("\n") + 1);
  return /^\s*cat\b[^>|;&]*$/.test(opener.replace(">&2", "")) && />&2/.test(opener + before.split("\n", 1)[0]);
}

/** Whether five words or more lead to an address, and nothing that a command or an assignment would hold. */
function isSentence(before: string): boolean {
  const row = before.slice(before.lastIndexOf("\n") + 1);
  return (
    /\s["'(<[]*$/.test(row) &&
    !/[=|$&;{}\\]|(?:^|\s)-{1,2}\w/.test(row) &&
    (row.match(/\b[A-Za-z]{2,}\b/g) ?? []).length >= 5
  );
}

/** Keys and arguments whose value is shown, even if it is nothing but an address. */
function isShownKey(key: string, isEntry: boolean): boolean {
  return isEntry && /(?:^|[_.$-])(?:descriptions?|summary|examples?|placeholder|tooltip|help_?text)$/i.test(key);
}

/** What a page says of itself in words; its security policy and its redirects are none. */
function isDescribed({ name, attribute, text }: Tag, { before }: Address): boolean {
  return name === "meta" && attribute === "content" && !/\bhttp-equiv\b/i.test(text) && endsWithWord(before);
}

/** Text between tags: in a page always for people, in a document unless the address is all there is. */
function isTextContent(address: Address): boolean {
  if (address.part.language.name !== "xml") return true;
  const start = address.before.lastIndexOf(">");
  return /\S/.test(address.before.slice(start + 1)) && endsWithWord(address.before);
}
