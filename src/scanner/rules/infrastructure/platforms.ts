import type { Entry } from "../../entries/entry.ts";
import { judgeHost } from "../../hosts/judge-host.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import type { Check } from "./entry-rule.ts";
import { isPartOf } from "./resource.ts";
import type { Setting } from "./setting.ts";

/** Clouds and platforms that are not among the large ones. */
export const platforms: readonly Setting[] = [
  // https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/
  {
    keys: ["ssl"],
    values: ["off", "flexible"],
    when: (entry) => isPartOf(entry, /^cloudflare_/),
    why: "Visitors, or the way from Cloudflare to the origin, are without encryption.",
  },
];

/** Registries that a container engine may speak to without TLS, https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file */
export const insecureRegistries: Check = {
  words: ["insecure-registries"],
  languages: ["json", "yaml", "toml"],
  find({ key, children }, { settings }) {
    if (key !== "insecure-registries") return undefined;
    const judged = children.map((entry: Entry) => ({
      entry,
      severity: judgeHost((entry.value ?? "").replace(/\/.*$/, ""), settings),
    }));
    const worst =
      judged.find(({ severity }) => severity === "error") ?? judged.find(({ severity }) => severity !== null);
    return worst?.severity ? { entry: worst.entry, severity: worst.severity } : undefined;
  },
  why: "Images are fetched without encryption.",
};

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
