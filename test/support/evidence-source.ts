import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { canonicalBytes, sha256 } from "../../src/evidence/canonical.ts";
import type {
  AttestationSigner,
  Disclosure,
  EvidenceSource,
  Identity,
  KeyEntry,
  StoredAttestation,
  StoredLeaf,
} from "../../src/pipeline/evidence-source.ts";

interface Marked {
  "@actor"?: { id: number; login: string; type: "User" | "Bot" };
  "@committed"?: unknown;
}

/** A whole log in memory, with a fresh pair of keys, that is read like the one in the database. Everything but the keys is the same each time. */
export class TestLog implements EvidenceSource {
  readonly #leaves: StoredLeaf[] = [];
  readonly #levels: Uint8Array[][] = [[]];
  readonly #documents = new Map<string, Uint8Array>();
  readonly #disclosures: Disclosure[] = [];
  readonly #identities: Identity[] = [];
  readonly #attestations: StoredAttestation[] = [];
  readonly #checkpoints: { size: number; note: string }[] = [];
  readonly #keys: KeyEntry[] = [];
  readonly #logKey = generateKeyPairSync("ed25519");
  readonly #attestKey = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  readonly #signatures = new Map<string, Uint8Array>();
  readonly tenant: number;
  readonly origin: string;
  /** The log's public key, as an auditor is given it. */
  readonly vkey: string;
  readonly signer: AttestationSigner;

