import { codeAround, groupAfter, positional } from "../../patterns/call.ts";
import { judgeValue } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";

/** Dart and Swift. */
export const mobile: readonly Pattern[] = [
  {
    // https://api.dart.dev/dart-core/Uri/Uri.http.html
    words: "uri.http(",
    languages: ["dart"],
    in: "code",
    match: /\bUri\.http\(/,
    when: (place) => {
      const { before } = codeAround(place, 120, 0);
      if (/\bUri\.https\([^;]{0,100}:\s*$|\?\s*$/.test(before)) return null;
      return judgeValue(place, positional(groupAfter(place), 0) ?? "");
    },
    why: "Uri.http makes an address without TLS; Uri.https makes one with it.",
  },
  {
    // https://api.dart.dev/dart-io/HttpClient-class.html, Socket
    words: [".get(", ".post(", ".open(", "socket.connect("],
    languages: ["dart"],
    in: "code",
    match:
      /(?:\b\w*[cC]lient(?:\(\))?\.(?:get|post|put|delete|patch|head|open)\((?:\s*'\w+',)?|(?<!Secure)\bSocket\.connect\()\s*(["'][^"'\n]{1,200}["']),\s*80\s*[,)]/,
    when: (place) => judgeValue(place, place.match[1] ?? ""),
    why: "A plain connection to the port of HTTP.",
  },
  {
    // https://developer.apple.com/documentation/network/nwconnection
    words: "nwconnection(",
    languages: ["swift"],
    in: "code",
    match:
      /\bNWConnection\(\s*host:\s*((?:"[^"\n]{1,200}"|[\w.]{1,60}(?:\("[^"\n]{1,200}"\))?))\s*,\s*port:\s*(?:80|\.http)\s*,\s*using:\s*\.tcp\b/,
    when: (place) => judgeValue(place, place.match[1] ?? ""),
    why: "A plain connection to the port of HTTP.",
  },
];
