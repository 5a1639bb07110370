import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Draw, type RecordedDraw, reperform, sampleCommand } from "../../src/cli/commands/sample.ts";
import { verifyCommand } from "../../src/cli/commands/verify.ts";
import { exported, requestOf } from "../support/bundle.ts";
import { playedLog } from "../support/played-log.ts";

const folder = mkdtempSync(join(tmpdir(), "bundle-command-"));
afterAll(() => rmSync(folder, { recursive: true }));
const log = playedLog();
const file = join(folder, "bundle.zip");
const zip = await exported(await requestOf(log));
writeFileSync(file, zip);

function listening() {
  const told = { out: "", error: "" };
  const out = (text: string) => {
    told.out += text;
  };
  const error = (text: string) => {
    told.error += text;
  };
  return { told, io: { out, error, stdin: process.stdin } };
}

test("verify says what it looked at, and ends with the status of what it found", async () => {
  const intact = listening();
  expect(await verifyCommand({ file, logKey: log.vkey, json: false }, intact.io)).toBe(0);
  expect(intact.told.out).toContain("Intact");
  expect(intact.told.out).not.toContain("Nothing vouches for the log's key");

  const unvouched = listening();
  expect(await verifyCommand({ file, json: false }, unvouched.io)).toBe(0);
  expect(unvouched.told.out).toContain("Nothing vouches for the log's key");

  const forged = join(folder, "forged.zip");
  writeFileSync(forged, Buffer.concat([zip.subarray(0, 100), Buffer.from("x"), zip.subarray(101)]));
  const tampered = listening();
  expect(await verifyCommand({ file: forged, json: true }, tampered.io)).toBe(1);
  expect(JSON.parse(tampered.told.out)).toMatchObject({ status: "tampered", codes: ["ZIP_MALFORMED"] });

  writeFileSync(forged, "no archive");
  expect(await verifyCommand({ file: forged, json: false }, listening().io)).toBe(2);
  expect(await verifyCommand({ file, logKey: "no key", json: false }, listening().io)).toBe(2);
  expect(await verifyCommand({ file: join(folder, "nowhere.zip"), json: false }, listening().io)).toBe(2);
});

test("clones that do not hold the heads leave completeness unchecked", async () => {
  execFileSync("git", ["init", "-q", join(folder, "clone")]);
  const found = listening();
  expect(await verifyCommand({ file, repo: [join(folder, "clone")], json: true }, found.io)).toBe(3);
  expect(JSON.parse(found.told.out)).toMatchObject({ status: "incomplete", codes: ["CLONE_MISSING_COMMITS"] });
});

/** As where no database is named. */
const unrecorded = () => Promise.resolve<RecordedDraw>({ seq: null, why: "nobody asks" });

test("a sample is the same for the same seed, holds every exception, and a shell draws it again", async () => {
  const out = join(folder, "sample");
  const [first, second, other] = [listening(), listening(), listening()];
  const asked = { file, seed: "it's 4711", n: 1, logKey: log.vkey, json: true };
  expect(await sampleCommand({ ...asked, out }, first.io, unrecorded)).toBe(0);
  expect(await sampleCommand(asked, second.io, unrecorded)).toBe(0);
  expect(await sampleCommand({ ...asked, seed: "4712" }, other.io, unrecorded)).toBe(0);
  expect(second.told.out).toBe(first.told.out);
  expect(other.told.out).not.toBe(first.told.out);

  const { root, drawn } = JSON.parse(first.told.out) as { root: string; drawn: Record<string, string | number>[] };
  expect(drawn.filter(({ hasExceptions }) => hasExceptions).length).toBe(3);
  const script = reperform({ root, seed: asked.seed, n: asked.n, folder: out });
  const again = execFileSync("bash", ["-c", script], { encoding: "utf8" });
  const normal = drawn.filter(({ stratum, why }) => stratum === "normal" && why === "rank");
  expect(again).toBe(normal.map(({ rank, changeId }) => `${rank}  ${changeId}\n`).join(""));

  for (const { seq } of drawn) {
    for (const part of ["record.json", "record.tlog-proof", "change.dsse.json", "index.html"]) {
      expect(existsSync(join(out, String(seq), part)), `${seq}/${part}`).toBe(true);
    }
    expect(readFileSync(join(out, String(seq), "record.json"))).toEqual(Buffer.from(log.leaf(Number(seq))));
  }
});

test("a bundle that does not verify is not drawn from, and a seed of two lines is none", async () => {
  const asked = { file, seed: "1", n: 1, json: false };
  expect(await sampleCommand({ ...asked, logKey: playedLog().vkey }, listening().io, unrecorded)).toBe(1);
  expect(await sampleCommand({ ...asked, seed: "1\n2" }, listening().io, unrecorded)).toBe(2);
  expect(await sampleCommand({ ...asked, n: Number.NaN }, listening().io, unrecorded)).toBe(2);
  expect(await sampleCommand({ ...asked, out: file }, listening().io, unrecorded)).toBe(2);
});

test("a draw is put on record before it is shown; what cannot be recorded is not shown", async () => {
  const asked = { file, seed: "4711", n: 1, logKey: log.vkey, json: false };
  const [recorded, not, refused] = [listening(), listening(), listening()];
  const draws: Draw[] = [];
  const record = async (draw: Draw) => {
    expect(recorded.told.out).toBe("");
    draws.push(draw);
    return { seq: 77 };
  };
  expect(await sampleCommand(asked, recorded.io, record)).toBe(0);
  expect(recorded.told.out).toContain("This draw is on record: number 77 in the log of gh:9919.");
  expect(draws).toMatchObject([{ seed: "4711", n: 1, manifest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) }]);
  expect(await sampleCommand(asked, not.io, unrecorded)).toBe(0);
  expect(not.told.out).toContain("This draw is not on record, for nobody asks:");
  const out = join(folder, "unrecorded");
  expect(await sampleCommand({ ...asked, out }, refused.io, () => Promise.resolve(null))).toBe(2);
  expect([refused.told.out, existsSync(out)]).toEqual(["", false]);
});