  constructor({ tenant = 9919, host = "gate.example.com" } = {}) {
    this.tenant = tenant;
    this.origin = `${host}/gh-${tenant}/log1`;
    this.vkey = vkeyOf(this.origin, this.#logKey.publicKey);
    const publicKey = this.#attestKey.publicKey.export({ type: "spki", format: "pem" }) as string;
    this.signer = { publicKey, sign: async (bytes) => this.#signed(bytes) };
    const der = createPublicKey(publicKey).export({ type: "spki", format: "der" });
    for (const [use, key, named] of [
      ["log", this.vkey, this.vkey],
      ["attest", publicKey, sha256(der)],
    ] as const) {
      this.append("key.rotated", "2025-12-01T00:00:00.000Z", { use, key: named, previous: null, development: true });
      const from = this.#leaves.length - 1;
      this.#keys.push({ use, key, from_seq: from, to_seq: null, status: "current", development: true });
    }
  }

  get size(): number {
    return this.#leaves.length;
  }

  /** Seals what is marked, and appends. Returns the leaf's number. */
  append(kind: string, occurredAt: string, body: unknown, documents: Uint8Array[] = []): number {
    this.#bind(body, occurredAt);
    for (const document of documents) this.#documents.set(sha256(document), document);
    const seq = this.#leaves.length;
    return this.#push(kind, occurredAt, this.#sealed(body, "/body", seq));
  }

  /** Keeps a document, and tells its digest. */
  keep(value: unknown): string {
    const bytes = canonicalBytes(this.#sealed(value, "", -1));
    this.#documents.set(sha256(bytes), bytes);
    return sha256(bytes);
  }

  /** Signs the log as it is now. */
  signCheckpoint(): void {
    this.#checkpoints.push(this.checkpointOf(this.size, this.root()));
  }

  /** A checkpoint that the log's key signed. */
  checkpointOf(size: number, root: Uint8Array): { size: number; note: string } {
    const body = `${this.origin}\n${size}\n${Buffer.from(root).toString("base64")}\n`;
    const hint = Buffer.from(this.vkey.split("+").at(1) ?? "", "hex");
    const signature = Buffer.concat([hint, sign(null, Buffer.from(body), this.#logKey.privateKey)]);
    return { size, note: `${body}\n— ${this.origin} ${signature.toString("base64")}\n` };
  }

  /** Stores an in-toto statement about the leaf `seq`, signed. */
  attest(seq: number, type: StoredAttestation["type"], landedAt: string, statement: unknown): void {
    const payload = Buffer.from(canonicalBytes(statement));
    const payloadType = "application/vnd.in-toto+json";
    const pae = `DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `;
    const sig = Buffer.from(this.#signed(Buffer.concat([Buffer.from(pae), payload]))).toString("base64");
    const der = createPublicKey(this.signer.publicKey).export({ type: "spki", format: "der" });
    const keyid = createHash("sha256").update(der).digest("hex");
    const envelope = { payload: payload.toString("base64"), payloadType, signatures: [{ keyid, sig }] };
    this.#attestations.push({ seq, type, envelope: JSON.stringify(envelope), landedAt });
  }

  /** The leaf's bytes. */
  leaf(seq: number): Uint8Array {
    return this.#leaves[seq]?.bytes ?? new Uint8Array();
  }

  /** The root by the plain definition of RFC 6962. */
  root(from = 0, to = this.size): Buffer {
    if (to === from) return createHash("sha256").digest();
    if (to - from === 1) return Buffer.from(this.#levels[0]?.[from] ?? []);
    let split = 1;
    while (split * 2 < to - from) split *= 2;
    return node(this.root(from, from + split), this.root(from + split, to));
  }

  async checkpoint(atMost = Number.MAX_SAFE_INTEGER): Promise<{ size: number; note: string } | null> {
    return this.#checkpoints.findLast(({ size }) => size <= atMost) ?? null;
  }

  async *leaves(from: number, to: number, kinds?: readonly string[]): AsyncGenerator<StoredLeaf> {
    for (const leaf of this.#leaves.slice(from, to)) if (kinds?.includes(leaf.kind) ?? true) yield leaf;
  }

  async hash(level: number, index: number): Promise<Uint8Array> {
    return this.root(index << level, (index + 1) << level);
  }

  async documents(digests: readonly string[]): Promise<Map<string, Uint8Array>> {
    return new Map([...this.#documents].filter(([digest]) => digests.includes(digest)));
  }

  async *disclosures(from: number, to: number): AsyncGenerator<Disclosure> {
    const own = this.#disclosures.filter(({ seq }) => seq >= from && seq < to);
    yield* own.toSorted((a, b) => a.seq - b.seq || (a.path < b.path ? -1 : 1));
  }

  async *identities(size: number): AsyncGenerator<Identity> {
    yield* this.#identities.filter(({ seq }) => seq < size);
  }

  async *attestations(from: number, to: number): AsyncGenerator<StoredAttestation> {
    const own = this.#attestations.filter(({ seq }) => seq >= from && seq < to);
    yield* own.toSorted((a, b) => a.seq - b.seq || (a.type < b.type ? -1 : 1));
  }

  async keys(size: number): Promise<KeyEntry[]> {
    return this.#keys.filter(({ from_seq }) => from_seq < size);
  }

  #push(kind: string, occurredAt: string, body: unknown): number {
    const seq = this.#leaves.length;
    const times = { occurred_at: occurredAt, recorded_at: occurredAt };
    const bytes = canonicalBytes({ v: 1, kind, seq, tenant: `gh:${this.tenant}`, ...times, body });
    this.#leaves.push({ seq, kind, bytes });
    this.#levels[0]?.push(createHash("sha256").update(Uint8Array.of(0)).update(bytes).digest());
    return seq;
  }

  #bind(value: unknown, at: string): void {
    if (typeof value !== "object" || value === null) return;
    const actor = (value as Marked)["@actor"];
    if (actor === undefined) {
      for (const member of Object.values(value)) this.#bind(member, at);
      return;
    }
    const pseudonym = pseudonymOf(actor);
    if (this.#identities.some((known) => known.pseudonym === pseudonym)) return;
    const seq = this.#leaves.length;
    const salt = saltOf(`identity ${pseudonym}`);
    this.#identities.push({ pseudonym, seq, salt, ...actor });
    this.#push("identity.bound", at, { pseudonym, account: commitmentOf(salt, actor) });
  }

  #sealed(value: unknown, path: string, seq: number): unknown {
    if (typeof value !== "object" || value === null) return value;
    const { "@actor": actor, "@committed": hidden } = value as Marked;
    if (actor !== undefined) return pseudonymOf(actor);
    if (hidden !== undefined) {
      const salt = saltOf(`${seq}${path}`);
      this.#disclosures.push({ seq, path, salt, value: hidden });
      return commitmentOf(salt, hidden);
    }
    if (Array.isArray(value)) return value.map((member, index) => this.#sealed(member, `${path}/${index}`, seq));
    const sealed = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, this.#sealed(member, `${path}/${sealed(key)}`, seq)]),
    );
  }

  #signed(bytes: Uint8Array): Uint8Array {
    const known = this.#signatures.get(sha256(bytes)) ?? sign("sha256", bytes, this.#attestKey.privateKey);
    this.#signatures.set(sha256(bytes), known);
    return known;
  }
}

function node(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash("sha256").update(Uint8Array.of(1)).update(left).update(right).digest();
}

/** `u_` and 13 letters and digits, as the log makes them; here from the id, so that they are the same each time. */
export function pseudonymOf({ id, type }: { id: number; type: "User" | "Bot" }): string {
  if (type === "Bot") return `b_${id}`;
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const bytes = createHash("sha256").update(`person ${id}`).digest().subarray(0, 13);
  return `u_${[...bytes].map((byte) => alphabet[byte % 32]).join("")}`;
}

function saltOf(text: string): string {
  return createHash("sha256").update(`salt ${text}`).digest("hex").slice(0, 32);
}

function commitmentOf(salt: string, value: unknown): string {
  return `c1:${sha256(canonicalBytes([salt, value])).slice("sha256:".length)}`;
}

function vkeyOf(name: string, key: KeyObject): string {
  const raw = key.export({ type: "spki", format: "der" }).subarray(-32);
  const typed = Buffer.concat([Uint8Array.of(1), raw]);
  const hint = createHash("sha256").update(`${name}\n`).update(typed).digest().subarray(0, 4);
  return `${name}+${hint.toString("hex")}+${typed.toString("base64")}`;
}
