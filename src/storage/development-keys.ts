import { generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The evidence keys, PEM: Ed25519 for the log, ECDSA P-256 for attestations. */
export interface EvidenceKeys {
  logKey: string;
  attestKey: string;
  /** Those that were made here: what they sign proves nothing to others. */
  madeHere: readonly ("log" | "attest")[];
}

/** The keys that were configured; those that were not are made once in the data folder, readable for its owner alone. */
export function evidenceKeys(
  given: { logKey: string | null; attestKey: string | null },
  dataFolder: string,
): EvidenceKeys {
  const log = () => generateKeyPairSync("ed25519").privateKey;
  const attest = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  return {
    logKey: given.logKey ?? developmentKey(dataFolder, "development-log-key.pem", log),
    attestKey: given.attestKey ?? developmentKey(dataFolder, "development-attest-key.pem", attest),
    madeHere: [
      ...(given.logKey === null ? (["log"] as const) : []),
      ...(given.attestKey === null ? (["attest"] as const) : []),
    ],
  };
}

function developmentKey(folder: string, name: string, generate: () => KeyObject): string {
  const path = join(folder, name);
  const known = readIfThere(path);
  if (known !== null) return known;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fresh = `${path}.${randomUUID()}`;
  try {
    writeFileSync(fresh, generate().export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flush: true });
    // Whole or not at all, and the first of two processes wins.
    linkSync(fresh, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  return readFileSync(path, "utf8");
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
