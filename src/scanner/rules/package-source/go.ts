import { judgeHost } from "../../hosts/judge-host.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import type { Place } from "../../patterns/place.ts";

function hostsOf({ match }: Place): string {
  return match[1] ?? "";
}

/** Whether one of the patterns of a list is for another host than this one. */
function namesForeign(place: Place): boolean {
  const hosts = hostsOf(place)
    .split(",")
    .map((pattern) => pattern.replace(/\/.*/, "").replaceAll("*", "x"));
  return hosts.some((host) => judgeHost(host, place.settings) !== null);
}

/** Whether the list is written there, and no variable that holds one. */
function isWritten(place: Place): boolean {
  const { part, string, match, end } = place;
  if (part.language.form !== "code" || (string !== undefined && string.end > end)) return true;
  return /["'`]$/.test(match[0].slice(0, -hostsOf(place).length));
}

/** Go's modules, https://go.dev/ref/mod#environment-variables */
export const goPatterns: readonly Pattern[] = [
  {
    words: "goinsecure",
    match: /\bGOINSECURE\b["']?\]?[ \t]*[=:,\s][ \t]*["']?(?!["'\s=]*(?:$|\n))([\w.*,/:${}()[\]?-]{1,300})/,
    when: (place) => isWritten(place) && (/\$/.test(hostsOf(place)) || namesForeign(place)),
    why: "Go may fetch these modules over HTTP, or without a verified certificate.",
  },
  {
    words: "-insecure",
    match:
      /\bgo["',\s]+get\b[^\n;|&]{0,120}[\s"']-insecure\b(?!-)|\bGOFLAGS\b["']?\]?\s*[=:,\s]\s*["']?[^\n"']{0,120}-insecure\b/,
    why: "Go may fetch modules over HTTP, or without a verified certificate.",
  },
];
