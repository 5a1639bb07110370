import type { Severity } from "../../finding.ts";
import { codeAround, type Group, groupAfter, named, positional } from "../../patterns/call.ts";
import { judgeValue } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { mentions, type Place } from "../../patterns/place.ts";
import { isChosen } from "./scheme-choice.ts";

const languages = ["ruby"];
const encrypts = /\buse_ssl\s*=(?!=)\s*(?!\s*false\b)\S|\buse_ssl:\s*(?!false\b)\S|:use_ssl\s*=>\s*(?!false\b)\S/;

/** What follows until the next client is made, which may be told to encrypt. */
function scopeOf(place: Place): string {
  return codeAround(place, 0, 500).after.split(/\bNet::HTTP\b|\n\s*def\s/)[0] ?? "";
}

/** Whether all that a client is told stands near: it is kept in a local variable or a block, its options are written out. */
function isWholeHere(place: Place, call: Group | undefined): boolean {
  const line = codeAround(place, 160, 0).before.split("\n").at(-1) ?? "";
  const isKept = place.match[0].endsWith("start") ? /^\s*$/.test(line) : /^\s*[a-z_]\w*\s*=\s*$/.test(line);
  return isKept && positional(call, 2) === undefined;
}

/** Net::HTTP, https://docs.ruby-lang.org/en/master/Net/HTTP.html, encrypts where use_ssl is set. */
function weighNetHttp(place: Place): Severity | null {
  const call = groupAfter(place);
  if (encrypts.test(scopeOf(place)) || (!isWholeHere(place, call) && mentions(place.source, encrypts))) return null;
  const bare = /^[ \t]([^,\n]{1,160}),/.exec(codeAround(place, 0, 200).after)?.[1];
  const host = positional(call, 0) ?? bare;
  if (host === undefined || positional(call, 1) === "443") return null;
  const { before } = codeAround(place, 160, 0);
  return /unix|socket/i.test(`${host}${before.split("\n").at(-1)}`) ? null : judgeValue(place, host);
}

/** Clients and parts of addresses in Ruby. */
export const ruby: readonly Pattern[] = [
  {
    words: "net::http",
    languages,
    in: "code",
    match: /\bNet::HTTP(?:\.|::)(?:new|start)\b(?=\s*\(|[ \t]+[\w"'])/,
    when: weighNetHttp,
    why: "Net::HTTP encrypts only with use_ssl.",
  },
  {
    words: "net::http",
    languages,
    in: "code",
    match: /\bNet::HTTP(?:\.|::)(?:get|get_print|get_response)\s*\(?\s*(["'][\w.-]{1,200}["']),\s*["']\//,
    when: (place) => judgeValue(place, place.match[1] ?? ""),
    why: "Net::HTTP speaks to a host and path without TLS.",
  },
  {
    // https://docs.ruby-lang.org/en/master/URI/HTTP.html
    words: "uri::http",
    languages,
    in: "code",
    match: /\bURI::HTTP(?:\.|::)(?:build|new|build2)\b\s*(?=\(|\{)/,
    when: (place) => {
      const call = groupAfter(place);
      if (isChosen(place)) return null;
      const within = /\bhost\b["']?\s*(?::|=>)([^,}\n]{1,120})/.exec(positional(call, 0) ?? "")?.[1];
      return judgeValue(place, named(call, /host/) ?? within ?? "x.");
    },
    why: "An address is put together with the scheme http.",
  },
  {
    words: "use_ssl",
    languages,
    in: "code",
    match: /\buse_ssl\s*(?:=(?!=)|:|=>)\s*false\b/,
    when: (place) => {
      const { before, after } = codeAround(place, 300, 60);
      if (/^[ \t]+(?:if|unless)\b/.test(after) || encrypts.test(before)) return null;
      const host = [
        ...before.matchAll(/(?:Net::HTTP(?:\.|::)(?:new|start)|host:|endpoint:)\s*\(?\s*([^,)\n]{1,120})/g),
      ].at(-1)?.[1];
      return host === undefined || judgeValue(place, host);
    },
    why: "The client is told to do without TLS.",
  },
  {
    words: "tcpsocket",
    languages,
    in: "code",
    match: /\bTCPSocket\.(?:new|open)\(?\s*(["'][^"'\n]{1,200}["'])\s*,\s*80\b/,
    when: (place) => judgeValue(place, place.match[1] ?? ""),
    why: "A plain socket to the port of HTTP.",
  },
];
