import { createHash, createPublicKey, verify } from "node:crypto";
import { z } from "zod";
import { isSignedBy, keyInBundle, type Vouched } from "./checkpoint.ts";
import type { Leaf } from "./leaves.ts";
import { BundleError, type Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { at, type Records, textAt } from "./records.ts";

const KEYS = "log/keys/keys.json";
const PEM = "log/attest.pub.pem";

const schema = z.array(
  z.object({
    use: z.enum(["log", "attest"]),
    key: z.string(),
    from_seq: z.int().min(0),
    to_seq: z.int().min(0).nullable(),
    status: z.enum(["current", "rotated", "revoked"]),
    development: z.boolean(),
  }),
);

/** A key for attestations that the log itself names, and up to which record it is trusted. */
export interface AttestKey {
  pem: string;
  /** SHA-256 of its SPKI in DER, in hexadecimal. */
  id: string;
  from: number;
  /** Not with this record; null: up to the end. */
  to: number | null;
}

/** The keys that the log names. What they sign is worth what the checkpoint is worth. */
export interface Keys {
  attest: readonly AttestKey[];
  development: boolean;
}

/** Keys as the log's records name them; keys.json, the log's key and the attestation key in the bundle must agree. */
export async function readKeys(bundle: Bundle, records: Records, vouched: Vouched, problems: Problems): Promise<Keys> {
  const parsed = schema.safeParse(JSON.parse((await bundle.read(KEYS)).toString("utf8").replace(/^[^[{]*$/, "null")));
  if (!parsed.success) throw new BundleError("KEYS_DISAGREE", KEYS, "it is no list of keys");
  const rotated = records.of("key.rotated");
  const entries = parsed.data.map((entry) => ({ ...entry, name: nameOf(entry.use, entry.key) }));
  const [inFile, inLog] = [entries.map(({ use, name }) => `${use} ${name}`), rotated.map(saysKey)];
  if ([...inFile].sort().join("\n") !== [...inLog].sort().join("\n")) {
    problems.add("KEYS_DISAGREE", KEYS, "it does not list the keys that the log names");
  }
  const limits = new Map(
    records.of("key.revoked").map((leaf) => [saysKey(leaf), Number(at(leaf.body, "trust_up_to") ?? 0)]),
  );
  for (const { use, name, status, development } of entries) {
    const leaf = rotated.find((one) => saysKey(one) === `${use} ${name}`);
    const isRevoked = limits.has(`${use} ${name}`);
    if (leaf === undefined) continue;
    if ((status === "revoked") !== isRevoked || at(leaf.body, "development") !== development) {
      problems.add("KEYS_DISAGREE", KEYS, `what it says of the key of record ${leaf.seq} is not what the log says`);
    }
  }
  await checkLogKeys(bundle, { rotated, limits }, vouched, problems);
  const attest = entries.flatMap(({ use, key, name }) => {
    const leaf = rotated.find((one) => saysKey(one) === `attest ${name}`);
    if (use !== "attest" || leaf === undefined) return [];
    const next = rotated.find((one) => textAt(one.body, "use") === "attest" && one.seq > leaf.seq);
    const ends = [next?.seq, limits.get(`attest ${name}`)].filter((end) => end !== undefined);
    return [{ pem: key, id: name.slice(7), from: leaf.seq, to: ends.length === 0 ? null : Math.min(...ends) }];
  });
  return { attest, development: rotated.some((leaf) => at(leaf.body, "development") === true) };
}

/** A key that was revoked vouches for what it signed up to a size, and for nothing after. */
async function checkLogKeys(
  bundle: Bundle,
  { rotated, limits }: { rotated: readonly Leaf[]; limits: ReadonlyMap<string, number> },
  { key, size, note }: Vouched,
  problems: Problems,
): Promise<void> {
  const own = await keyInBundle(bundle);
  const isNamed = (name: string) => rotated.some((leaf) => saysKey(leaf) === `log ${name}`);
  if (!isNamed(own) || !isSignedBy(note, own)) {
    problems.add(
      "KEYS_DISAGREE",
      "log/log.vkey",
      "it is not the key that the log names and that signed the checkpoint",
    );
  }
  const limit = limits.get(`log ${key}`);
  if (limit !== undefined && size > limit) {
    problems.add(
      "KEY_REVOKED",
      "log/checkpoint",
      `the log's key was revoked: it is trusted up to ${limit} records, and this checkpoint is of ${size}`,
    );
  }
}

/** The manifest bears the signature of the attestation key, and the log names that key. */
export async function checkManifestSignature(
  bundle: Bundle,
  manifest: Buffer,
  { keys, size }: { keys: Keys; size: number },
  problems: Problems,
): Promise<void> {
  const pem = (await bundle.read(PEM, 65_536)).toString("utf8");
  const id = digestOf(pem);
  const key = keys.attest.find((one) => `sha256:${one.id}` === id);
  if (key === undefined) {
    problems.add(
      "ATTEST_KEY_UNPROVEN",
      PEM,
      "the log does not name this key: whoever holds it is not the log's server",
    );
  } else if (key.to !== null && size > key.to) {
    problems.add("KEY_REVOKED", PEM, `the key that signed the manifest is not trusted from record ${key.to} on`);
  }
  const signature = await bundle.read("manifest.sig", 4096);
  if (id === null || !verify("sha256", manifest, pem, signature)) {
    problems.add("MANIFEST_SIGNATURE", "manifest.sig", "it is no signature of this manifest by the attestation key");
  }
}

function saysKey({ body }: Leaf): string {
  return `${textAt(body, "use")} ${textAt(body, "key")}`;
}

function nameOf(use: "log" | "attest", key: string): string {
  return use === "log" ? key : (digestOf(key) ?? "");
}

/** `sha256:` of the key's SPKI in DER; null: it is no key of the one kind and form. */
function digestOf(pem: string): string | null {
  try {
    const key = createPublicKey(pem);
    const isOfKind =
      key.asymmetricKeyDetails?.namedCurve === "prime256v1" && key.export({ type: "spki", format: "pem" }) === pem;
    if (!isOfKind) return null;
    return `sha256:${createHash("sha256")
      .update(key.export({ type: "spki", format: "der" }))
      .digest("hex")}`;
  } catch {
    return null;
  }
}
