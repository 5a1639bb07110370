import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultMatrix } from "../../src/audit/default-matrix.ts";
import { periodOf } from "../../src/bundle/period.ts";
import type { LandedBody } from "../../src/evidence/bodies.ts";
import { attestationSigner } from "../../src/storage/attestation-signer.ts";
import { attestLog } from "../../src/storage/attestations.ts";
import { startNewLog } from "../../src/storage/change-log.ts";
import { evidenceLog } from "../../src/storage/evidence-log.ts";
import { openEvidenceSource } from "../../src/storage/evidence-source.ts";
import { signLog } from "../../src/storage/sign-log.ts";
import { noteSigner } from "../../src/transparency/notes.ts";
import { verify } from "../../src/verification/verify.ts";
import { writeArchive } from "../../src/write-archive.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";
import { TestLog } from "../support/evidence-source.ts";
import { land, ref, repo, shaOf } from "../support/played-landing.ts";
import { newSigning, tamper } from "../support/signing.ts";

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), "mergewarden-new-log-"));
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});

const tenant = 9919;
const signing = newSigning();
const attester = { attestKey: signing.keys.attestKey, serverUrl: "https://github.com", version: "1.2.3" };
const [first, second, third] = ["first", "second", "third"].map(shaOf) as [string, string, string];
const vkeyOf = (number: number) => noteSigner(`gate.example.com/gh-${tenant}/log${number}`, signing.keys.logKey).vkey;

async function append(
  kind: "ref.observed" | "scope.snapshot" | "change.landed",
  at: string,
  body: unknown,
  documents: Uint8Array[] = [],
) {
  const record = { kind, key: `${kind} ${at}`, tenant, occurredAt: new Date(at), body, documents };
  await evidenceLog(database.db).append(record);
}

/** Lands a direct push, and signs and attests what there is. */
async function push(number: number, before: string, after: string): Promise<void> {
  const at = `2026-01-1${number}T12:00:00.000Z`;
  const played = new TestLog({ tenant });
  const seq = land(played, { at, before, commits: [{ sha: after, parents: [before] }] });
  const { body } = JSON.parse(Buffer.from(played.leaf(seq)).toString()) as { body: LandedBody };
  await append("change.landed", at, body, [...(await played.documents([body.commits.items])).values()]);
  await sign();
}

async function sign(): Promise<void> {
  await signLog(database.db, tenant, signing);
  await attestLog(database.db, tenant, attester);
}

async function exported(name: string): Promise<string> {
  const source = await openEvidenceSource(database.db, tenant);
  const pinned = await source?.checkpoint();
  if (source === null || pinned == null) throw new Error("nothing is signed");
  const signer = attestationSigner(database.db, tenant, signing.keys.attestKey);
  const period = periodOf({ from: "2026-01-01", to: "2026-01-31", tz: "UTC" });
  const choices = { matrix: defaultMatrix, profile: "full", basis: "landed", server: "https://github.com" } as const;
  const path = join(folder, name);
  const request = { source, signer, pinned, period, generator: "mergewarden/1.2.3", ...choices };
  expect(await writeArchive(request, path)).toMatchObject({ landings: expect.any(Number) });
  return path;
}

test("a log that lost its end goes on as another one: bundles of both verify, each with its own key", async () => {
  const observed = (head: string, at: string) => append("ref.observed", at, { repo, ref, head, observed_at: at });
  await append("scope.snapshot", "2026-01-05T00:00:00.000Z", { installation: "selected", repositories: [] });
  await observed(first, "2026-01-05T00:00:00.000Z");
  await push(1, first, second);
  const before = await exported("before.zip");
  expect(await verify(before, { logKey: vkeyOf(1), clones: [] })).toMatchObject({ status: "intact", problems: [] });

  const size = (await (await openEvidenceSource(database.db, tenant))?.checkpoint())?.size ?? 0;
  await append("scope.snapshot", "2026-01-12T00:00:00.000Z", { installation: "all", repositories: [] });
  await sign();
  await tamper(
    database.db,
    `delete from evidence where seq >= ${size}; delete from log_checkpoints where size > ${size};
     delete from log_hashes`,
  );
  const order = { files: signing.files, reason: "a disk was lost", at: new Date("2026-01-12T12:00:00.000Z") };
  expect(await startNewLog(database.db, tenant, order)).toEqual({ origin: `gate.example.com/gh-${tenant}/log2` });
  await push(3, second, third);
  const after = await exported("after.zip");
  const verified = await verify(after, { logKey: vkeyOf(2), clones: [] });
  expect(verified).toMatchObject({ status: "intact", problems: [], checked: { landings: 2 } });
  expect(verified.checked.attestations).toBe(4);
  const swapped = [
    await verify(before, { logKey: vkeyOf(2), clones: [] }),
    await verify(after, { logKey: vkeyOf(1), clones: [] }),
  ];
  for (const { status, problems } of swapped) {
    expect(status).toBe("tampered");
    expect(problems.map(({ code }) => code)).toContain("CHECKPOINT_KEY");
  }
});
