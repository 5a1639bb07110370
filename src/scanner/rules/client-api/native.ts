import { groupAfter, positional } from "../../patterns/call.ts";
import { judgeText, judgeValue } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { mentions } from "../../patterns/place.ts";
import { isChosen } from "./scheme-choice.ts";
import { judgeHostNearby } from "./scheme-context.ts";

const languages = ["c"];
const text = String.raw`(?:L|U|_T\(|TEXT\()?\s*("[^"\n]{1,200}")\)?`;

/** C, C++, Objective-C and Arduino: cpp-httplib, Poco, WinHTTP, WinINet, Boost.Asio, libcurl, Wi-Fi clients. */
export const native: readonly Pattern[] = [
  {
    // https://github.com/yhirose/cpp-httplib: Client with a bare host speaks http
    words: "httplib::client",
    languages,
    in: "code",
    match: new RegExp(String.raw`\bhttplib::Client(?:\s+\w+|>)?\s*[({]\s*${text}`),
    when: (place) => judgeValue(place, place.match[1] ?? ""),
    why: "Without a scheme the client speaks http.",
  },
  {
    // https://docs.pocoproject.org/current/Poco.Net.HTTPClientSession.html
    words: "httpclientsession",
    languages,
    in: "code",
    match: /\bHTTPClientSession(?:>|\s+\w+)?\s*(?=[({])/,
    when: (place) => {
      const host = positional(groupAfter(place), 0);
      // In a declaration there are types.
      return host === undefined || /^[\w:]+[\s&<]/.test(host) ? null : judgeValue(place, host);
    },
    why: "HTTPClientSession does not encrypt; HTTPSClientSession does.",
  },
  {
    // https://learn.microsoft.com/windows/win32/api/winhttp/nf-winhttp-winhttpconnect
    words: "internet_default_http_port",
    languages,
    in: "code",
    match:
      /\b(?:WinHttpConnect|InternetConnect[AW]?)\s*\(\s*[^,()]{1,80},\s*([^,]{1,200}),\s*INTERNET_DEFAULT_HTTP_PORT\b/,
    when: (place) => judgeValue(place, place.match[1] ?? ""),
    why: "The connection is one to the port of HTTP.",
  },
  {
    // Boost.Asio's resolver, and getaddrinfo of POSIX
    words: ['"80"', '"http"'],
    languages,
    match: new RegExp(
      String.raw`\b(?:resolve|query|async_resolve|getaddrinfo|BIO_new_connect)\w*(?:\s+\w+)?\s*[({]\s*${text}\s*,\s*"(?:80|http)"`,
    ),
    when: (place) => judgeValue(place, place.match[1] ?? ""),
    why: "A plain socket to the port of HTTP.",
  },
  {
    // https://docs.openssl.org/master/man3/BIO_s_connect/
    words: "bio_new_connect",
    languages,
    in: "code",
    match: /\bBIO_new_connect\s*\(\s*("[^"\n]{1,200}:(?:80|http)")/,
    when: (place) => judgeValue(place, place.match[1] ?? ""),
    why: "A plain socket to the port of HTTP.",
  },
  {
    // Arduino's WiFiClient, EthernetClient and HTTPClient
    words: [".connect(", ".begin(", "httpclient "],
    languages,
    in: "code",
    match:
      /(?:\b(?!ssl|secure|tls)\w+\.(?:connect|begin)\(\s*(?:\w+\s*,\s*)?|\bHttpClient\s+\w+\s*\(\s*(?!ssl|secure)\w+\s*,\s*)("[^"\n]{1,200}")\s*,\s*80\b/i,
    when: (place) =>
      !mentions(place.source, /\b(?:WiFiClientSecure|BearSSL|SSLClient|WiFiSSLClient)\b/) &&
      judgeValue(place, place.match[1] ?? ""),
    why: "A plain connection to the port of HTTP.",
  },
  {
    // https://curl.se/libcurl/c/CURLOPT_URL.html and CURLOPT_DEFAULT_PROTOCOL.html
    words: "curlopt_url",
    languages,
    in: "code",
    match: /\bCURLOPT_URL\s*,\s*"([\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?::\d{1,5})?(?:[/?][^"\n]{0,200})?)"/,
    when: (place) => judgeText(place, place.match[1] ?? ""),
    why: "Without a scheme cURL speaks http.",
  },
  {
    words: "curlopt_default_protocol",
    languages: ["c", "php", "rust", "perl", "python"],
    match: /\bCURLOPT_DEFAULT_PROTOCOL\s*(?:,|=>)\s*["']http["']/,
    why: "Without a scheme cURL speaks http.",
  },
  {
    // libsoup 2, https://libsoup.org/libsoup-2.4/SoupURI.html
    words: "soup_uri_scheme_http",
    languages,
    in: "code",
    match: /\bsoup_uri_set_scheme\s*\([^,()]{1,60},\s*SOUP_URI_SCHEME_HTTP\s*\)/,
    when: (place) => (isChosen(place) ? null : judgeHostNearby(place)),
    why: "The scheme is set to one without TLS.",
  },
];
