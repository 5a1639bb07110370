/** What kind of host an address names, most harmless first within each group. */
export type HostKind =
  | "none"
  | "local"
  | "wildcard"
  | "pattern"
  | "namespace"
  | "documentation"
  | "cluster"
  | "single-label"
  | "private"
  | "internal"
  | "unknown"
  | "public";

/** A host as it is compared: whole, in the normal form of the WHATWG URL standard, without a trailing dot. */
export interface Host {
  readonly kind: HostKind;
  readonly name: string;
}
