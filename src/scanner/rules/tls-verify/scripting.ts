import type { Pattern } from "../../patterns/pattern.ts";
import { isDone } from "./context.ts";
import { weightIfDone } from "./hosts.ts";

const unverified = "Certificates are not verified.";

/** Dart, Elixir, Erlang, Perl, Lua, R, Haskell, Clojure and PowerShell. */
export const scripting: readonly Pattern[] = [
  {
    // https://api.dart.dev/dart-io/HttpClient/badCertificateCallback.html
    words: ["badcertificatecallback", "onbadcertificate"],
    languages: ["dart"],
    match:
      /\b(?:badCertificateCallback|onBadCertificate)\s*(?:\??[=:])\s*\(*\s*(?:\([^(){}]{0,160}\)|\w+)\s*(?:=>\s*true\b(?!\s*(?:&&|\|\|))|\{\s*(?:\/\/[^\n]*\s*)?return\s+true\s*;)/,
    when: isDone,
    why: unverified,
  },
  {
    words: "badcertificatecallback",
    languages: ["dart"],
    match: /\bbadCertificateCallback\s*(?:=>|[({])\s*(?:[^(){}]{0,160}\)\s*)?(?:=>|\{\s*return)?\s*true\b/,
    when: isDone,
    why: unverified,
  },
  {
    // https://www.erlang.org/doc/apps/ssl/ssl.html
    words: "verify_none",
    languages: ["elixir", "erlang", "yaml"],
    match: /\bverify['"]?\s*(?::\s*:?|,\s*:?|=>\s*:?)verify_none\b/,
    when: weightIfDone,
    why: unverified,
  },
  {
    words: ":insecure",
    languages: ["elixir"],
    in: "code",
    match: /(?:hackney:\s*\[[^\]]{0,120}|:hackney\.\w+\([^()]{0,160}|\[)\s*:insecure\b(?=\s*[,\]])/,
    when: weightIfDone,
    why: unverified,
  },
  {
    // https://metacpan.org/pod/IO::Socket::SSL
    words: "ssl_verify_mode",
    languages: ["perl"],
    match: /\bSSL_verify_mode['"]?\s*(?:=>|=(?!=)|,)\s*(?:\\?&?(?:[\w:]+::)?SSL_VERIFY_NONE\b|0(?:x0+)?\b|'none')/i,
    when: weightIfDone,
    why: unverified,
  },
  {
    words: "perl_lwp_ssl_verify_hostname",
    match: /\bPERL_LWP_SSL_VERIFY_HOSTNAME["'`]?[}\]]?\s*(?:=>|[:=](?!=)|\s)\s*["'`]?0\b/,
    when: isDone,
    why: unverified,
  },
  {
    // https://github.com/lunarmodules/luasec/wiki
    words: "verify",
    languages: ["lua"],
    match: /(?<![\w.])verify\s*=\s*(?:\{\s*)?["']none["']/,
    when: isDone,
    why: unverified,
  },
  {
    // https://github.com/openresty/lua-nginx-module#tcpsocksslhandshake
    words: ["sslhandshake", "ssl_handshake"],
    languages: ["lua"],
    in: "code",
    match: /:ssl_?handshake\s*\([^(),]{0,60},[^(),]{0,60},\s*false\b/,
    why: unverified,
  },
  {
    words: "extra",
    languages: ["r"],
    match: /\bextra\s*=\s*["'](?:[^"'\n]*\s)?(?:-k|--insecure|--no-check-certificate)\b/,
    why: unverified,
  },
  {
    words: "tlssettingssimple",
    languages: ["haskell"],
    in: "code",
    match: /\bTLSSettingsSimple\s+True\b/,
    why: unverified,
  },
  {
    // https://github.com/dakrone/clj-http
    words: ":insecure",
    languages: ["lisp"],
    match: /:insecure\??\s+true\b/,
    when: weightIfDone,
    why: unverified,
  },
  {
    words: "verifymode::none",
    languages: ["ruby"],
    in: "code",
    match: /\bVerifyMode::NONE\b/,
    when: isDone,
    why: unverified,
  },
  {
    words: "-usessl",
    languages: ["powershell"],
    match: /-UseSsl:\s*\$false\b/i,
    when: isDone,
    why: "TLS is switched off.",
  },
];
