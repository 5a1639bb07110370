import { judgeHost } from "../../hosts/judge-host.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import type { Check } from "./entry-rule.ts";
import { isPartOf } from "./resource.ts";
import { off, type Setting } from "./setting.ts";

/** Clouds and platforms that are not among the large ones. */
export const platforms: readonly Setting[] = [
  // https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/
  {
    keys: ["ssl"],
    values: ["off", "flexible"],
    when: (entry) => isPartOf(entry, /^cloudflare_/),
    why: "Visitors, or the way from Cloudflare to the origin, are without encryption.",
  },
  { keys: ["https_enabled", "enable_https"], values: off, why: "HTTPS is switched off." },
  // Mail and file servers: https://www.postfix.org/postconf.5.html, https://security.appspot.com/vsftpd/vsftpd_conf.html
  {
    keys: ["smtp_tls_security_level", "smtpd_tls_security_level"],
    values: ["none"],
    languages: ["ini", "plain"],
    why: "Mail is sent without encryption.",
  },
  { keys: ["ssl_enable"], values: off, languages: ["ini", "plain"], why: "Files are transferred without encryption." },
  {
    keys: ["tls_engine"],
    values: off,
    languages: ["ini", "plain", "apache"],
    why: "Files are transferred without encryption.",
  },
  // https://docs.ansible.com/ansible/latest/os_guide/windows_winrm.html
  { keys: ["ansible_winrm_scheme"], values: ["http"], why: "The machine is managed without encryption." },
  { keys: ["winrm_use_ssl"], values: off, why: "The machine is managed without encryption." },
];

/** A Swagger document whose interface is offered by HTTP, https://swagger.io/specification/v2/ */
export const swaggerSchemes: Check = {
  words: ["schemes"],
  languages: ["json", "yaml"],
  find(entry, { settings }) {
    const http = entry.children.find(({ value }) => value === "http");
    if (entry.key !== "schemes" || http === undefined) return undefined;
    const root = entry.parent?.children ?? [];
    const host = root.find(({ key }) => key === "host")?.value;
    if (!root.some(({ key }) => key === "swagger") || host === undefined) return undefined;
    return judgeHost(host, settings) === "error" ? { entry: http, severity: "warning" } : undefined;
  },
  why: "The interface is offered without encryption.",
};

/** Docker's own port without TLS, https://docs.docker.com/engine/daemon/remote-access/ */
export const dockerDaemon: readonly Pattern[] = [
  {
    words: ":2375",
    match: /\btcp:\/\/(\[[\da-f:]*\]|[^\s"'`:/]*):2375\b/i,
    when: ({ match, settings }) => {
      const host = match[1] ?? "";
      return /^(?:0\.0\.0\.0|\[::\]|)$/.test(host) ? true : judgeHost(host, settings);
    },
    why: "Docker's daemon is spoken to without encryption.",
  },
];
