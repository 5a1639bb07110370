import { expect, test } from "vitest";
import { exported, requestOf, unzipped } from "../support/bundle.ts";
import { codesOf, type Files, relisted, resigned, verified, zipped } from "../support/forgery.ts";
import { ref, repo } from "../support/played-landing.ts";
import { playedLog } from "../support/played-log.ts";

const log = playedLog();
const original = await exported(await requestOf(log));
const files = unzipped(original);

function changed(name: string, change: (text: string) => string): Files {
  return new Map([...files, [name, Buffer.from(change(files.get(name)?.toString("utf8") ?? ""))]]);
}

function withoutLine(name: string, part: string): Files {
  return changed(name, (text) =>
    text
      .split(/(?<=\n)/)
      .filter((line) => !line.includes(part))
      .join(""),
  );
}

/** The most that an insider can do who holds the key of attestations, but cannot change the log. */
const byInsider = async (forged: Files) => verified(zipped(await resigned(relisted(forged), log.signer)), log.vkey);

test("the bundle as it was made is intact, and so is the same archive made by hand", async () => {
  const found = await verified(original, log.vkey);
  expect(found).toMatchObject({
    status: "intact",
    problems: [],
    checked: { landings: 5, size: log.size, previous: 12 },
  });
  expect(zipped(files).equals(original)).toBe(true);
});

test("every profile of redaction verifies", async () => {
  for (const profile of ["pseudonymous", "public"] as const) {
    const found = await verified(await exported(await requestOf(log, { profile })), log.vkey);
    expect(found).toMatchObject({ status: "intact", problems: [] });
  }
});

test("without a key from elsewhere it is held against its own, and says so", async () => {
  const found = await verified(original, null);
  expect(found).toMatchObject({ status: "intact", logKey: { key: log.vkey, isGiven: false } });
});

test("one byte is flipped", async () => {
  const forged = changed("report.html", (text) => text.replace("a", "b"));
  expect(codesOf(await verified(zipped(forged), log.vkey))).toEqual(["FILE_CHANGED"]);
  expect(codesOf(await verified(zipped(relisted(forged)), log.vkey))).toEqual(["MANIFEST_SIGNATURE"]);
});

test("a row of the population is deleted", async () => {
  const found = await byInsider(withoutLine("population/population.csv", "acme/api#1@"));
  expect(found).toMatchObject({
    status: "tampered",
    problems: [
      { code: "ROW_MISSING", file: "population/population.csv" },
      { code: "CELL_WRONG", file: "controls/oscal-assessment-results.json" },
    ],
  });
});

test("a landing is taken out with all its rows", async () => {
  const tables = ["population.csv", "changes.jsonl", "commits.csv", "reviews.csv", "checks.csv"];
  const forged = new Map(files);
  for (const table of tables) {
    const name = `population/${table}`;
    forged.set(name, withoutLine(name, "acme/api#1@").get(name) ?? Buffer.alloc(0));
  }
  expect(codesOf(await byInsider(forged))).toContain("REF_CHAIN_BREAK");
});

test("a whole repository is dropped", async () => {
  const forged = new Map(files);
  for (const [name, bytes] of files) {
    if (/^(attestations|samples)\//.test(name) && name !== "samples/sample.csv") forged.delete(name);
    else if (/^(population|completeness)\/|sample\.csv/.test(name)) {
      const lines = bytes.toString("utf8").split(/(?<=\n)/);
      const isJson = name.endsWith(".jsonl");
      forged.set(name, Buffer.from(isJson ? "" : lines.slice(0, 1).join("")));
    }
  }
  expect(codesOf(await byInsider(forged))).toContain("REPOSITORY_MISSING");
});

test.for([
  ["a day is cut off", { from_utc: "2026-01-02T05:00:00.000Z" }],
  ["it ends early", { to_utc: "2026-03-31T04:00:00.000Z" }],
  ["a zone is made up", { tz: "Mars/Base" }],
] as const)("the period's days are not the time that is covered: $0", async ([, change]) => {
  const { period } = JSON.parse(files.get("manifest.json")?.toString("utf8") ?? "");
  const forged = await resigned(relisted(files, { period: { ...period, ...change } }), log.signer);
  expect(codesOf(await verified(zipped(forged), log.vkey))).toContain("MANIFEST_MALFORMED");
});

test("the bundle before is hidden, though the log says that there was one", async () => {
  const forged = new Map(files);
  for (const name of ["log/checkpoint.prev", "log/consistency.txt"]) forged.delete(name);
  expect(codesOf(await byInsider(forged))).toEqual(["LOG_REWRITTEN"]);
});

test("a branch was seen where no landing of the bundle leads, and nothing says which branches are gated", async () => {
  const other = playedLog();
  const head = "e".repeat(40);
  const at = "2026-03-25T00:00:00.000Z";
  other.append("ref.observed", at, { repo, ref, head, observed_at: at });
  other.signCheckpoint();
  const found = await verified(await exported(await requestOf(other)), other.vkey);
  expect(found).toMatchObject({ status: "incomplete", problems: [{ code: "REF_CHAIN_BREAK" }] });
  expect(codesOf(await byInsider(withoutLine("log/leaves.jsonl", '"kind":"scope.snapshot"')))).toContain(
    "REF_NOT_OBSERVED",
  );
});

test("an exception is taken out of the table, and a late one is made to be in time", async () => {
  const dropped = withoutLine("exceptions/exceptions.csv", "DIRECT_PUSH");
  expect(codesOf(await byInsider(dropped))).toEqual(["ROW_MISSING"]);
  const prettier = changed("exceptions/exceptions.csv", (text) => text.replace(",true,,,", ",false,,,"));
  expect(codesOf(await byInsider(prettier))).toEqual(["CELL_WRONG"]);
});

test("two identities are swapped", async () => {
  const forged = changed("identities/identities.csv", (text) =>
    text.replace("alice", "swap").replace("bob-senior", "alice").replace("swap", "bob-senior"),
  );
  expect(codesOf(await byInsider(forged))).toEqual(["IDENTITY_MISMATCH"]);
});

test("the checkpoint of last year is put in", async () => {
  const earlier = await log.checkpoint(20);
  const forged = changed("log/checkpoint", () => earlier?.note ?? "");
  expect(codesOf(await byInsider(forged))).toContain("CHECKPOINT_REPLAYED");
});

test("the log is cut", async () => {
  const [tile = ""] = [...files.keys()].filter((name) => name.startsWith("log/tile/0/"));
  const forged = new Map(files);
  forged.set(tile, (files.get(tile) ?? Buffer.alloc(0)).subarray(0, -32));
  expect(codesOf(await byInsider(forged))).toEqual(["LOG_TRUNCATED"]);
});

test("another log is made up, with keys of its own: only the key from elsewhere tells", async () => {
  const other = playedLog();
  const forged = await exported(await requestOf(other));
  expect(codesOf(await verified(forged, log.vkey))).toContain("CHECKPOINT_KEY");
  expect(await verified(forged, null)).toMatchObject({ status: "intact", logKey: { isGiven: false } });
});

test("the manifest is signed by a key that the log does not name", async () => {
  const other = playedLog().signer;
  const forged = new Map([...files, ["log/attest.pub.pem", Buffer.from(other.publicKey)]]);
  const found = await verified(zipped(await resigned(relisted(forged), other)), log.vkey);
  expect(codesOf(found)).toEqual(["ATTEST_KEY_UNPROVEN"]);
});
