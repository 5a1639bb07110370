import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { exported, requestOf, unzipped } from "../support/bundle.ts";
import { codesOf, type Files, relisted, resigned, verified, zipped } from "../support/forgery.ts";
import { playedLog } from "../support/played-log.ts";

const log = playedLog();
const files = unzipped(await exported(await requestOf(log)));

/** The codes of a bundle that the server itself made up: it holds every key. */
async function codesAfter(own: Files, changes: Record<string, unknown> = {}): Promise<string[]> {
  return codesOf(await verified(zipped(await resigned(relisted(own, changes), log.signer)), log.vkey));
}

test("signed again without a change → nothing", async () => {
  expect(await codesAfter(files)).toEqual([]);
});

test("landings without their attestations", async () => {
  const isAttestation = (name: string) => name.startsWith("attestations/") && name.endsWith(".intoto.jsonl");
  const own = new Map([...files].map(([name, bytes]) => [name, isAttestation(name) ? Buffer.alloc(0) : bytes]));
  expect(await codesAfter(own)).toContain("ATTESTATION_MISSING");
});

test("the log's key signs a root that is not that of the records", async () => {
  const root = createHash("sha256").update("another").digest();
  const note = Buffer.from(log.checkpointOf(log.size, root).note);
  const changes = { root: root.toString("base64"), checkpoint_sha256: createHash("sha256").update(note).digest("hex") };
  expect(await codesAfter(new Map(files).set("log/checkpoint", note), changes)).toContain("ROOT_MISMATCH");
});
