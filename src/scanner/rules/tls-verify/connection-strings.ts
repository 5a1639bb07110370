import type { Pattern } from "../../patterns/pattern.ts";
import { lineAround, mentions, type Place } from "../../patterns/place.ts";
import { isDone } from "./context.ts";
import { statementAround, weightHere, weightOfHosts } from "./hosts.ts";

const plain = "The connection is not encrypted.";

/** A connection string weighs what its own host does, else what its statement names. */
function weigh(place: Place) {
  if (!isDone(place)) return false;
  const { string, source } = place;
  if (string === undefined) return weightOfHosts(statementAround(place) + lineAround(place).after, place.settings);
  const own = source.text.slice(Math.max(string.start, place.start - 400), Math.min(string.end, place.end + 200));
  const weight = weightOfHosts(own, place.settings);
  return weight === "error" ? weightHere(place) : weight;
}

/** Whether a key is part of a connection string: other keys stand beside it, between semicolons or ampersands. */
function isAmongKeys(place: Place): boolean {
  const { before, after } = lineAround(place);
  return /[;?&]\s*$/.test(before) || (/["'`]$/.test(before) && /[;?&]/.test(before + after.charAt(0)));
}

/** Connection strings of databases and brokers, and the options of the same names. */
export const connectionStrings: readonly Pattern[] = [
  {
    // PostgreSQL, MySQL: https://www.postgresql.org/docs/current/libpq-ssl.html
    words: ["sslmode", "ssl_mode", "ssl-mode", "ssl mode"],
    match:
      /ssl[ _-]?mode["'`]?\]?\s*(?:=>|:=|[:=](?!=)|,|\(|>)\s*["'`:]?(?:new\s+)?(?:\w*ssl_?mode(?:\.|::))?(?:disabled?|allow|none)\b(?!["']?\s*\|(?!\|))/i,
    when: weigh,
    why: plain,
  },
  {
    words: ["ssl-mode", "ssl_mode"],
    match: /--ssl[-_]mode[ \t]+["']?disabled?\b/i,
    when: weigh,
    why: plain,
  },
  {
    // JDBC of MySQL and others, Redis, ClickHouse
    words: ["usessl", "use ssl"],
    match: /use ?ssl["'`]?\]?\s*(?:=>|:=|[:=](?!=)|,|\(|>)\s*["'`]?(?:false|no|off|0)\b(?!\s*\|(?!\|))/i,
    when: weigh,
    why: plain,
  },
  {
    // SQL Server: https://learn.microsoft.com/sql/connect/ado-net/connection-string-syntax
    words: "encrypt",
    next: /(?!\w)/y,
    match: /(?<![\w.$-])encrypt\s*=\s*(?:false|no|optional)\b/iy,
    in: "string",
    when: (place) => isAmongKeys(place) && weigh(place),
    why: plain,
  },
  {
    words: "encrypt",
    next: /(?!\w)/y,
    match: /(?<![\w$-])encrypt\s*=\s*(?:false|no|optional)\s*(?=;|["'<\s]|$)/imy,
    languages: ["properties", "yaml", "ini", "dotenv", "shell", "xml", "yaml-block", "plain", "powershell"],
    when: (place) => isAmongKeys(place) && weigh(place),
    why: plain,
  },
  {
    // Its options as a map or an object: tedious, SqlConnectionStringBuilder, SqlConnectionEncryptOption
    words: "encrypt",
    next: /(?!\w)/y,
    match:
      /(?<![\w$-])encrypt["'`]?\]?\s*(?:=>|[:=](?!=))\s*["'`]?(?:SqlConnectionEncryptOption\.Optional|false)\b(?!\s*[|;]\s*\w+\s*=)/iy,
    when: (place) =>
      mentions(
        place.source,
        /mssql|sqlserver|tedious|SqlConnection|sequelize|typeorm|trustServerCertificate|sqlalchemy|dialect/i,
      ) && weigh(place),
    why: plain,
  },
  {
    words: "trust server certificate",
    match: /\btrust server certificate\s*=\s*(?:true|yes)\b/i,
    when: weigh,
    why: "Any certificate of the server is accepted.",
  },
  {
    // Parameters of a URL: MongoDB, the Go driver of MySQL, Redis, ClickHouse, PostgreSQL
    words: ["ssl=", "tls=", "secure=", "encrypted=", "ssl_verify=", "sslverify=", "ssl-verify=", "verify="],
    match: /[?&;](?:ssl|tls|secure|encrypted)=(?:false|0|skip-verify|preferred|off|no|none)(?![\w-])/i,
    when: weigh,
    why: plain,
  },
  {
    words: "skip-verify",
    match: /\b(?:tls|TLSConfig)["']?\s*[:=]\s*["'](?:skip-verify|preferred)["']/,
    when: weigh,
    why: plain,
  },
  {
    words: "nonvalidatingfactory",
    match: /\bNonValidatingFactory\b/,
    when: weigh,
    why: "Any certificate of the server is accepted.",
  },
  {
    words: "ssl_cert_reqs",
    match: /\bssl_cert_reqs["'`]?\]?\s*[:=]\s*["']?(?:ssl\.)?(?:CERT_)?NONE\b/i,
    when: weigh,
    why: "Certificates are not verified.",
  },
  {
    words: "verify_none",
    match: /[?&]verify=verify_none\b/,
    when: weigh,
    why: "Certificates are not verified.",
  },
];
