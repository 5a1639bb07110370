import { createHash, verify } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeArchive } from "../../src/write-archive.ts";
import { exported, requestOf, rowsOf, unzipped } from "../support/bundle.ts";
import { playedLog } from "../support/played-log.ts";

const log = playedLog();
const request = await requestOf(log);
const zip = await exported(request);
const files = unzipped(zip);
const text = (name: string) => files.get(name)?.toString("utf8") ?? "";
const population = rowsOf(files.get("population/population.csv"));

test("the same log and the same options give the same bytes", async () => {
  expect((await exported(request)).equals(zip)).toBe(true);
});

test("a bundle pinned to a size stays the same while the log grows", async () => {
  const other = playedLog();
  const pinned = await requestOf(other);
  const before = await exported(pinned);
  other.append("app.started", "2026-05-01T00:00:00.000Z", { version: "0.2.0" });
  other.signCheckpoint();
  expect((await exported(pinned)).equals(before)).toBe(true);
});

test("where the records are not those that were signed, no archive is made, and it says so", async () => {
  const folder = mkdtempSync(join(tmpdir(), "altered-"));
  const altered = { ...request, pinned: { ...request.pinned, size: request.pinned.size - 1 } };
  expect(await writeArchive(altered, join(folder, "bundle.zip"))).toMatch(/^nothing is exported: .*some were altered/);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

test("files are sorted by their bytes, and the manifest lists each but itself and its signature", () => {
  const names = [...files.keys()];
  expect(names).toEqual(names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
  const manifest = JSON.parse(text("manifest.json")) as { files: { path: string; bytes: number; sha256: string }[] };
  expect(manifest.files.map(({ path }) => path)).toEqual(names.filter((name) => !name.startsWith("manifest.")));
  for (const { path, bytes, sha256 } of manifest.files) {
    expect([path, bytes, sha256]).toEqual([path, files.get(path)?.length, sha256Of(path)]);
  }
  const sums = manifest.files.filter(({ path }) => path !== "SHA256SUMS");
  expect(text("SHA256SUMS")).toBe(sums.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(""));
});

test("the manifest is signed with the key for attestations", () => {
  const [manifest = "", signature = ""] = [files.get("manifest.json"), files.get("manifest.sig")];
  expect(verify("sha256", Buffer.from(manifest), log.signer.publicKey, Buffer.from(signature))).toBe(true);
});

test("a landing at the very beginning of the period is in, one at its very end is not; local times follow the clocks", () => {
  expect(population.map(({ landed_at_utc: utc, landed_at_local: local }) => [utc, local])).toEqual([
    ["2026-01-01T05:00:00.000Z", "2026-01-01T00:00:00-05:00"],
    ["2026-01-20T10:00:00.000Z", "2026-01-20T05:00:00-05:00"],
    ["2026-03-08T06:59:59.000Z", "2026-03-08T01:59:59-05:00"],
    ["2026-03-10T10:00:00.000Z", "2026-03-10T06:00:00-04:00"],
    ["2026-03-20T10:00:00.000Z", "2026-03-20T06:00:00-04:00"],
  ]);
});

test("each line of changes.jsonl is a record byte for byte, and has its line in the population", () => {
  const lines = text("population/changes.jsonl").trimEnd().split("\n");
  expect(lines).toEqual(population.map(({ seq }) => Buffer.from(log.leaf(Number(seq))).toString("utf8")));
});

test("what a landing came to follows from its exceptions as they stood at the end of the period", () => {
  const results = population.map(({ landing_kind: kind, result }) => [kind, result]);
  expect(results.slice(2)).toEqual([
    ["direct_push", "remediated"],
    ["pr_squash", "deviation"],
    ["force_push", "deviation"],
  ]);
});

test("the report begins with how many deviate, and names each with the reason", () => {
  expect(text("report.html")).toMatch(/Deviations: 2 of 5 changes\..*<h2>Changes to look at<\/h2>.*FORCE_PUSH: /s);
});

test("exceptions tell who decided when, and what is open", () => {
  const rows = rowsOf(files.get("exceptions/exceptions.csv"));
  const told = rows.map((row) => [row.code, row.hours_to_resolve, row.late, row.open_at_period_end]);
  expect(told).toEqual([
    ["DIRECT_PUSH", "2.0", "false", "false"],
    ["BREAK_GLASS", "", "false", "true"],
    ["BREAK_GLASS", "", "true", "true"],
    ["FORCE_PUSH", "", "false", "true"],
  ]);
  expect(rows[1]).toMatchObject({ incident: "INC-123", reason: "'@payments down", detected_by: "declared" });
});

function sha256Of(path: string): string {
  return createHash("sha256")
    .update(files.get(path) ?? "")
    .digest("hex");
}
