import type { Severity } from "../../finding.ts";
import { isCommand, shells } from "../../patterns/command-place.ts";
import { commandWords } from "../../patterns/command-words.ts";
import { judgeText } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import type { Place } from "../../patterns/place.ts";

/** Options that a word follows which is no address, of curl and of wget. */
const curlValues =
  /^(?:-[a-zA-Z#:]*[AbcCdDeEFhHKmoPQrtTuUwxXyYz]|--(?:data(?:-\w+)?|json|header|output(?:-dir)?|user(?:-agent)?|referer|request(?:-target)?|cookie(?:-jar)?|form(?:-string)?|max-time|connect-timeout|retry(?:-delay|-max-time)?|proxy(?:-user|-header)?|cacert|capath|cert(?:-type)?|key(?:-type)?|resolve|connect-to|write-out|upload-file|interface|limit-rate|range|url-query|config|max-redirs|max-filesize|ciphers|tls-max|noproxy|socks\w+(?:-\w+)?|dns-\w+(?:-\w+)?|netrc-file|oauth2-bearer|aws-sigv4|trace(?:-ascii)?|stderr|dump-header|continue-at|time-cond|quote|speed-\w+|keepalive-time|proto(?:-redir)?|pinnedpubkey|rate|local-port|variable|pass|engine|crlfile|hostpubmd5|create-file-mode|delegation|doh-url|etag-\w+|expect100-timeout|happy-eyeballs-timeout-ms|login-options|mail-\w+|service-name|telnet-option))$/;
const wgetValues =
  /^(?:-[a-zA-Z]*[OoPaitTwQUeBARDIXlS]|--(?:output-\w+|append-output|directory-prefix|tries|timeout|header|user(?:-agent)?|password|post-(?:data|file)|method|body-(?:data|file)|referer|input-file|wait|level|accept|reject|ca-certificate|certificate|private-key|load-cookies|save-cookies|execute|domains|exclude-\w+))$/;
const httpieMethods = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;
/** A host, certain in its beginning, that could have been written with a scheme; perhaps with user info. */
const host =
  /^(?:[\w.%+-]+(?::[^@\s/]*)?@)?(?:[A-Za-z\d](?:[\w-]|\$\{?\w+\}?)*(?:\.(?:[\w-]|\$\{?\w+\}?|\$\(\w+\))+)*|\[[\da-fA-F:]+\])(?::(?:\d+|\$\{?\w+\}?))?(?:[/?#].*)?$/;

function weigh(place: Place, words: readonly string[], values: RegExp): Severity | null {
  if (words.some((word) => /^--(?:unix-socket|abstract-unix-socket|proto-default)/.test(word))) return null;
  const weights = words
    .filter((_, index) => words[index - 1] !== ">" && !values.test(words[index - 1] ?? ""))
    .map((word) => word.replace(/^--url=/, ""))
    .filter((word) => host.test(word) && /[.:/]/.test(word))
    .map((word) => judgeText(place, word));
  return (["error", "warning", "notice"] as const).find((weight) => weights.includes(weight)) ?? null;
}

/** Commands of a shell that fetch from a host without a scheme: http is what they take. */
export const commands: readonly Pattern[] = [
  {
    // https://curl.se/docs/manpage.html#URL
    words: "curl",
    languages: shells,
    match: /(?<![\w.$-])curl(?:\.exe)?(?=[ \t"'])/,
    when: (place) => (isCommand(place) ? weigh(place, commandWords(place), curlValues) : null),
    why: "Without a scheme curl speaks http.",
  },
  {
    words: "wget",
    languages: shells,
    match: /(?<![\w.$-])wget(?=[ \t"'])/,
    when: (place) => (isCommand(place) ? weigh(place, commandWords(place), wgetValues) : null),
    why: "Without a scheme wget speaks http.",
  },
  {
    // https://httpie.io/docs/cli/url-shortcuts-for-localhost
    words: ["http ", "xh "],
    languages: ["shell", "yaml-block"],
    match: /(?<![\w.$-])(?:http|xh)[ \t]/,
    when: (place) => {
      const words = commandWords(place).filter((word) => !word.startsWith("-") && !httpieMethods.test(word));
      const address = words[0] ?? "";
      return isCommand(place) && /^[\w-][\w.-]*\.[a-z]{2,}(?::\d+)?(?:\/|$)/.test(address)
        ? judgeText(place, address)
        : null;
    },
    why: "Without a scheme HTTPie speaks http.",
  },
  {
    // https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/invoke-webrequest
    words: ["invoke-webrequest", "invoke-restmethod", "iwr ", "irm "],
    languages: ["powershell", "shell", "yaml-block", "yaml", "batch"],
    match:
      /\b(?:Invoke-WebRequest|Invoke-RestMethod|iwr|irm)\s+(?:-(?:UseBasicParsing|UseDefaultCredentials)\s+|-(?:OutFile|Method|Headers|Body)\s+\S+\s+){0,4}(?:-Uri\s+)?["']?([\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?::\d+)?(?=[/\s"';|)]|$)[^\s"';|)]*)/i,
    when: (place) => judgeText(place, place.match[1] ?? ""),
    why: "Without a scheme the command speaks http.",
  },
  {
    // https://www.gnu.org/software/bash/manual/html_node/Redirections.html
    words: "/dev/tcp/",
    languages: shells,
    match: /\/dev\/tcp\/([\w.-]{1,200}|\$\{?\w+\}?)\/(?:80|8080)\b/,
    when: (place) => judgeText(place, place.match[1] ?? ""),
    why: "A plain connection to the port of HTTP.",
  },
];
