import type { Severity } from "../../finding.ts";
import { escapeRegExp } from "../../lexer/syntax.ts";
import { codeAround, type Group, groupAfter, named, positional } from "../../patterns/call.ts";
import { judgeValue } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { mentions, type Place } from "../../patterns/place.ts";
import type { Source } from "../../source.ts";
import { isChosen } from "./scheme-choice.ts";

const binding =
  /\b(?:import\s+(?:\*\s*as\s+)?(\w+)(?:\s*,\s*\{[^{}]{0,200}\})?\s+from\s+["'](?:node:)?http["']|import\s+(\w+)\s*=\s*require\(\s*["'](?:node:)?http["']|(\w+)\s*=\s*(?:await\s+import|require|__importStar\(require|__importDefault\(require|\w+\(require)\(\s*["'](?:node:)?http["'])/g;
const https = /\bhttps\s*\.\s*(?:request|get)\b|["'](?:node:)?https["']/;
const names = new WeakMap<Source, ReadonlySet<string>>();

/** Names that a file gives to Node's http module, https://nodejs.org/api/http.html */
export function nodeHttpNames(source: Source): ReadonlySet<string> {
  const known = names.get(source);
  if (known !== undefined) return known;
  const found = new Set([...source.text.matchAll(binding)].map(([, a, b, c]) => a ?? b ?? c ?? ""));
  names.set(source, found);
  return found;
}

function weighRequest(place: Place): boolean | Severity | null {
  if (!nodeHttpNames(place.source).has(place.match[1] ?? "")) return null;
  const first = positional(groupAfter(place), 0) ?? "";
  if (first.startsWith("{")) return weighOptions(place, groupAfter({ ...place, start: place.end }));
  return first === "" || isChosen(place) ? null : weighNamed(place, first);
}

/** What the options weigh; without a host Node means localhost. */
function weighOptions(place: Place, options: Group | undefined): boolean | Severity | null {
  if (named(options, /socketPath/) !== undefined || /https/.test(named(options, /protocol/) ?? "")) return null;
  if (options?.arguments.some(({ name, value }) => name === "" && /^host(?:name)?$/.test(value))) return true;
  return judgeValue(place, named(options, /hostname/) ?? named(options, /host/) ?? "");
}

/** Options or an address in a variable: Node's http refuses other schemes. Beside https it is one of two. */
function weighNamed(place: Place, name: string): boolean | Severity | null {
  const { before } = codeAround(place, 2000, 0);
  const given = new RegExp(`(?<![\\w$.])${escapeRegExp(name)}(?:\\s*:\\s*[\\w.]{1,40})?\\s*=\\s*\\{`, "g");
  const last = [...before.matchAll(given)].at(-1);
  if (last === undefined && mentions(place.source, https)) return null;
  if (last === undefined)
    return /^(?:url|uri|endpoint|target|address)$/i.test(name) ? judgeValue(place, name, "warning") : null;
  const end = place.start - before.length + last.index + last[0].length - 1;
  return weighOptions(place, groupAfter({ ...place, start: end, end }));
}

/** `request` and `get` as names of their own. */
const destructured =
  /\{[^{}]{0,200}\b(?:request|get)\b[^{}]{0,200}\}\s*(?:=\s*require\(\s*|from\s+)["'](?:node:)?http["']/;

/** Requests by Node's http module. */
export const nodeHttp: readonly Pattern[] = [
  {
    words: ["http.get(", "http.request("],
    languages: ["javascript"],
    in: "code",
    match: /(?<![\w$.])(\w*[hH]ttp)\.(?:get|request)\(/,
    when: weighRequest,
    why: "Node's http module does not encrypt; https does.",
  },
  {
    words: ['"http").', "'http').", '"node:http").', "'node:http')."],
    languages: ["javascript"],
    match: /\brequire\(\s*["'](?:node:)?http["']\s*\)\.(?:get|request)\(\s*\{/,
    when: (place) => weighOptions(place, groupAfter(place)),
    why: "Node's http module does not encrypt; https does.",
  },
  {
    words: ["request({", "get({"],
    languages: ["javascript"],
    in: "code",
    match: /(?<![\w$.])(?:request|get)\(\{/,
    when: (place) => (mentions(place.source, destructured) ? weighOptions(place, groupAfter(place)) : null),
    why: "Node's http module does not encrypt; https does.",
  },
];
