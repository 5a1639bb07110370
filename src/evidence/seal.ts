import type { Actor } from "../domain/facts.ts";
import type { Commitment, Pseudonym } from "./bodies.ts";
import { canonicalBytes, sha256, wellFormed } from "./canonical.ts";
import type { ActorMark, CommittedMark, DocumentMark } from "./personal.ts";

/** What opens a commitment of a leaf. */
export interface Opening {
  /** The JSON Pointer (RFC 6901) of its place in the leaf. */
  path: string;
  salt: string;
  value: unknown;
  /** Whose text it is. */
  of: Pseudonym | null;
}

/** A record's body as the log holds it, what opens its commitments, and the documents that it names. */
export interface Sealed {
  body: unknown;
  openings: Opening[];
  documents: Uint8Array[];
}

/** What is drawn by chance or known from before. */
export interface Seals {
  pseudonymOf(actor: Actor): Pseudonym;
  /** 16 random bytes in hexadecimal, new ones at each call. */
  salt(): string;
}

/** `c1:` and the SHA-256, in hexadecimal, of the canonical JSON of `[salt, value]`. */
export function commitmentTo(salt: string, value: unknown): Commitment {
  return `c1:${sha256(canonicalBytes([salt, value])).slice("sha256:".length)}`;
}

/** Everybody whom a record's body marks, in the order of their places, each once. */
export function actorsIn(body: unknown): Actor[] {
  const found = new Map<number, Actor>();
  collect(body, found);
  return [...found.values()];
}

function collect(value: unknown, found: Map<number, Actor>): void {
  if (typeof value !== "object" || value === null) return;
  const actor = isActor(value) ? value["@actor"] : isCommitted(value) ? value["@of"] : null;
  if (actor !== null && !found.has(actor.id)) found.set(actor.id, actor);
  if (isActor(value) || isCommitted(value)) return;
  for (const member of Object.values(value)) collect(member, found);
}

/** Replaces people by pseudonyms, committed values by commitments, and marked documents by their digests. */
export function seal(body: unknown, seals: Seals): Sealed {
  const sealed: Sealed = { body: null, openings: [], documents: [] };
  sealed.body = sealAt("/body", body, seals, sealed);
  return sealed;
}

function sealAt(path: string, value: unknown, seals: Seals, sealed: Sealed): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isActor(value)) return seals.pseudonymOf(value["@actor"]);
  if (isCommitted(value)) return commit(path, value, seals, sealed);
  if (isDocument(value)) return keep(value["@document"], seals, sealed);
  if (Array.isArray(value)) return value.map((member, index) => sealAt(`${path}/${index}`, member, seals, sealed));
  const members = Object.entries(value).map(([name, member]) => {
    return [name, sealAt(`${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, member, seals, sealed)];
  });
  return Object.fromEntries(members);
}

function commit(path: string, mark: CommittedMark, seals: Seals, { openings }: Sealed): Commitment {
  const salt = seals.salt();
  const value = wellFormed(mark["@committed"]);
  openings.push({ path, salt, value, of: mark["@of"] === null ? null : seals.pseudonymOf(mark["@of"]) });
  return commitmentTo(salt, value);
}

/** A document has no place in the leaf, so no commitment of it could be opened there. */
function keep(document: unknown, seals: Seals, { documents }: Sealed): string {
  const { body, openings, documents: more } = seal(document, seals);
  if (openings.length > 0) throw new TypeError("a document of a record holds no commitments");
  const bytes = canonicalBytes(wellFormed(body));
  documents.push(...more, bytes);
  return sha256(bytes);
}

function isActor(value: object): value is ActorMark {
  return "@actor" in value;
}

function isCommitted(value: object): value is CommittedMark {
  return "@committed" in value;
}

function isDocument(value: object): value is DocumentMark {
  return "@document" in value;
}
