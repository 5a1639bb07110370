import type { Severity } from "../../finding.ts";
import { groupAfter, named, positional } from "../../patterns/call.ts";
import { judgeText, judgeValue } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import type { Place } from "../../patterns/place.ts";

const why = "A plain connection to the port of HTTP.";

function judgeFirst(place: Place): Severity | null {
  return judgeValue(place, place.match[1] ?? "");
}

/** Elixir, Erlang, R, Perl and Lua. */
export const scripting: readonly Pattern[] = [
  {
    // https://hexdocs.pm/mint/Mint.HTTP.html#connect/4
    words: "mint.http",
    languages: ["elixir"],
    in: "code",
    match: /\bMint\.HTTP[12]?\.connect\(\s*:http\s*,\s*([^,()\n]{1,200}),/,
    when: judgeFirst,
    why: "The connection is opened with the scheme http.",
  },
  {
    // https://hexdocs.pm/httpoison/: a host without a scheme is spoken to by http
    words: "httpoison.",
    languages: ["elixir"],
    in: "code",
    match:
      /\bHTTPoison\.(?:get|post|put|patch|delete|head|request)!?\(\s*(?::\w+,\s*)?"([\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/[^"\n]{0,200})?)"/,
    when: (place) => judgeText(place, place.match[1] ?? ""),
    why: "Without a scheme HTTPoison speaks http.",
  },
  {
    words: ["gen_tcp", "gun"],
    languages: ["elixir", "erlang"],
    in: "code",
    match: /(?:\bgen_tcp[.:]connect|\bgun[.:]open)\(\s*(?:~c)?(["'][^"'\n]{1,200}["'])\s*,\s*80\b/,
    when: judgeFirst,
    why,
  },
  {
    words: ["make.socket(", "socketconnection("],
    languages: ["r"],
    in: "code",
    match:
      /\b(?:make\.socket|socketConnection)\(\s*(?:host\s*=\s*)?(["'][^"'\n]{1,200}["'])\s*,\s*(?:port\s*=\s*)?80\b/,
    when: judgeFirst,
    why,
  },
  {
    // https://perldoc.perl.org/IO::Socket::INET
    words: "io::socket::inet",
    languages: ["perl"],
    match: /\bIO::Socket::INET6?->new\s*(?=\()/,
    when: (place) => {
      const call = groupAfter(place);
      const host = named(call, /PeerAddr|PeerHost/) ?? positional(call, 0) ?? "";
      const port = named(call, /PeerPort/) ?? /:(\w+)["']$/.exec(host)?.[1] ?? "";
      return /^["']?(?:80|http(?:\(80\))?)["']?$/.test(port) ? judgeValue(place, host) : null;
    },
    why,
  },
  {
    // https://metacpan.org/pod/Net::HTTP
    words: "net::http->new",
    languages: ["perl"],
    match: /\bNet::HTTP->new\s*\(\s*(?:(?:Host|PeerAddr)\s*=>\s*)?([^,()\n]{1,200})/,
    when: judgeFirst,
    why: "Net::HTTP does not encrypt; Net::HTTPS does.",
  },
  {
    words: ":connect(",
    languages: ["lua"],
    in: "code",
    match: /:connect\(\s*(["'][^"'\n]{1,200}["'])\s*,\s*80\s*\)/,
    when: judgeFirst,
    why,
  },
];
