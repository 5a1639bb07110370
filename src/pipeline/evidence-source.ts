/** One leaf of a log: its place, its kind, and its canonical JSON. */
export interface StoredLeaf {
  seq: number;
  kind: string;
  bytes: Uint8Array;
}

/** What opens a commitment: the value at the JSON Pointer `path` of leaf `seq` (RFC 6901), and the salt, in hexadecimal. */
export interface Disclosure {
  seq: number;
  path: string;
  salt: string;
  value: unknown;
}

/** Who a pseudonym stands for. `salt` opens the commitment of the `identity.bound` leaf `seq`. */
export interface Identity {
  pseudonym: string;
  seq: number;
  salt: string;
  id: number;
  login: string;
  type: "User" | "Bot";
}

/** A DSSE envelope over an in-toto statement about the landing `seq`. */
export interface StoredAttestation {
  seq: number;
  type: "change-evidence" | "vsa";
  /** JSON. */
  envelope: string;
  /** RFC 3339: when the change landed. */
  landedAt: string;
}

/** One key of the log, for `log/keys/keys.json`. `to_seq` null: it is the current one. */
export interface KeyEntry {
  use: "log" | "attest";
  /** A C2SP vkey, or an SPKI in PEM. */
  key: string;
  from_seq: number;
  to_seq: number | null;
  status: "current" | "rotated" | "revoked";
  development: boolean;
}

/** One account's evidence, read: everything that a bundle is made of. Nothing of it changes what is below a log size. */
export interface EvidenceSource {
  tenant: number;
  /** `<host>/gh-<account id>/log1`. */
  origin: string;
  /** The signed checkpoint of the newest size, or of the newest at or below `atMost`; null: none was signed yet. */
  checkpoint(atMost?: number): Promise<{ size: number; note: string } | null>;
  /** Leaves from `from` up to, not with, `to`, in order; only of these kinds, if they are given. */
  leaves(from: number, to: number, kinds?: readonly string[]): AsyncIterable<StoredLeaf>;
  /** The hash of a complete subtree: `level` 0 is a leaf's, `index` counts within the level. */
  hash(level: number, index: number): Promise<Uint8Array>;
  /** Canonical bytes that leaves name by `sha256:…`, by that name; what was erased, or never there, is left out. */
  documents(digests: readonly string[]): Promise<Map<string, Uint8Array>>;
  /** In the order of seq, then path. */
  disclosures(from: number, to: number): AsyncIterable<Disclosure>;
  /** In the order of seq; those bound below the size. */
  identities(size: number): AsyncIterable<Identity>;
  /** In the order of seq, then type. */
  attestations(from: number, to: number): AsyncIterable<StoredAttestation>;
  keys(size: number): Promise<KeyEntry[]>;
}

/** Signs with the key for attestations: ECDSA P-256 over SHA-256, DER. The same bytes get the same signature again. */
export interface AttestationSigner {
  /** SPKI, PEM. */
  publicKey: string;
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}
