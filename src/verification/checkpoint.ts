import { createHash } from "node:crypto";
import { openCheckpoint, parseCheckpoint } from "../transparency/checkpoints.ts";
import { decodeBase64 } from "../transparency/encoding.ts";
import { DistrustError } from "../transparency/errors.ts";
import { verifyConsistency } from "../transparency/merkle.ts";
import { openNote } from "../transparency/notes.ts";
import type { Manifest } from "./manifest.ts";
import { BundleError, type Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { at, type Records } from "./records.ts";
import type { LeafHashes } from "./tree.ts";

const CHECKPOINT = "log/checkpoint";
const PREVIOUS = "log/checkpoint.prev";
const PROOF = "log/consistency.txt";

/** The size that a log's key vouches for; `key` is the one that the auditor gave, else the one in the bundle. */
export interface Vouched {
  size: number;
  root: Uint8Array;
  note: string;
  key: string;
}

/** The log's key in the bundle: nothing but a key from elsewhere vouches for it. */
export async function keyInBundle(bundle: Bundle): Promise<string> {
  return (await bundle.read("log/log.vkey", 4096)).toString("utf8").replace(/\n$/, "");
}

/** The checkpoint: signed by the log's key, and the one that the manifest was made at. */
export async function readCheckpoint(
  bundle: Bundle,
  manifest: Manifest,
  logKey: string | null,
  problems: Problems,
): Promise<Vouched> {
  const key = logKey ?? (await keyInBundle(bundle));
  const bytes = await bundle.read(CHECKPOINT, 65_536);
  const note = bytes.toString("utf8");
  if (createHash("sha256").update(bytes).digest("hex") !== manifest.checkpoint_sha256.replace(/^sha256:/, "")) {
    problems.add("CHECKPOINT_REPLAYED", CHECKPOINT, "this is not the checkpoint that the bundle was made at");
  }
  const { size, root, origin } = opened(note, key, logKey !== null, problems);
  if (origin !== manifest.origin || size !== manifest.size || base64(root) !== manifest.root) {
    problems.add(
      "CHECKPOINT_REPLAYED",
      CHECKPOINT,
      `it vouches for ${size} records of ${origin}, the bundle says ${manifest.size} of ${manifest.origin}: a checkpoint of another day or log was put in`,
    );
  }
  return { size, root, note, key };
}

function opened(note: string, key: string, isGiven: boolean, problems: Problems) {
  try {
    return openCheckpoint(note, [key]);
  } catch (error) {
    if (!(error instanceof DistrustError)) throw error;
    if (isGiven && error.code === "UNKNOWN_KEY") {
      const why =
        "the key that you gave did not sign this checkpoint: somebody else made the bundle, or the key is not this log's";
      problems.add("CHECKPOINT_KEY", CHECKPOINT, why);
    } else {
      problems.add("CHECKPOINT_SIGNATURE", CHECKPOINT, `nothing vouches for the log: ${error.message}`);
    }
    return unsigned(note);
  }
}

/** What the checkpoint says, whoever wrote it: what else is wrong is still worth telling. */
function unsigned(note: string) {
  try {
    return parseCheckpoint(note.slice(0, note.indexOf("\n\n") + 1));
  } catch {
    throw new BundleError("CHECKPOINT_SIGNATURE", CHECKPOINT, "it is no checkpoint");
  }
}

/** The leaves lead to the root that the checkpoint vouches for. */
export function checkRoot(leaves: LeafHashes, { root }: Vouched, problems: Problems): void {
  if (!leaves.root().equals(root)) {
    const why = "the records' hashes do not lead to the root that was signed: records were changed, added or taken out";
    problems.add("ROOT_MISMATCH", CHECKPOINT, why);
  }
}

/** The log of the bundle before is the beginning of this one. Nothing to check: there was none before. */
export async function checkPrevious(
  bundle: Bundle,
  leaves: LeafHashes,
  now: Vouched,
  problems: Problems,
): Promise<number | null> {
  if (!bundle.has(PREVIOUS)) return null;
  const note = (await bundle.read(PREVIOUS, 65_536)).toString("utf8");
  try {
    const { size, root, origin } = openCheckpoint(note, [now.key]);
    const proof = await proofIn(bundle);
    const isBeginning = size <= leaves.size && leaves.root(0, size).equals(root);
    const isProven =
      proof !== null && verifyConsistency({ from: size, to: now.size, fromRoot: root, toRoot: now.root, proof });
    if (!isBeginning || !isProven || !now.note.startsWith(`${origin}\n`)) {
      problems.add(
        "LOG_REWRITTEN",
        PREVIOUS,
        "the log that the bundle before was made from is not the beginning of this one",
      );
    }
    return size;
  } catch (error) {
    if (!(error instanceof DistrustError)) throw error;
    problems.add("CHECKPOINT_SIGNATURE", PREVIOUS, `nothing vouches for the log before: ${error.message}`);
    return null;
  }
}

/** The bundle before is the one that the log put on record last. Those of a log that was given up are no beginnings of this one. */
export function checkNewest(records: Records, previous: number | null, problems: Problems): void {
  const began = records.of("log.rotated").at(-1)?.seq ?? -1;
  const newest = records.of("export.created").findLast(({ seq }) => seq > began);
  const size = at(newest?.body, "size");
  if (size === undefined || size === previous) return;
  const why = `the bundle before was made of ${String(size)} records, as the log says, and this one does not begin with it`;
  problems.add("LOG_REWRITTEN", PREVIOUS, why);
}

async function proofIn(bundle: Bundle): Promise<Uint8Array[] | null> {
  const lines = (await bundle.read(PROOF, 65_536)).toString("utf8").split("\n");
  if (lines.pop() !== "") return null;
  const hashes = lines.map((line) => decodeBase64(line));
  return hashes.every((hash) => hash !== null && hash.length === 32) ? (hashes as Uint8Array[]) : null;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

/** Whether this key signed the note. */
export function isSignedBy(note: string, key: string): boolean {
  try {
    return openNote(note, [key]).signedBy.includes(key);
  } catch {
    return false;
  }
}
