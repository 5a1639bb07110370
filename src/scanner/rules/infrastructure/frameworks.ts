import { ancestorNamed, childOf, type Entry } from "../../entries/entry.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { mentions } from "../../patterns/place.ts";
import type { Check } from "./entry-rule.ts";
import { off, on, type Setting } from "./setting.ts";

const server = "The application answers without encryption.";

/** Configuration of frameworks and application servers. */
export const frameworks: readonly Setting[] = [
  // https://docs.spring.io/spring-boot/appendix/application-properties/; Kibana has the first of them, too.
  { keys: ["server.ssl.enabled", "management.server.ssl.enabled"], values: off, why: server },
  { keys: ["security.require_ssl", "security.require_https"], values: off, why: server },
  {
    keys: [
      "rabbitmq.ssl.enabled",
      "redis.ssl",
      "redis.ssl.enabled",
      "mongodb.ssl.enabled",
      "cassandra.ssl.enabled",
      "cassandra.ssl",
    ],
    values: off,
    when: (entry, { source }) => /(?:^|\.)spring\./.test(entry.key) || mentions(source, /\bspring:/),
    why: "The application connects without encryption.",
  },
  // https://learn.microsoft.com/dotnet/framework/configure-apps/file-schema/
  { keys: ["require_ssl"], values: off, languages: ["xml"], why: "Cookies are sent without encryption, too." },
  { keys: ["access.ssl_flags"], values: ["None"], languages: ["xml"], why: server },
  {
    keys: ["security.mode"],
    values: ["None"],
    languages: ["xml"],
    when: (entry) => ancestorNamed(entry, "binding") !== undefined,
    why: "The service is spoken to without encryption.",
  },
  { keys: ["transport_guarantee"], values: ["NONE"], languages: ["xml"], why: server },
  // https://learn.microsoft.com/dotnet/api/microsoft.aspnetcore.authentication.jwtbearer.jwtbeareroptions.requirehttpsmetadata
  {
    keys: ["require_https_metadata"],
    values: off,
    languages: ["json", "yaml"],
    why: "Keys of the identity provider may be fetched without encryption.",
  },
  // https://www.keycloak.org/docs/latest/server_admin/#_ssl_modes
  {
    keys: ["ssl_required"],
    values: ["none"],
    why: "The identity provider answers without encryption.",
  },
  {
    keys: [
      "force_https",
      "redirect_http_to_https",
      "http_to_https_redirect",
      "always_use_https",
      "enable_https_redirect",
      "redirect_to_https",
      "http_redirect_https",
    ],
    values: off,
    inCode: true,
    why: "Requests without encryption are not redirected to HTTPS.",
  },
  {
    keys: ["cleartext"],
    values: on,
    languages: ["json"],
    when: ({ parent }) => parent?.key === "server",
    why: "The application may connect without encryption.",
  },
];

/** Metadata of a WCF service by HTTP alone. */
export const serviceMetadata: Check = {
  words: ["httpgetenabled"],
  languages: ["xml"],
  find(entry: Entry) {
    const isOn = entry.key === "httpGetEnabled" && entry.value?.toLowerCase() === "true";
    const encrypted = childOf(entry.parent, "httpsGetEnabled")?.value?.toLowerCase();
    return isOn && encrypted !== "true" ? { entry, severity: "warning" } : undefined;
  },
  why: "The service describes itself without encryption.",
};

/** The same in programs. */
export const frameworksInPrograms: readonly Pattern[] = [
  // https://capacitorjs.com/docs/config
  {
    words: "cleartext",
    languages: ["javascript"],
    match: /\bserver\s*:\s*\{[^{}]{0,300}\bcleartext\s*:\s*true\b/,
    why: "The application may connect without encryption.",
  },
  // https://developer.wordpress.org/advanced-administration/security/https/
  {
    words: "force_ssl_admin",
    languages: ["php"],
    match: /\bdefine\s*\(\s*["']FORCE_SSL_ADMIN["']\s*,\s*(?:false|0)\b/i,
    why: "The administration answers without encryption.",
  },
];
