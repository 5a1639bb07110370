import { ancestorsOf, childOf, type Entry, entriesWithin } from "../../entries/entry.ts";
import { remembered } from "../../entries/remembered.ts";
import type { Check } from "./entry-rule.ts";
import { isPartOf } from "./resource.ts";
import { off, type Setting } from "./setting.ts";

/**
 * Google Cloud, https://registry.terraform.io/providers/hashicorp/google/latest/docs,
 * https://cloud.google.com/appengine/docs/legacy/standard/python/config/appref
 */
export const google: readonly Setting[] = [
  {
    keys: ["ssl_mode"],
    values: ["ALLOW_UNENCRYPTED_AND_ENCRYPTED"],
    inCode: true,
    why: "The database takes connections without encryption.",
  },
  { keys: ["require_ssl"], values: off, why: "The database takes connections without encryption." },
  {
    keys: ["transit_encryption_mode"],
    values: ["DISABLED", "TRANSIT_ENCRYPTION_MODE_DISABLED"],
    inCode: true,
    why: "The store is spoken to without encryption.",
  },
  {
    keys: ["handlers.secure"],
    values: ["never", "optional"],
    why: "App Engine answers without encryption.",
  },
  {
    keys: ["security_level", "https_trigger_security_level"],
    values: ["SECURE_NEVER", "SECURE_OPTIONAL"],
    inCode: true,
    why: "It answers without encryption.",
  },
  { keys: ["redirect_to_https.enabled"], values: off, why: "The load balancer answers without encryption." },
  {
    keys: ["https_redirect"],
    values: off,
    why: "Requests without encryption are not redirected to HTTPS.",
  },
  {
    keys: ["protocol"],
    values: ["HTTP"],
    // From the load balancer to its backends, which most often are in its own network.
    when: (entry) => (isPartOf(entry, /^google_compute_(?:region_)?backend_service$/) ? "warning" : false),
    why: "The load balancer speaks to its backends without encryption.",
  },
];

/** A proxy for HTTP whose map of addresses, in the same file, does not redirect to HTTPS. */
export const httpProxy: Check = {
  words: ["google_compute_target_http_proxy", "google_compute_region_target_http_proxy"],
  find(entry, { source }) {
    const reference = childOf(entry, "url_map");
    if (!isPartOf(entry, /_target_http_proxy$/) || reference === undefined) return undefined;
    const [, type, name] =
      /(google_compute_(?:region_)?url_map)\.([\w-]+)/.exec(source.text.slice(reference.start, reference.end)) ?? [];
    const document = [...ancestorsOf(entry)].at(-1);
    const map = document === undefined ? undefined : resourcesOf(document).get(`${type}.${name}`);
    return map === undefined || redirects(map) ? undefined : { entry: reference };
  },
  why: "The load balancer answers without encryption instead of redirecting to HTTPS.",
};

const resourcesOf = remembered(({ children }) => new Map(children.map((child) => [child.labels.join("."), child])));

function redirects(map: Entry): boolean {
  return [...entriesWithin(map)].some((entry) => entry.key === "https_redirect" && !off.includes(entry.value ?? ""));
}
