import { ancestorNamed, childOf, childValue, type Entry } from "../../entries/entry.ts";
import { remembered } from "../../entries/remembered.ts";
import { namesLocal } from "../../patterns/judge-value.ts";
import { mentions } from "../../patterns/place.ts";
import type { Check } from "./entry-rule.ts";
import { isPartOf } from "./resource.ts";
import { off, on, type Setting } from "./setting.ts";

const ingress = "The ingress answers without encryption instead of redirecting to HTTPS.";
const mesh = "Connections in the mesh are not encrypted.";

/** Ingress controllers, https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/, and routes. */
export const kubernetes: readonly Setting[] = [
  // The last part of an annotation, and a key of ingress-nginx's own configuration.
  { keys: ["ssl_redirect", "force_ssl_redirect"], values: off, why: ingress },
  { keys: ["ingress.allow_http"], values: on, why: ingress },
  { keys: ["router.tls"], values: off, why: "The ingress answers without encryption." },
  { keys: ["permit_insecure"], values: on, why: ingress },
  { keys: ["insecure_edge_termination_policy"], values: ["Allow"], why: "The route answers without encryption." },
  {
    keys: ["http_protocol"],
    values: ["Enabled"],
    when: (entry) => isPartOf(entry, /./) || entry.key.includes("/"),
    why: ingress,
  },
  { keys: ["konghq.com.protocols"], values: ["http"], why: "The route answers without encryption." },
  {
    keys: ["server.insecure"],
    values: on,
    languages: ["yaml"],
    when: (entry) => isPartOf(entry, "ConfigMap"),
    why: "The server answers without encryption.",
  },
  {
    keys: ["router.entrypoints"],
    values: ["web", "http"],
    when: ({ parent }) => !parent?.children.some(({ key }) => /router\.(?:middlewares|tls)/.test(key)),
    why: ingress,
  },
];

/** Meshes and proxies: https://istio.io/latest/docs/reference/config/, https://www.envoyproxy.io/docs/, https://doc.traefik.io/traefik/ */
export const meshes: readonly Setting[] = [
  { keys: ["tls.mode", "mtls.mode"], values: ["DISABLE"], why: mesh },
  // The default of a mesh, and a step of every migration to mutual TLS.
  {
    keys: ["mtls.mode"],
    values: ["PERMISSIVE"],
    when: () => "notice",
    why: "The mesh takes connections without encryption, too.",
  },
  {
    // https://docs.dapr.io/operations/security/mtls/
    keys: ["mtls.enabled"],
    values: off,
    when: (entry) => isPartOf(entry, "Configuration"),
    why: mesh,
  },
  { keys: ["require_tls"], values: ["NONE"], why: "The proxy answers without encryption." },
  {
    keys: ["tls_disable"],
    values: on,
    when: (entry, { source }) => !listensLocally(entry.parent, source.text),
    why: "The listener answers without encryption.",
  },
  { keys: ["global.tls_disable"], values: on, why: "The server answers without encryption." },
  {
    keys: ["api.insecure"],
    values: on,
    when: (_, { source }) => /traefik/i.test(source.path) || mentions(source, /traefik|entryPoints/i),
    why: "The dashboard answers without encryption.",
  },
  {
    keys: ["tls.http", "tls.rpc"],
    values: off,
    languages: ["hcl"],
    why: "The agents talk to each other without encryption.",
  },
];

/** A server of an Istio gateway, https://istio.io/latest/docs/reference/config/networking/gateway/ */
export const istioGateway: Check = {
  words: ["protocol"],
  languages: ["yaml", "json"],
  value: /^HTTP$/,
  find(entry) {
    if (entry.key !== "protocol" || entry.parent?.key !== "port") return undefined;
    const server = entry.parent.parent;
    if (!isPartOf(entry, "Gateway") || ancestorNamed(entry, "servers") === undefined) return undefined;
    const redirect = childOf(childOf(server, "tls"), "httpsRedirect");
    return redirect !== undefined && !off.includes(redirect.value ?? "") ? undefined : { entry };
  },
  why: "The gateway answers without encryption, and does not redirect to HTTPS.",
};

/**
 * A Gateway all of whose listeners are unencrypted, without a route in the file that redirects: beside an encrypted
 * listener, the other one most often serves a redirect that is written elsewhere.
 */
export const gatewayListener: Check = {
  words: ["protocol"],
  languages: ["yaml", "json"],
  value: /^HTTP$/,
  find(entry, { source }) {
    if (!isPartOf(entry, "Gateway")) return undefined;
    const listeners = entry.parent?.parent;
    if (listeners?.key !== "listeners" || mentions(source, redirectFilter)) return undefined;
    return allUnencrypted(listeners) ? { entry, severity: "warning" } : undefined;
  },
  why: "The gateway answers without encryption, and has no listener with TLS.",
};

const redirectFilter = /\bRequestRedirect\b/;
const allUnencrypted = remembered(({ children }) =>
  children.every((listener) => childValue(listener, "protocol") === "HTTP"),
);

/** An Ingress of the AWS Load Balancer Controller, https://kubernetes-sigs.github.io/aws-load-balancer-controller/ */
export const albIngress: Check = {
  words: ["listen-ports"],
  languages: ["yaml", "json"],
  find(entry) {
    const isHttp = /"HTTP"/.test(entry.value?.replaceAll("\\", "") ?? "") && entry.key.endsWith("/listen-ports");
    const redirects = entry.parent?.children.some(({ key }) => /\/(?:ssl-redirect|actions\.ssl-redirect)$/.test(key));
    return isHttp && !redirects ? { entry } : undefined;
  },
  why: ingress,
};

/** A listener of Kafka by Strimzi, https://strimzi.io/docs/operators/latest/configuring */
export const strimziListener: Check = {
  words: ["tls"],
  languages: ["yaml"],
  value: /^false$/,
  find(entry) {
    if (entry.key !== "tls" || !isPartOf(entry, "Kafka")) return undefined;
    if (ancestorNamed(entry, "listeners") === undefined) return undefined;
    // Within the cluster: as a URL of a service there.
    return childValue(entry.parent, "type") === "internal" ? { entry, severity: "notice" } : { entry };
  },
  why: "Kafka's brokers accept clients without encryption.",
};

function listensLocally(listener: Entry | undefined, text: string): boolean {
  const address = childOf(listener, "address");
  if (address === undefined) return false;
  const said = address.value === undefined ? text.slice(address.start, address.end) : `"${address.value}"`;
  return /["']unix:/.test(said) || namesLocal(said);
}
