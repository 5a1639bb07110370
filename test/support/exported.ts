import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { defaultMatrix } from "../../src/audit/default-matrix.ts";
import { periodOf } from "../../src/bundle/period.ts";
import type { ExportRequest } from "../../src/bundle/request.ts";
import { attestationSigner } from "../../src/storage/attestation-signer.ts";
import { evidenceKeys } from "../../src/storage/development-keys.ts";
import { openEvidenceSource } from "../../src/storage/evidence-source.ts";
import { type Verification, verify } from "../../src/verification/verify.ts";
import { writeArchive } from "../../src/write-archive.ts";
import { rowsOf, unzipped } from "./bundle.ts";
import type { Stage } from "./stage.ts";

/** What an auditor gets of a stage: the bundle's verification, its population, and each summary's result by its landing. */
export interface Exported {
  verification: Verification;
  population: Record<string, string>[];
  summaries: Map<number, string>;
}

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

/** Exports the last days, once all of the log is signed and attested, and verifies it. */
export async function exportedFrom({ database, dataFolder, lab }: Stage): Promise<Exported> {
  const leaves = await database.selectFrom("evidence").select(["tenant", "seq", "kind"]).orderBy("seq").execute();
  const tenant = Number(leaves[0]?.tenant);
  const landing = leaves.findLast(({ kind }) => kind === "change.landed")?.seq ?? "0";
  const source = await openEvidenceSource(database, tenant);
  const pinned = await vi.waitFor(
    async () => {
      const found = await source?.checkpoint();
      expect(found?.size).toBeGreaterThanOrEqual(leaves.length);
      const attested = database.selectFrom("attestations").select("seq").where("seq", "=", landing).limit(1);
      expect(await attested.execute()).toHaveLength(1);
      return found;
    },
    { timeout: 30_000 },
  );
  if (source === null || pinned == null) throw new Error("nothing was signed");
  const keys = evidenceKeys({ logKey: null, attestKey: null }, dataFolder);
  const folder = await mkdtemp(join(tmpdir(), "exported-"));
  try {
    const path = join(folder, "bundle.zip");
    const request: ExportRequest = {
      ...{ source, pinned, signer: attestationSigner(database, tenant, keys.attestKey) },
      ...{ period: periodOf({ from: day(-1), to: day(1), tz: "UTC" }), profile: "full", basis: "landed" },
      ...{ matrix: defaultMatrix, generator: "mergewarden/0.0.0", server: lab.url },
    };
    await writeArchive(request, path);
    const verification = await verify(path, { logKey: null, clones: [] });
    const files = unzipped(await readFile(path));
    const population = rowsOf(files.get("population/population.csv"));
    return { verification, population, summaries: summariesIn(files) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function summariesIn(files: ReadonlyMap<string, Buffer>): Map<number, string> {
  const lines = [...files].flatMap(([name, bytes]) =>
    name.endsWith(".intoto.jsonl") ? bytes.toString().split("\n") : [],
  );
  const statements = lines
    .filter((line) => line !== "")
    .map((line) => JSON.parse(Buffer.from(JSON.parse(line).payload, "base64").toString("utf8")));
  const summaries = statements.filter(({ predicateType }) => predicateType.includes("verification_summary"));
  return new Map(
    summaries.map(({ predicate }) => [
      Number(predicate.inputAttestations[0].uri.split("#")[1]),
      predicate.verificationResult,
    ]),
  );
}
