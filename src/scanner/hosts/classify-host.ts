import ipaddr from "ipaddr.js";
import { HOLE } from "../urls/literal.ts";
import type { Scheme } from "../urls/scheme.ts";
import type { Host, HostKind } from "./host.ts";
import { isNamespaceAddress } from "./namespaces.ts";

const localNames = new Set([
  "localhost",
  "localhost.localdomain",
  "metadata",
  "metadata.google.internal",
  "metadata.internal",
  "host.docker.internal",
  "gateway.docker.internal",
  "kubernetes.docker.internal",
  "host.containers.internal",
]);
/** Metadata services of Azure and Alibaba Cloud, and the IPv6 one of AWS: link-local in effect. */
const localAddresses = new Set(["168.63.129.16", "100.100.100.200", "fd00:ec2::254"]);
const documentationName = /(?:^|\.)(?:example\.(?:com|net|org)|example|test|invalid)$/;
const internalName = /\.(?:internal|local|corp|lan|home|intranet|localdomain|private|home\.arpa)$/;
const clusterName = /\.svc(?:\.cluster\.local)?$/;

/**
 * What kind of host an authority names. The whole host counts, after a parse by the WHATWG URL standard; where a part
 * is filled in later, what is certain of it counts.
 */
export function classifyHost(authority: string, path: string, scheme: Scheme): Host {
  const bare = withoutUserInfo(authority);
  if (bare === "") return { kind: "none", name: "" };
  if (bare.includes(HOLE)) return classifyPartial(bare);
  // A socket of this machine, as nginx and got have it: http://unix:/run/a.sock
  if (/^unix:$/i.test(bare)) return { kind: "local", name: "unix" };
  const url = parse(authority);
  const name = url === undefined ? lenientName(bare) : normal(url.hostname);
  if (
    url !== undefined &&
    scheme === "http" &&
    url.port === "" &&
    isNamespaceAddress(name, path) &&
    bare === authority
  ) {
    return { kind: "namespace", name };
  }
  return { kind: kindOf(name), name };
}

function parse(authority: string): URL | undefined {
  return URL.parse(`https://${authority}`) ?? undefined;
}

function withoutUserInfo(authority: string): string {
  return authority.slice(authority.lastIndexOf("@") + 1);
}

function normal(hostname: string): string {
  return hostname
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
}

/** The name of a host that the parser refuses: its port is a word, or the brackets of an IPv6 address are missing. */
function lenientName(host: string): string {
  if (/^[\da-f]*:[\da-f]*:[\da-f:.]*$/i.test(host) && ipaddr.IPv6.isValid(host)) return host.toLowerCase();
  const name = host.startsWith("[") ? host.replace(/\].*$/, "]") : host.replace(/:.*$/, "");
  return normal(name);
}

/** A host that is partly filled in: by its certain end, or by its certain beginning if only port or path follow. */
function classifyPartial(host: string): Host {
  const name = host.replace(new RegExp(`(?<!^):[\\d${HOLE}]*$`), "");
  if (!name.includes(HOLE)) return { kind: kindOf(knownName(name)), name: knownName(name) };
  const end = name.slice(name.lastIndexOf(HOLE) + 1);
  const beginning = name.slice(0, name.indexOf(HOLE));
  const whole = knownName(beginning);
  if (end === "" && name.indexOf(HOLE) === name.length - 1 && isWhole(beginning, whole))
    return { kind: kindOf(whole), name: whole };
  if (/^(?:\d{1,3}\.){1,3}$/.test(beginning) && end === "") {
    const filled = knownName(`${beginning}${"1.".repeat(3 - (beginning.match(/\./g)?.length ?? 0))}1`);
    return { kind: kindOf(filled), name };
  }
  if (end.startsWith(".")) {
    const kind = kindOf(knownName(`x${end}`));
    if (kind !== "public" && kind !== "single-label") return { kind, name };
  }
  return { kind: "unknown", name };
}

/** Whether a beginning is a host by itself, so that a path must follow. */
function isWhole(beginning: string, name: string): boolean {
  return kindOf(name) === "local" || (/[a-z0-9]$/i.test(beginning) && name.includes("."));
}

function knownName(text: string): string {
  const url = parse(text);
  return url === undefined ? lenientName(text) : normal(url.hostname);
}

function kindOf(name: string): HostKind {
  if (name === "") return "none";
  if (localNames.has(name) || name.endsWith(".localhost")) return "local";
  if (/^[\d.]+$|:/.test(name) && ipaddr.isValid(name)) return kindOfAddress(name);
  if (/^\*\.[^*]*\.[^*]*$/.test(name)) return kindOf(`x${name.slice(1)}`);
  if (/[*+()|^$!=]/.test(name) || /^[.-]*$/.test(name)) return "pattern";
  if (documentationName.test(name)) return "documentation";
  if (clusterName.test(name)) return "cluster";
  if (internalName.test(name)) return "internal";
  return name.includes(".") ? "public" : "single-label";
}

function kindOfAddress(name: string): HostKind {
  const address = ipaddr.process(name);
  const text = address.toString();
  if (localAddresses.has(text)) return "local";
  const range = address.range();
  if (range === "loopback" || range === "linkLocal") return "local";
  if (range === "unspecified") return text === "0.0.0.0" || text === "::" ? "wildcard" : "public";
  return range === "private" || range === "uniqueLocal" || range === "carrierGradeNat" ? "private" : "public";
}
