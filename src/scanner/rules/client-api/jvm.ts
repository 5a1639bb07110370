import type { Severity } from "../../finding.ts";
import { codeAround, groupAfter, named, positional } from "../../patterns/call.ts";
import { judgeValue } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { isInCall, mentions, type Place } from "../../patterns/place.ts";
import { isChosen } from "./scheme-choice.ts";
import { judgeHostBeside, judgeHostNearby } from "./scheme-context.ts";

const languages = ["java", "kotlin", "scala", "groovy"];
const proxy = /proxy/i;

/** `HttpHost(host, port)` means http, https://hc.apache.org/httpcomponents-core-5.3.x/ */
function weighHttpHost(place: Place): Severity | null {
  const call = groupAfter(place);
  const given = call?.arguments.map(({ value }) => value) ?? [];
  if (isChosen(place)) return null;
  if (given[2] === '"http"' && /^"/.test(given[0] ?? "")) return judgeValue(place, given[0] ?? "");
  const { before } = codeAround(place, 80, 0);
  if (proxy.test(before) || proxy.test(given[0] ?? "")) return null;
  if (given[0] === '"http"') return judgeValue(place, given[1] ?? "");
  if (given[2] === '"http"') return judgeValue(place, given[0] ?? "");
  if (given.length > 2 || given[1] === "443" || /https/i.test(given.join())) return null;
  const isClient = isInCall(place, /RestClient\.builder|setHttpHostConfig|setHosts/);
  return isClient || /^"/.test(given[0] ?? "") ? judgeValue(place, given[0] ?? "") : null;
}

/** Clients and parts of addresses in Java, Kotlin, Scala and Groovy. */
export const jvm: readonly Pattern[] = [
  {
    // java.net.URL, java.net.URI and others that take the scheme first
    words: ['"http"', '"ws"'],
    languages,
    match: /\b(?:URL|URI|Uri|URIBuilder|URIish|Origin)\(\s*(?:scheme\s*=\s*)?"(?:http|ws)"\s*,/,
    when: (place) => {
      if (isChosen(place)) return null;
      const call = groupAfter({ ...place, end: place.start + place.match[0].indexOf("(") + 1 });
      return judgeValue(place, call?.arguments.slice(1).find(({ value }) => value !== "null")?.value ?? "");
    },
    why: "An address is put together with the scheme http.",
  },
  {
    words: "httphost(",
    languages,
    in: "code",
    match: /(?<!\b(?:static|public|private|protected|fun|def)\s{1,4})\bHttpHost\(/,
    when: weighHttpHost,
    why: "The host is spoken to by http.",
  },
  {
    // AWS SDK for Java, https://docs.aws.amazon.com/AWSJavaSDK/latest/javadoc/com/amazonaws/ClientConfiguration.html
    words: "protocol.http",
    languages,
    in: "code",
    match: /\b(?:with|set)?Protocol\s*(?:\(|=(?!=))\s*(?:\w{1,40}\.)?Protocol\.HTTP\b/i,
    when: (place) => !isChosen(place),
    why: "The client is told to speak http.",
  },
  {
    // Ktor, https://api.ktor.io/ktor-http/io.ktor.http/-u-r-l-protocol/
    words: ["urlprotocol.http", "urlprotocol.ws"],
    languages: ["kotlin"],
    in: "code",
    match: /\bprotocol\s*=\s*URLProtocol\.(?:HTTP|WS)\b/,
    when: (place) => (isChosen(place) ? null : judgeKtorHost(place)),
    why: "The client is told to speak http.",
  },
  {
    // https://square.github.io/okhttp/features/https/
    words: "connectionspec.cleartext",
    languages,
    in: "code",
    match: /\bConnectionSpec\.CLEARTEXT\b/,
    when: (place) => isInCall(place, /(?:connectionSpecs|listOf|asList|List\.of|Builder|singletonList)$/),
    why: "OkHttp is allowed to speak without TLS.",
  },
  {
    // https://developer.android.com/reference/android/webkit/WebSettings#setMixedContentMode(int)
    words: ["mixed_content_always_allow", "setmixedcontentmode(", "mixedcontentmode"],
    languages,
    in: "code",
    match: /\b(?:setMixedContentMode\s*\(|mixedContentMode\s*=(?!=))\s*(?:[\w.]{0,60}MIXED_CONTENT_ALWAYS_ALLOW|0)\b/,
    why: "Pages over HTTPS may load content without TLS.",
  },
  {
    // https://doc.akka.io/docs/akka-http/current/client-side/connection-level.html
    words: ["outgoingconnection(", "hostconnectionpool"],
    languages,
    in: "code",
    match: /\.(?:outgoingConnection|(?:cached|new)HostConnectionPool)(?:\[[\w, ]{0,60}\])?\(/,
    when: (place) => {
      const call = groupAfter(place);
      const host = named(call, /host/) ?? positional(call, 0);
      return host === undefined || /https/i.test(host) ? null : judgeValue(place, host);
    },
    why: "The connection is one without TLS.",
  },
  {
    // http4s and Akka name schemes by objects
    words: ["scheme.http", "httpscheme.http"],
    languages,
    in: "code",
    match: /\bscheme\s*(?:=(?!=)|\()\s*(?:Some\(\s*)?(?:Uri\.)?(?:Http)?Scheme\.(?:http|HTTP)\b/,
    when: (place) => (isChosen(place) ? null : judgeHostBeside(place, judgeHostNearby(place))),
    why: "The scheme is set to one without TLS.",
  },
  {
    // Finagle, https://twitter.github.io/finagle/guide/Clients.html
    words: "newservice(",
    languages: ["scala"],
    in: "code",
    match: /\bHttp\.(?:client\s{0,40}\.)?newService\(/,
    when: (place) => judgeValue(place, positional(groupAfter(place), 0) ?? ""),
    why: "The client speaks http; withTls would encrypt.",
  },
  {
    // Spring Data Elasticsearch, https://docs.spring.io/spring-data/elasticsearch/reference/elasticsearch/clients.html
    words: "connectedto(",
    languages,
    in: "code",
    match: /\.connectedTo\(([^()\n]{1,200})\)(?![^;]{0,400}\.usingSsl\()/,
    when: (place) => mentions(place.source, /elasticsearch/i) && judgeValue(place, place.match[1] ?? ""),
    why: "The client speaks http; usingSsl would encrypt.",
  },
  {
    // java.net.Socket to the port of HTTP
    words: "socket(",
    languages,
    in: "code",
    match: /\b(?:new\s+)?Socket\(\s*("[^"\n]{1,200}")\s*,\s*80\s*\)/,
    when: (place) => judgeValue(place, place.match[1] ?? ""),
    why: "A plain socket to the port of HTTP.",
  },
];

function judgeKtorHost(place: Place): boolean | Severity | null {
  const { before, after } = codeAround(place, 200, 200);
  const host = /\bhost\s*=([^\n,;})]{1,120})/.exec(`${after}\n${before}`)?.[1];
  return host === undefined || judgeValue(place, host);
}
