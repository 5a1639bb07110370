import type { Address } from "./address.ts";

const kinds: Partial<Record<Address["host"]["kind"], string>> = {
  private: "a private address",
  internal: "an internal host",
  cluster: "a service of the cluster",
  "single-label": "a host of the local network",
};

/** A sentence that says what an address connects to. */
export function whyHost({ scheme, host }: Address): string {
  if (host.kind === "unknown" || host.kind === "none")
    return `${scheme}:// to a host known only when the program runs: unencrypted.`;
  const kind = kinds[host.kind];
  return `${scheme}:// to ${host.name.slice(0, 100)}${kind === undefined ? "" : `, ${kind}`}: unencrypted.`;
}
