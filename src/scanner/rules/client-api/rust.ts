import { judgeValue } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { mentions } from "../../patterns/place.ts";
import { isChosen } from "./scheme-choice.ts";
import { judgeHostNearby } from "./scheme-context.ts";

const languages = ["rust"];
const tls = /\b(?:hyper_tls|hyper_rustls|HttpsConnector|native_tls|rustls|openssl|UnixConnector|hyperlocal)\b/;

/** Rust: the http crate, hyper, plain sockets. */
export const rust: readonly Pattern[] = [
  {
    // https://docs.rs/http/latest/http/uri/struct.Scheme.html
    words: "scheme::http",
    languages,
    in: "code",
    match: /(?:\.scheme\(\s*(?:Some\(\s*)?|\bscheme\s*[:=](?!=)\s*(?:Some\(\s*)?)(?:\w{1,30}::)*Scheme::HTTP\b/,
    when: (place) => (isChosen(place) ? null : judgeHostNearby(place)),
    why: "The scheme is set to one without TLS.",
  },
  {
    // https://docs.rs/hyper-util/latest/hyper_util/client/legacy/struct.Builder.html#method.build_http
    words: ["build_http()", "build_http::<", "hyper::client::new("],
    languages,
    in: "code",
    match: /\.build_http(?:::<[^()\n]{0,80}>)?\(\)|\bhyper::Client::new\(\)/,
    when: (place) => (mentions(place.source, tls) ? null : "warning"),
    why: "This client of hyper speaks only http.",
  },
  {
    words: [':80"', '", 80)'],
    languages,
    match: /\bTcpStream::connect\(\s*(?:\(\s*)?&?(?:("[^"\n]{1,200}:80")|("[^"\n]{1,200}")\s*,\s*80\s*\))/,
    when: (place) => judgeValue(place, place.match[1] ?? place.match[2] ?? ""),
    why: "A plain socket to the port of HTTP.",
  },
];
