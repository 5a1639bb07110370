import type { Pattern } from "../../patterns/pattern.ts";
import { nameOfCall } from "../../patterns/place.ts";
import { isDone } from "./context.ts";
import { weightIfDone } from "./hosts.ts";

const languages = ["php"];
const unverified = "Certificates are not verified.";

/** PHP's streams, curl, mysqli, and the clients above them. */
export const php: readonly Pattern[] = [
  {
    // https://docs.guzzlephp.org/en/stable/request-options.html#verify
    words: "verify",
    languages,
    match: /(?:(?<![\w$])["']verify["']|RequestOptions::VERIFY)\]?\s*(?:=>|=(?!=)|,)\s*(?:false|0|FALSE|False)\b/,
    when: (place) => !/jwt|decode|validate|column/i.test(nameOfCall(place)) && weightIfDone(place),
    why: unverified,
  },
  {
    // https://laravel.com/docs/http-client
    words: "withoutverifying",
    languages,
    in: "code",
    match: /(?:->|::)withoutVerifying\s*\(\s*\)/,
    when: weightIfDone,
    why: unverified,
  },
  {
    // https://www.php.net/manual/en/mysqli.real-connect.php
    words: "mysqli_client_ssl_dont_verify_server_cert",
    languages,
    in: "code",
    match: /\bMYSQLI_CLIENT_SSL_DONT_VERIFY_SERVER_CERT\b/,
    when: isDone,
    why: unverified,
  },
  {
    words: "curlopt_ssl_verify",
    languages: ["php", "c", "javascript", "perl", "ruby", "lua", "csharp", "r", "pascal", "rust", "html"],
    match:
      /\bCURLOPT_(?:PROXY_|DOH_)?SSL_VERIFY(?:PEER|HOST)["']?\]?\)?\s*(?:,|=>|[:=](?!=))\s*(?:\(?(?:long|bool|int)\)?\s*\(?)?["']?(?:false|0[Ll]?|NULL|null|nil|!1)\b/i,
    when: weightIfDone,
    why: unverified,
  },
  {
    // 1 only looks whether there is a name: https://curl.se/libcurl/c/CURLOPT_SSL_VERIFYHOST.html
    words: "curlopt_ssl_verifyhost",
    languages: ["php"],
    match: /\bCURLOPT_SSL_VERIFYHOST["']?\]?\)?\s*(?:,|=>|=(?!=))\s*(?:1|true)\b/i,
    when: weightIfDone,
    why: "The host's name in the certificate is not verified.",
  },
  {
    // https://github.com/PHPMailer/PHPMailer
    words: "smtpsecure",
    languages,
    in: "code",
    match: /->SMTPSecure\s*=\s*(?:false|""|''|null)\s*;/,
    when: weightIfDone,
    why: "Mail is sent without TLS.",
  },
  {
    // https://developer.wordpress.org/reference/hooks/https_ssl_verify/
    words: ["https_ssl_verify", "https_local_ssl_verify"],
    languages,
    match: /\badd_filter\s*\(\s*["']https_(?:local_)?ssl_verify["']\s*,\s*["']__return_false["']/,
    why: unverified,
  },
];
