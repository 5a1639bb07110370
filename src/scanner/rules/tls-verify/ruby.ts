import type { Pattern } from "../../patterns/pattern.ts";
import { mentions, nameOfCall } from "../../patterns/place.ts";
import { isDone } from "./context.ts";
import { weightHere, weightIfDone } from "./hosts.ts";

const unverified = "Certificates are not verified.";

/** Ruby's OpenSSL, and the HTTP libraries above it. */
export const ruby: readonly Pattern[] = [
  {
    // https://ruby-doc.org/stdlib/libdoc/openssl/rdoc/OpenSSL/SSL/SSLContext.html
    words: "verify_none",
    languages: ["ruby", "html", "yaml"],
    match: /\bOpenSSL::SSL::VERIFY_NONE\b|\bverify_mode["']?\s*(?:=>|[:=](?!=))\s*:?["']?(?:\w+::)*(?:verify_)?none\b/i,
    when: weightIfDone,
    why: unverified,
  },
  {
    words: "verify_mode",
    languages: ["ruby", "html", "yaml"],
    match: /\b(?:ssl_|openssl_)?verify_mode["']?\s*(?:=>|[:=](?!=))\s*(?:["':]{0,2}none\b|0\b|nil\b)/i,
    when: weightIfDone,
    why: unverified,
  },
  {
    // https://www.rubydoc.info/gems/httparty, https://lostisland.github.io/faraday
    words: "verify",
    languages: ["ruby"],
    in: "code",
    match: /(?<![\w.])(?:verify:\s*|:verify\s*=>\s*)false\b/,
    when: (place) =>
      !/decode|JWT|tags|validate|dup|copy/i.test(nameOfCall(place)) &&
      mentions(place.source, /Faraday|http|ssl|rest-client|Typhoeus|Net::|Excon|url/i) &&
      weightIfDone(place),
    why: unverified,
  },
  {
    words: "ssl.verify",
    languages: ["ruby"],
    in: "code",
    match: /\bssl(?:_options)?(?:\.verify(?:_hostname)?|\[:verify\])\s*=\s*false\b/,
    when: isDone,
    why: unverified,
  },
  {
    words: "this_channel_is_insecure",
    languages: ["ruby"],
    in: "code",
    match: /:this_channel_is_insecure\b/,
    when: weightHere,
    why: "gRPC is spoken without TLS.",
  },
];
