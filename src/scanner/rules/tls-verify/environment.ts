import type { Pattern } from "../../patterns/pattern.ts";
import { isDone } from "./context.ts";
import { switchedOn } from "./options.ts";

/** How an environment variable gets a value, whatever sets it; nothing is read or compared. */
const SET =
  "[\"'`]?[)\\]}]{0,2}(?:\\s*(?:=>|[:=](?!=)|,)\\s*|\\s+value\\s*=\\s*|\\s*\\n\\s*value\\s*:\\s*|[ \\t]+)[\"'`]?";

function set(name: string, value: string): RegExp {
  return new RegExp(`(?<![\\w$]|\\$\\{)${name}${SET}${value}`);
}

const unverified = "Certificates are not verified by what runs with this variable.";

/** Environment variables of tools and runtimes that accept any certificate. */
export const environment: readonly Pattern[] = [
  {
    // git asks only whether the variable is there.
    words: "git_ssl_no_verify",
    match: set("GIT_SSL_NO_VERIFY", "\\w"),
    when: isDone,
    why: unverified,
  },
  {
    words: ["curl_ca_bundle", "requests_ca_bundle"],
    match: /(?<![\w$]|\$\{)(?:CURL|REQUESTS)_CA_BUNDLE["']?\]?[ \t]*[:=,][ \t]*(?:""|'')/,
    when: isDone,
    why: unverified,
  },
  {
    words: "curl_ca_bundle",
    match: /(?<![\w$]|\$\{)(?:CURL|REQUESTS)_CA_BUNDLE=(?=[ \t]+\w|[ \t]*$)/m,
    languages: ["shell", "dotenv", "yaml-block"],
    when: isDone,
    why: unverified,
  },
  {
    words: "docker_tls_verify",
    match: /(?<![\w$]|\$\{)DOCKER_TLS_VERIFY["']?\]?[ \t]*[:=][ \t]*(?:""|'')/,
    when: isDone,
    why: "Docker is spoken to without TLS verification.",
  },
  {
    words: "pgsslmode",
    match: set("PGSSLMODE", "(?:disable|allow)\\b"),
    when: isDone,
    why: "PostgreSQL is spoken to without TLS.",
  },
  {
    words: "reqcert",
    match:
      /\b(?:LDAPTLS_REQCERT|TLS_REQCERT|OPT_X_TLS_REQUIRE_CERT)["'`]?\]?(?:\s*[=:,(]\s*|[ \t]+)["'`]?(?:\w+\.)?(?:OPT_X_TLS_)?(?:never|allow)\b/i,
    when: isDone,
    why: "LDAP accepts any certificate.",
  },
  {
    words: "x_tls_require_cert",
    match:
      /(?:\bLDAP_|\b)OPT_X_TLS_REQUIRE_CERT\b["')\]]*\s*[,:=]\s*(?:\w+(?:\.|::|->))?(?:LDAP_)?OPT_X_TLS_(?:NEVER|ALLOW)\b/,
    when: isDone,
    why: "LDAP accepts any certificate.",
  },
  ...switchedOn(
    ["vsphere allow unverified ssl", "os insecure", "azure cli disable connection verification"],
    unverified,
  ),
];
