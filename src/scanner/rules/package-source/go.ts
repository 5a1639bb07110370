import { judgeHost } from "../../hosts/judge-host.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import type { Place } from "../../patterns/place.ts";

/** Whether one of the patterns of a list is for another host than this one. */
function namesForeign({ match, settings }: Place): boolean {
  const hosts = (match.groups?.hosts ?? "").split(",").filter((host) => host !== "");
  return hosts.some((host) => judgeHost(host.replace(/\/.*$/, "").replace(/^\*(?=$|\.)/, "x"), settings) !== null);
}

/** Go's modules, https://go.dev/ref/mod#environment-variables */
export const goPatterns: readonly Pattern[] = [
  {
    words: "goinsecure",
    match: /\bGOINSECURE\b["']?\]?[ \t]*[=:,\s][ \t]*["']?(?!["'\s=]*(?:$|\n))(?<hosts>[\w.*,/:${}()[\]?-]{1,300})/,
    when: (place) => /\$/.test(place.match.groups?.hosts ?? "") || namesForeign(place),
    why: "Go may fetch these modules over HTTP, or without a verified certificate.",
  },
  {
    words: "-insecure",
    match:
      /\bgo["',\s]+get\b[^\n;|&]{0,120}[\s"']-insecure\b(?!-)|\bGOFLAGS\b["']?\]?\s*[=:,\s]\s*["']?[^\n"']{0,120}-insecure\b/,
    why: "Go may fetch modules over HTTP, or without a verified certificate.",
  },
];
