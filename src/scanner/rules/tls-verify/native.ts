import type { Pattern } from "../../patterns/pattern.ts";
import { mentions } from "../../patterns/place.ts";
import { isDone } from "./context.ts";
import { weightIfDone } from "./hosts.ts";

const languages = ["c"];
const unverified = "Certificates are not verified.";

/** C and C++: OpenSSL, Qt, Windows, Boost.Asio, and others. curl is with PHP's, whose options have the same names. */
export const native: readonly Pattern[] = [
  {
    // https://docs.openssl.org/master/man3/SSL_CTX_set_verify/
    words: "ssl_verify_none",
    match: /set_?verify\w*\s*\(\s*(?:[^(),;]{0,60},\s*)?(?:\w+(?:::|\.|->))*SSL_VERIFY_NONE\b/i,
    when: isDone,
    why: unverified,
  },
  {
    words: "x509_store_ctx",
    languages,
    next: /(?!\w)/y,
    match: /X509_STORE_CTX\s*\*\s*\w*\s*\)\s*\{\s*(?:\(void\)\s*\w+;\s*){0,3}return\s+(?:1|true|TRUE|X509_V_OK)\s*;/y,
    why: "A callback that accepts every certificate.",
  },
  {
    words: ["verify_none", "set_verify_mode", "set_verify_callback"],
    languages,
    match:
      /\bset_verify_mode\s*\(\s*(?:\w+::)*(?:context_base::)?verify_none\b|\bset_verify_callback\s*\(\s*\[[^\]]*\]\s*\([^(){}]*\)\s*(?:->\s*bool\s*)?\{\s*return\s+true\s*;|\b(?:ssl|asio|net)::(?:\w+::)*verify_none\b/,
    when: isDone,
    why: unverified,
  },
  {
    // https://doc.qt.io/qt-6/qsslsocket.html
    words: ["ignoresslerrors", "verifynone", "querypeer"],
    languages: ["c", "python", "javascript"],
    match:
      /(?:->|\.)ignoreSslErrors\s*\(\s*\)|\bsetPeerVerifyMode\s*\(\s*(?:\w+(?:::|\.))*(?:VerifyNone|QueryPeer)\b|&\w+::ignoreSslErrors\b|SLOT\s*\(\s*ignoreSslErrors/,
    when: isDone,
    why: unverified,
  },
  {
    // https://learn.microsoft.com/windows/win32/winhttp/option-flags
    words: ["security_flag_ignore_", "internet_flag_ignore_cert"],
    languages: ["c", "visual-basic", "rust", "csharp", "pascal"],
    match:
      /(?<!#\s*define\s+)\b(?:SECURITY_FLAG_IGNORE_(?:UNKNOWN_CA|CERT_CN_INVALID|CERT_DATE_INVALID|CERT_WRONG_USAGE|ALL_CERT_ERRORS)|INTERNET_FLAG_IGNORE_CERT_(?:CN|DATE)_INVALID)\b(?!\s*(?::|=|\)\s*(?:==|!=)))/,
    when: isDone,
    why: unverified,
  },
  {
    // https://mbed-tls.readthedocs.io, https://www.wolfssl.com, https://www.gnutls.org
    words: ["mbedtls_ssl_verify_none", "wolfssl_verify_none", "mbedtls_ssl_verify_optional"],
    match:
      /\b(?:mbedtls_ssl_conf_authmode\s*\([^;]{0,80}MBEDTLS_SSL_VERIFY_(?:NONE|OPTIONAL)|\w*set_verify\s*\([^;]{0,80}WOLFSSL_VERIFY_NONE)\b/,
    when: isDone,
    why: unverified,
  },
  {
    // Arduino and ESP: https://github.com/espressif/arduino-esp32
    words: "setinsecure",
    languages: ["c"],
    in: "code",
    match: /(?:\.|->)setInsecure\s*\(\s*\)/,
    why: unverified,
  },
  {
    // GLib and libsoup: https://libsoup.org
    words: ["ssl-strict", "tls-strict", "tls_errors_policy_ignore"],
    match: /["'](?:ssl-strict|tls-strict)["']\s*,\s*(?:FALSE|0)\b|\bTLS_ERRORS_POLICY_IGNORE\b/i,
    when: isDone,
    why: unverified,
  },
  {
    // https://botan.randombit.net/handbook/api_ref/tls.html
    words: "tls_verify_cert_chain",
    languages,
    match: /\btls_verify_cert_chain\s*\([^{};]{0,380}\)\s*(?:override\s*)?\{\s*\}/,
    why: unverified,
  },
  {
    words: ["insecurechannelcredentials", "enable_server_certificate_verification"],
    languages,
    in: "code",
    match: /\bInsecureChannelCredentials\s*\(\s*\)|\benable_server_certificate_verification\s*\(\s*false\b/,
    when: (place) => !mentions(place.source, /\bnamespace grpc\b/) && weightIfDone(place),
    why: "The certificate is not verified, or TLS is off.",
  },
];
