import { groupAfter, named, positional } from "../../patterns/call.ts";
import { judgeValue } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { mentions } from "../../patterns/place.ts";
import { isChosen } from "./scheme-choice.ts";

const languages = ["python", "starlark"];
const datagram = /SOCK_DGRAM/;

/** Clients and parts of addresses in Python. */
export const python: readonly Pattern[] = [
  {
    // https://docs.python.org/3/library/http.client.html and urllib3
    words: ["httpconnection(", "httpconnectionpool(", "httpconnectionwithtimeout("],
    languages,
    in: "code",
    match: /(?<!\bclass\s{1,4})(?<!\bdef\s{1,4}_?)\bHTTPConnection(?:Pool|WithTimeout)?\(/,
    when: (place) => {
      const call = groupAfter(place);
      const host = named(call, /host/) ?? positional(call, 0) ?? "";
      return isChosen(place) || /^(?:reactor|self)$|^\*/.test(host) ? null : judgeValue(place, host);
    },
    why: "HTTPConnection speaks HTTP without TLS.",
  },
  {
    // https://docs.python.org/3/library/urllib.parse.html
    words: ["urlunparse(", "urlunsplit(", "parseresult(", "splitresult(", "parseresultbytes(", "splitresultbytes("],
    languages,
    match:
      /\b(?:urlunparse|urlunsplit|(?:Parse|Split)Result(?:Bytes)?)\(\s*[([]?\s*(?:scheme\s*=\s*)?[bu]?["'](?:http|ws)["']\s*,/,
    when: (place) => {
      const call = groupAfter({ ...place, end: place.start + place.match[0].search(/[([]\s*["'bus]/) + 1 });
      return judgeValue(place, call?.arguments[1]?.value ?? "");
    },
    why: "An address is put together with the scheme http.",
  },
  {
    // oauthlib and Authlib refuse http addresses unless this is set
    words: ["oauthlib_insecure_transport", "authlib_insecure_transport"],
    match:
      /\bAUTHLIB_INSECURE_TRANSPORT["']?\]?\s*(?:=(?!=)|:|,)\s*["']?(?:1|[Tt]rue|TRUE)|\bOAUTHLIB_INSECURE_TRANSPORT["']?\]?\s*(?:=(?!=)|:|,)\s*["']?(?:1|[Tt]rue|TRUE)/,
    why: "OAuth tokens may be sent without TLS.",
  },
  {
    // https://docs.python.org/3/library/socket.html: a plain socket to the port of HTTP
    words: ["create_connection((", "connect(("],
    languages,
    in: "code",
    match: /\b(?:create_connection|connect)\(\(\s*(["'][^"'\n]{1,200}["'])\s*,\s*80\s*\)/,
    when: (place) => !mentions(place.source, datagram) && judgeValue(place, place.match[1] ?? ""),
    why: "A plain socket to the port of HTTP.",
  },
];
