import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { defaultMatrix } from "../../src/audit/default-matrix.ts";
import { defaultMatrices } from "../../src/verification/matrix.ts";
import { exported, requestOf, unzipped } from "../support/bundle.ts";
import { type Files, relisted, resigned, verified, zipped } from "../support/forgery.ts";
import { playedLog } from "../support/played-log.ts";

const log = playedLog();
const many = [3, 4].map((id) => {
  const name = `acme/site-${id}`;
  return { id, name, gated: true, refs: ["refs/heads/main"], why: "policy", archived: false, private: true };
});
const list = log.keep(many);
const scope = { installation: "selected", repositories: { count: many.length, digest: list } };
log.append("scope.snapshot", "2026-02-02T00:00:00.000Z", scope);
log.append("gap.opened", "2026-03-30T00:00:00.000Z", {
  ...{ installation: 2, why: "uninstalled", from: "2026-03-30T00:00:00.000Z", to: null },
});
log.signCheckpoint();
const files = unzipped(await exported(await requestOf(log)));
const [policy = ""] = [...files.keys()].filter((name) => name.startsWith("config/blobs/"));
const scopes = `completeness/scopes/${list.replace("sha256:", "")}.json`;

/** By whoever holds the key of attestations, but cannot change the log. */
const told = async (forged: Files) =>
  (await verified(zipped(await resigned(relisted(forged), log.signer)), log.vkey)).problems.map(
    ({ code, file }) => `${code} ${file}`,
  );

test("a long list of repositories and an open gap verify", async () => {
  expect(await told(files)).toEqual([]);
});

test.for([
  ["config/policy_history.csv", /,true,sha256/, ",false,sha256", "CELL_WRONG"],
  ["config/protection_history.csv", "Team:5", "", "CELL_WRONG"],
  ["config/protection_history.csv", /acme\/api.*\r\n/, "", "ROW_MISSING"],
  ["config/access_history.csv", ",true,false", ",false,true", "CELL_WRONG"],
  ["completeness/gaps.csv", /1,suspended.*\r\n/, "", "ROW_MISSING"],
  ["completeness/gaps.csv", "uninstalled", "suspended", "CELL_WRONG"],
  ["completeness/scope.csv", "acme/site-3,true", "acme/site-3,false", "CELL_WRONG"],
  ["completeness/scope.csv", /$/, "9,acme/new,true,,,false,false,all,,,1,1\r\n", "ROW_EXTRA"],
  [scopes, "site-4", "site-5", "DOCUMENT_WRONG"],
  [policy, "version", "vision", "DOCUMENT_WRONG"],
  ["exceptions/exceptions.csv", "INC-123", "INC-124", "CELL_WRONG"],
  ["controls/controls_matrix.csv", "CC8.1", "CC8.2", "CELL_WRONG"],
  ["controls/controls_matrix.csv", /^CM-04,.*\r\n/m, "", "ROW_MISSING"],
  ["controls/matrix.yml", "senior-review", "junior-review", "FILE_MALFORMED"],
  ["controls/matrix.yml", "rule: approval", "rule: [", "FILE_MALFORMED"],
  ["controls/control_results.csv", /^CM-01,.*\r\n/m, "", "ROW_MISSING"],
  ["controls/control_results.csv", "drift = false", "drift = true", "CELL_WRONG"],
  ["controls/control_results.csv", ",CC2.1 CC4.1,1,1,1,", ",CC2.1 CC4.1,1,1,0,", "CELL_WRONG"],
  ["controls/oscal-assessment-results.json", "not-satisfied", "satisfied", "CELL_WRONG"],
  ["exceptions/exceptions.csv", ",high,", ",medium,", "CELL_WRONG"],
] as const)("%s: %s → %s", async ([name, from, to, code]) => {
  const text = files.get(name)?.toString("utf8") ?? "";
  expect(text).not.toBe(text.replace(from, to));
  expect(await told(new Map([...files, [name, Buffer.from(text.replace(from, to))]]))).toContain(`${code} ${name}`);
});

test.for([policy, scopes])("%s is taken out", async (name) => {
  const forged = new Map(files);
  forged.delete(name);
  expect(await told(forged)).toContain(`DOCUMENT_MISSING ${name}`);
});

test("what this program calls its default matrix is known as such", () => {
  expect(defaultMatrices).toContain(createHash("sha256").update(defaultMatrix.source).digest("hex"));
});

test("a matrix of the customer's own is held against the table, and may be any", async () => {
  const own = {
    kind: "own",
    source: "version: 1\nrows: [{ id: A, title: '@A', rule: tests, tsc: [X Y, Z] }]",
  } as const;
  const bundle = unzipped(await exported(await requestOf(log, { matrix: own })));
  expect(await told(bundle)).toEqual([]);
  const other = Buffer.from(own.source.replace("rule: tests", "rule: scans"));
  expect(await told(new Map([...bundle, ["controls/matrix.yml", other]]))).toContain(
    "CELL_WRONG controls/controls_matrix.csv",
  );
});
