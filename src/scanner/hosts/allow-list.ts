import ipaddr from "ipaddr.js";
import type { Host } from "./host.ts";

/** Whether an entry is an exact host, `*.suffix` (subdomains only), an IP address or a CIDR range. */
export function isAllowed(host: Host, allowHosts: readonly string[]): boolean {
  return allowHosts.some((entry) => covers(normalEntry(entry), host.name));
}

/** Whether a text is an entry that could match a host: no address with a scheme, port or path. */
export function isHostEntry(entry: string): boolean {
  const text = entry.trim();
  if (text.includes("/")) return ipaddr.isValidCIDR(text);
  const name = text.startsWith("*.") ? text.slice(2) : text;
  if (ipaddr.isValid(name.replace(/^\[(.*)\]$/, "$1"))) return name === text;
  return !/[:*@?#\\]/.test(name) && URL.canParse(`https://${name}`);
}

function normalEntry(entry: string): string {
  const text = entry.trim().toLowerCase();
  if (text.includes("/") || text.startsWith("*.")) return text;
  const bracketed = text.includes(":") && !text.startsWith("[") ? `[${text}]` : text;
  return (URL.parse(`https://${bracketed}`)?.hostname ?? text).replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

function covers(entry: string, name: string): boolean {
  if (entry.startsWith("*."))
    return entry.length > 2 && name.endsWith(entry.slice(1)) && name.length > entry.length - 1;
  if (entry === name) return name !== "";
  if (!ipaddr.isValid(name)) return false;
  if (!ipaddr.isValidCIDR(entry))
    return ipaddr.isValid(entry) && ipaddr.process(entry).toString() === ipaddr.process(name).toString();
  const address = ipaddr.process(name);
  const [network, bits] = ipaddr.parseCIDR(entry);
  return address.kind() === network.kind() && address.match(network, bits);
}
