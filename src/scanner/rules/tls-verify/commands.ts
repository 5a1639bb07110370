import type { Pattern } from "../../patterns/pattern.ts";
import type { Place } from "../../patterns/place.ts";
import { isDone, isSaid } from "./context.ts";
import { weightHere, weightOfHosts } from "./hosts.ts";

const REACH = 400;
/** Short options of curl that take an argument, which may be the rest of the word. */
const takesArgument = "AbcCdDeEFhHKmoPQrtTuUwxXyYz";
const insecureLong = /^--(?:(?:proxy-|doh-)?insecure)$/;

/** The words of a command line after its name, as a shell divides it. */
function wordsAfter({ source: { text }, string, end, part }: Place): string[] {
  if (
    string !== undefined &&
    (part.language.form !== "text" || text[string.end] === ",") &&
    isWhole(text, string.start + string.opened, end, string.end)
  ) {
    const rest = text.slice(string.end, string.end + REACH);
    const list = rest.slice(0, Math.max(0, rest.search(/[\])};]/)) || undefined);
    return [...list.matchAll(/(["'])((?:(?!\1)[^\n]){0,200})\1/g)].map(([, , word = ""]) => word);
  }
  const stop = string === undefined ? end + REACH : Math.min(end + REACH, string.end - string.closed);
  return divide(text.slice(end, stop));
}

/** Whether a command's name is a string by itself, and so one of a list. */
function isWhole(text: string, inside: number, end: number, close: number): boolean {
  return close - 1 === end && !/\s/.test(text.slice(inside, end));
}

function divide(line: string): string[] {
  const words: string[] = [];
  let word = "";
  let quote = "";
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (/[\\`^]/.test(sign) && /^\r?\n/.test(line.slice(at + 1, at + 3))) at += line[at + 1] === "\r" ? 2 : 1;
    else if (quote !== "") {
      if (sign === quote) quote = "";
      else word += sign;
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === "\\" && /["']/.test(line.charAt(at + 1))) at += 1;
    else if (/[\n;|`)]/.test(sign) || (sign === "&" && line[at - 1] !== ">" && line[at + 1] !== ">")) break;
    else if (/[\s,\]]/.test(sign)) {
      words.push(word);
      word = "";
    } else word += sign;
  }
  return [...words, word].filter((text) => text !== "");
}

function isInsecureOption(word: string): boolean {
  if (insecureLong.test(word)) return true;
  if (!/^-[A-Za-z0-9#]+$/.test(word)) return false;
  for (const letter of word.slice(1)) {
    if (letter === "k") return true;
    if (takesArgument.includes(letter)) return false;
  }
  return false;
}

function isInsecureCurl(place: Place) {
  if (place.part.language.form === "code" && place.string === undefined) return false;
  const words = wordsAfter(place);
  if (!words.some(isInsecureOption) || isSaid(place)) return false;
  return weightOfHosts(
    words
      .map((word) => (/^[\w.-]+(?::\d+)?(?:\/|$)/.test(word) ? `https://${word}` : word))
      .filter((word) => /:\/\/[^/]*(?:\.|localhost|::1|[{$%])/.test(word))
      .join(" "),
    place.settings,
  );
}

const unverified = "Certificates are not verified.";

/** The option itself, which may stand in a line of its own. */
const shown = /(?<=[\s"',])(?:--(?:proxy-|doh-)?insecure\b|-[A-Za-z#]*k\w*)/;

/** Commands whose options need to be told from those of others. */
export const commands: readonly Pattern[] = [
  {
    words: "curl",
    match: /(?<![\w$.-]|\w@)curl(?:\.exe)?(?=["']?[\s,]|\.exe)/,
    shown,
    when: isInsecureCurl,
    why: "curl is told by -k or --insecure to accept any certificate.",
  },
  {
    words: "curl",
    match: /\bcurl\w*(?:opts?|flags?|args?|options?|params?)\w*\s*[+:]?=\s*[("']?(?=[^\n]*-)/i,
    shown,
    when: isInsecureCurl,
    why: "curl is told by -k or --insecure to accept any certificate.",
  },
  {
    words: "insecure",
    files: /^\.?_?curlrc$/,
    match: /^[ \t]*-{0,2}insecure\b/m,
    why: "curl is told to accept any certificate.",
  },
  {
    words: "--insecure",
    match:
      /\b(?:argocd|crane|regctl|cosign|mc|kubectl|oc|govc|http|https|xh|grpcurl|hg|redis-cli|cf|bosh|fly|nerdctl|ctr|manifest-tool|docker|podman|wget|aws|openstack|nova|glance|keystone|lftp|elasticdump|nikto|salt|vault|consul|nomad|k6|testssl|step|influx|logcli|promtool|synapse\w*|register_new_matrix_user|conftest|hub|gh|glab|tea|ooniprobe|axel|pulp|yq)\b[^\n;|&]{0,200}\s--insecure(?![\w-]|=false)/,
    when: (place) => isDone(place) && weightHere(place),
    why: unverified,
  },
  {
    words: "--verify",
    match: /\b(?:https?|httpie)\b[^\n;|&]{0,200}?\s--verify[=\s]["']?(?:no|false|0)\b/,
    when: (place) => isDone(place) && weightHere(place),
    why: unverified,
  },
  {
    words: "ssl:verify-certificate",
    match: /\bssl:verify-certificate(?:\/\S+)?[\s=]+["']?(?:no|false|off|0)\b/,
    when: isDone,
    why: unverified,
  },
  {
    words: "ssl:check-hostname",
    match: /\bssl:check-hostname(?:\/\S+)?[\s=]+["']?(?:no|false|off|0)\b/,
    when: isDone,
    why: unverified,
  },
];
