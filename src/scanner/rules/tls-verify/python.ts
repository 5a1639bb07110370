import type { Pattern } from "../../patterns/pattern.ts";
import { mentions, nameOfCall, type Place } from "../../patterns/place.ts";
import { isDone } from "./context.ts";
import { weightHere, weightIfDone } from "./hosts.ts";

const languages = ["python", "starlark"];
const unverified = "Certificates are not verified.";
const elsewhere =
  /(?:^|[._])(?:jwt|jws|jwe|jose|decode|encode|loads?|dumps?|sign|merge|copy|save|open|read|write|image|tar\w*|zip\w*|checksum|hash\w*|validate_?token|serializers?|signer|take|concat|reindex\w*)$/i;
const speaking =
  /\b(?:requests|httpx|aiohttp|urllib3?|boto3?|botocore|hvac|https?(?!:)|session|ssl|tls|cert\w*|client)\b/i;
const verified =
  /\b(?:verify_mode|check_hostname|load_default_certs|load_verify_locations|load_cert_chain|server_side\s*=\s*True|set_default_verify_paths|PROTOCOL_TLS_CLIENT|PROTOCOL_TLS_SERVER)\b/;

/** Whether a keyword of the name `verify` is about certificates. */
function isOfClient(place: Place) {
  const call = nameOfCall(place);
  if (elsewhere.test(call)) return false;
  const isClient = /(?:^|\.)[A-Z]\w*$/.test(call) || /client|session|connect|api/i.test(call);
  return (isClient || mentions(place.source, speaking)) && weightIfDone(place);
}

/** Python's ssl module and the HTTP libraries above it. */
export const python: readonly Pattern[] = [
  {
    // https://docs.python.org/3/library/ssl.html
    words: ["_create_unverified_context", "_create_stdlib_context"],
    languages,
    in: "code",
    match: /(?<!\bdef )\b(?:_create_unverified_context|_create_stdlib_context)\b(?!\s*=(?!=))/,
    when: isDone,
    why: "A TLS context that accepts any certificate.",
  },
  {
    words: "cert_none",
    languages,
    match:
      /(?:\b(?:\w*cert_reqs|verify_mode|validate|\w*verify\w*)["']?\]?\s*[:=](?!=)\s*["']?(?:\w+\.){0,4}CERT_NONE\b|\bset_verify\w*\([^()]{0,40}CERT_NONE\b|,\s*(?:ssl\.)CERT_NONE\b)/,
    when: weightIfDone,
    why: unverified,
  },
  {
    words: "verify",
    languages,
    match: /(?<![\w$])["']?verify["']?\]?\s*[:=](?!=)\s*(?:False|0)\b(?!\s*[|:])/,
    when: isOfClient,
    why: unverified,
  },
  {
    // https://docs.python.org/3/library/ssl.html#ssl.SSLContext: verifies nothing until told
    words: ["sslcontext", "wrap_socket"],
    languages,
    in: "code",
    match:
      /\bssl\.(?:SSLContext\s*\(\s*(?:(?:protocol\s*=\s*)?ssl\.PROTOCOL_(?:TLS|TLSv1(?:_[123])?|SSLv23|SSLv3|SSLv2)\s*)?\)|wrap_socket\s*\((?![^()]*\bcert_reqs))/,
    when: ({ source }) => !mentions(source, verified),
    why: "A TLS context that accepts any certificate, since it is not told to verify.",
  },
  {
    // aiohttp and asyncio: https://docs.aiohttp.org/en/stable/client_advanced.html#ssl-control-for-tcp-sockets
    words: "ssl",
    languages,
    in: "code",
    match: /(?<![\w$.])ssl\s*=\s*False\b/,
    when: weightIfDone,
    why: "Certificates are not verified, or TLS is off.",
  },
  {
    words: "secure",
    languages,
    in: "code",
    match: /(?:\bMinio\s*\([^()]{0,300}|\bclickhouse_connect\.get_client\([^()]{0,300})\bsecure\s*=\s*False\b/,
    when: weightIfDone,
    why: "TLS is switched off.",
  },
  {
    // https://www.pyopenssl.org/en/latest/api/ssl.html
    words: "set_verify",
    languages,
    match: /\bset_verify\s*\(\s*(?:\w+\.)*(?:VERIFY_NONE\b|VERIFY_PEER\s*,\s*lambda\b[^:\n]{0,60}:\s*(?:True|1)\b)/,
    when: isDone,
    why: unverified,
  },
  {
    words: ["tls_insecure_set", "assert_hostname"],
    languages,
    match: /\btls_insecure_set\s*\(\s*(?:value\s*=\s*)?True\b|\bassert_hostname["']?\]?\s*[:=](?!=)\s*False\b/,
    when: weightIfDone,
    why: "A certificate of any host is accepted.",
  },
  {
    // https://docs.twistedmatrix.com and others: a context by name
    words: "insecure_channel",
    languages,
    in: "code",
    match: /\b(?:grpc(?:\.aio)?|aio)\.insecure_channel\s*\(/,
    when: weightHere,
    why: "gRPC is spoken without TLS.",
  },
  {
    words: "validate_certificate",
    languages,
    in: "code",
    match: /\bvalidate_certificate\s*=\s*False\b/,
    when: isDone,
    why: unverified,
  },
  {
    // Click, ldap3: https://ldap3.readthedocs.io/en/latest/ssltls.html
    words: "use_ssl",
    languages,
    in: "code",
    match: /\b(?:ldap3\.)?(?:Server|resource|client)\s*\([^()]{0,300}\buse_ssl\s*=\s*False\b/,
    when: (place) => mentions(place.source, /\b(?:ldap|boto)/) && weightIfDone(place),
    why: "TLS is switched off.",
  },
];
