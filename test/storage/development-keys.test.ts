import { createPrivateKey } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { evidenceKeys } from "../../src/storage/development-keys.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mergewarden-keys-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("keys that are not given are made once, for the owner alone", () => {
  const first = evidenceKeys({ logKey: null, attestKey: null }, join(folder, "data"));
  expect(createPrivateKey(first.logKey).asymmetricKeyType).toBe("ed25519");
  expect(createPrivateKey(first.attestKey).asymmetricKeyDetails?.namedCurve).toBe("prime256v1");
  expect(first.madeHere).toEqual(["log", "attest"]);
  expect(evidenceKeys({ logKey: null, attestKey: null }, join(folder, "data"))).toEqual(first);
  const files = readdirSync(join(folder, "data"));
  expect(files).toHaveLength(2);
  for (const file of files) expect(statSync(join(folder, "data", file)).mode & 0o777).toBe(0o600);
});

test("given keys are used, and nothing is made", () => {
  const keys = evidenceKeys({ logKey: "log", attestKey: "attest" }, folder);
  expect(keys).toEqual({ logKey: "log", attestKey: "attest", madeHere: [] });
  expect(readdirSync(folder)).toEqual([]);
});
