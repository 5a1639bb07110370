import { ancestorNamed, childOf, childValue, type Entry, entriesWithin, isNamed } from "../../entries/entry.ts";
import { remembered } from "../../entries/remembered.ts";
import { isLocal, judgeHost } from "../../hosts/judge-host.ts";
import { mentions } from "../../patterns/place.ts";
import type { Check, Found } from "./entry-rule.ts";
import type { Around, Setting } from "./setting.ts";

/**
 * Web servers. That one listens on port 80 says little: most do so behind what terminates TLS, so by itself that is a
 * notice. It is more where the same file shows that TLS ends here, or where the server has a public name.
 */
export const webServers: readonly Setting[] = [
  { keys: ["auto_https"], values: ["off"], why: "Caddy answers without encryption." },
  {
    keys: ["auto_https"],
    values: ["disable_redirects"],
    when: () => "warning",
    why: "Caddy does not redirect to HTTPS.",
  },
  {
    keys: ["ssl"],
    values: ["off"],
    languages: ["server-configuration", "ini", "plain"],
    when: ({ parent }) => parent?.key === "server",
    why: "nginx answers without encryption.",
  },
  {
    keys: ["SSLEngine"],
    values: ["off"],
    when: (entry) => /443/.test(ancestorNamed(entry, "VirtualHost")?.value ?? ""),
    why: "Apache answers without encryption.",
  },
];

const nginxTls = /^[ \t]*listen[ \t][^;\n]{0,100}\bssl\b/m;
const apacheTls = /^[ \t]*SSLEngine[ \t]+on\b/im;
const haproxyTls = /^[ \t]*bind[ \t][^\n]{0,200}[ \t]ssl[ \t]/m;
const answers = "The server answers without encryption, and does not redirect to HTTPS.";

/** A server of nginx, https://nginx.org/en/docs/http/configuring_https_servers.html */
export const nginxListener: Check = {
  words: ["listen"],
  find(entry, around) {
    const [address = "", ...options] = entry.labels;
    const server = entry.parent;
    const isHttp =
      /^(?:[^:]*:|\[.*\]:)?(?:80|8080)$/.test(address) && !["ssl", "quic"].some((name) => options.includes(name));
    if (entry.key !== "listen" || !isHttp || server?.key !== "server" || isLocal(address)) return undefined;
    if (ancestorNamed(entry, "stream") || redirects(server)) return undefined;
    return weigh(entry, childOf(server, "server_name")?.labels ?? [], nginxTls, around);
  },
  why: answers,
};

/** A host of Apache, https://httpd.apache.org/docs/current/vhosts/ */
export const apacheHost: Check = {
  words: ["virtualhost"],
  find(entry, around) {
    const isHttp = entry.labels.some((label) => label.endsWith(":80") && !isLocal(label));
    if (!isNamed(entry.key, "VirtualHost") || !isHttp || redirects(entry)) return undefined;
    const names = entry.children
      .filter(({ key }) => isNamed(key, "ServerName") || isNamed(key, "ServerAlias"))
      .flatMap(({ labels }) => labels);
    return weigh(entry, names, apacheTls, around);
  },
  why: answers,
};

/** A frontend of HAProxy, https://docs.haproxy.org/ */
export const haproxyFrontend: Check = {
  words: ["bind"],
  find(entry, around) {
    const [address = "", ...options] = entry.labels;
    const section = entry.parent;
    const isHttp = address.endsWith(":80") && !options.includes("ssl") && childValue(section, "mode") !== "tcp";
    if (entry.key !== "bind" || !isHttp || isLocal(address)) return undefined;
    if (section === undefined || !["frontend", "listen"].includes(section.key) || redirects(section)) return undefined;
    return weigh(entry, [], haproxyTls, around);
  },
  why: answers,
};

/** Whether a server sends clients on to HTTPS, or refuses them. */
const redirects = remembered((server): boolean => {
  return [...entriesWithin(server)].some(({ key, value = "", parent }) => {
    if (
      /^(?:return|rewrite|redirect\w*|rewriterule|http-request|include)$/i.test(key) &&
      /https|redirect-/i.test(value)
    )
      return true;
    const isRefusal = key === "return" && /^4\d\d\b/.test(value);
    return isRefusal && (parent === server || parent?.labels.join(" ") === "/");
  });
});

function weigh(entry: Entry, names: readonly string[], tls: RegExp, { source, settings }: Around): Found {
  const isPublic = names.some((name) => judgeHost(name, settings) === "error" && /^[\w.-]+\.[a-z]{2,}$/i.test(name));
  return { entry, severity: isPublic || mentions(source, tls) ? "warning" : "notice" };
}
