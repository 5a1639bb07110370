import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Kysely } from "kysely";
import { defaultMatrix } from "./audit/default-matrix.ts";
import { type Matrix, MatrixError, parseMatrix } from "./audit/matrix.ts";
import { type CivilPeriod, periodOf } from "./bundle/period.ts";
import type { ExportRequest } from "./bundle/request.ts";
import type { ExportOptions } from "./cli/describe-export.ts";
import type { Io } from "./cli/io.ts";
import { readEvidenceKeys } from "./config.ts";
import { controls } from "./controls/index.ts";
import { exportRecord } from "./evidence/export-record.ts";
import { readRecord } from "./evidence/identity-record.ts";
import { withEvidence } from "./open-evidence.ts";
import { operatorName } from "./operator.ts";
import { reasonOf } from "./start-error.ts";
import { attestationSigner } from "./storage/attestation-signer.ts";
import { attestLog } from "./storage/attestations.ts";
import { evidenceKeys } from "./storage/development-keys.ts";
import { evidenceLog } from "./storage/evidence-log.ts";
import { openEvidenceSource } from "./storage/evidence-source.ts";
import { type NamedLog, namedLogs } from "./storage/named-logs.ts";
import type { Schema } from "./storage/schema.ts";
import { writeArchive } from "./write-archive.ts";

/** `mergewarden export`: writes the bundle of one account's evidence. 0 done · 2 bad input or configuration. */
export async function exportEvidence(
  options: ExportOptions,
  io: Pick<Io, "out" | "error">,
  version: string,
): Promise<number> {
  const refuse = (why: string) => {
    io.error(`${why}\n`);
    return 2;
  };
  const choices = choicesOf(options);
  if (typeof choices === "string") return refuse(choices);
  return withEvidence(io, async (db, dataFolder, environment) => {
    const log = chooseLog(await namedLogs(db), options.org);
    if (typeof log === "string") return refuse(log);
    const { serverUrl: server, ...given } = readEvidenceKeys(environment, (path) => readFileSync(path, "utf8"));
    const { attestKey } = evidenceKeys(given, dataFolder);
    const signer = attestationSigner(db, log.tenant, attestKey);
    const fixed = { ...choices, signer, server, generator: `mergewarden/${version}` };
    const request = await pin(db, log.tenant, options, fixed);
    if (typeof request === "string") return refuse(request);
    // The server attests after it signs: what landed a moment ago may be signed alone.
    await attestLog(db, log.tenant, { attestKey, serverUrl: server, version });
    await evidenceLog(db).append(readRecord({ tenant: log.tenant, what: "export", ...whoAndWhen() }));
    const written = await writeArchive(request, options.out);
    if (typeof written === "string") return refuse(written);
    await evidenceLog(db).append(exportRecord(request, written.manifest, whoAndWhen()));
    const { landings, exceptions, manifest, development } = written;
    const told = { file: options.out, size: request.pinned.size, landings, exceptions, manifest, development };
    if (options.json) io.out(`${JSON.stringify(told)}\n`);
    else
      io.out(
        `${options.out}: ${landings} changes, ${exceptions} exceptions, from a log of ${told.size} records.\n${manifest}\n`,
      );
    if (development) io.error("UNSIGNED: keys for development signed it; it proves nothing to others.\n");
    return 0;
  });
}

/** The period, and the controls that are counted; or what is wrong with what was asked. */
function choicesOf({ controls: file, ...options }: ExportOptions): Pick<ExportRequest, "period" | "matrix"> | string {
  try {
    const period = periodOf({ from: options.from, to: options.to, tz: options.tz } satisfies CivilPeriod);
    if (period.from_utc > new Date().toISOString()) return `the period has not begun: ${period.from_utc}`;
    return { period, matrix: file === undefined ? defaultMatrix : ownMatrix(file) };
  } catch (error) {
    if (error instanceof RangeError || error instanceof MatrixError) return error.message;
    throw error;
  }
}

function ownMatrix(file: string): Matrix {
  const source = textIn(file);
  const gateControls = [...controls.map(({ id }) => id), "policy", "policy-change"];
  parseMatrix(source, { file, gateControls });
  return { kind: "own", source };
}

/** As it is: what is put into the bundle is what was given, byte for byte. */
function textIn(file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    const reason = error instanceof TypeError ? "it is no UTF-8 text" : reasonOf(error);
    throw new MatrixError([`${file} cannot be read: ${reason}`]);
  }
}

function whoAndWhen() {
  return { by: operatorName(), at: new Date(), id: randomUUID() };
}

function chooseLog(logs: readonly NamedLog[], org: string | undefined): NamedLog | string {
  const own =
    org === undefined ? logs : logs.filter(({ tenant, login }) => [String(tenant), login].includes(org.toLowerCase()));
  const [first, second] = own;
  const names = logs.map(({ tenant, login }) => login ?? String(tenant)).join(", ");
  if (first === undefined)
    return logs.length === 0 ? "nothing is recorded yet" : `no evidence of ${org}; there is: ${names}`;
  return second === undefined ? first : `evidence of several accounts: choose one with --org (${names})`;
}

/** The log, pinned to a signed size; or why it cannot be. */
async function pin(
  db: Kysely<Schema>,
  tenant: number,
  { size, profile, basis }: ExportOptions,
  given: Pick<ExportRequest, "period" | "matrix" | "signer" | "server" | "generator">,
): Promise<ExportRequest | string> {
  const source = await openEvidenceSource(db, tenant);
  const wanted = size === undefined ? undefined : Number(size);
  const pinned = await source?.checkpoint(wanted);
  if (source === null || (pinned == null && wanted === undefined)) {
    return "nothing is signed yet: the server signs what it records within seconds";
  }
  if (pinned == null || (wanted !== undefined && pinned.size !== wanted)) {
    return `no checkpoint was signed at ${size}; the next one below is ${pinned?.size ?? "none"}`;
  }
  const now = await source.keys(Number.MAX_SAFE_INTEGER);
  if (!now.some(({ use, status }) => use === "log" && status === "current")) {
    return "no key of the log is in force: start the server with a new EVIDENCE_LOG_KEY, and export what it signs then";
  }
  // A bundle that is signed with a key which the log does not name would verify nowhere.
  const own = given.signer.publicKey.trim();
  const known = await source.keys(pinned.size);
  if (!known.some(({ use, status, key }) => use === "attest" && status === "current" && key.trim() === own)) {
    return "the log does not name this key for attestations: give EVIDENCE_ATTEST_KEY as the server has it";
  }
  return { source, pinned, profile, basis, ...given };
}
