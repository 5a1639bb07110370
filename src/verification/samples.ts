import { DistrustError } from "../transparency/errors.ts";
import { verifyInclusion } from "../transparency/merkle.ts";
import { parseTlogProof } from "../transparency/tlog-proofs.ts";
import { statementIn } from "./attestations.ts";
import { parseCanonical } from "./canonical.ts";
import type { Vouched } from "./checkpoint.ts";
import type { Keys } from "./keys.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { at } from "./records.ts";
import { hashOfLeaf } from "./tree.ts";

const parts = ["change.dsse.json", "index.html", "record.json", "record.tlog-proof"];

/** Every landing with an exception has its packet, with its attestation if it was attested. */
export function checkPackets(
  bundle: Bundle,
  { exceptional, attested }: { exceptional: readonly number[]; attested: ReadonlySet<number> },
  problems: Problems,
) {
  for (const seq of exceptional) {
    for (const part of parts) {
      const name = `samples/${seq}/${part}`;
      if (bundle.has(name) || (part === "change.dsse.json" && !attested.has(seq))) continue;
      problems.add("SAMPLE_WRONG", name, `landing ${seq} has an exception, but this part of its packet is not there`);
    }
  }
}

/** Every packet's record is in the log by its own proof, and its attestation is of this record. Returns how many there are. */
export async function checkSamples(
  bundle: Bundle,
  log: { vouched: Vouched; keys: Keys },
  problems: Problems,
): Promise<number> {
  const records = bundle.names.filter((name) => name.startsWith("samples/") && name.endsWith("/record.json"));
  for (const name of records) {
    await problems.guard(() => checkPacket(bundle, name.slice(0, -"record.json".length), log, problems));
  }
  return records.length;
}

async function checkPacket(
  bundle: Bundle,
  folder: string,
  { vouched, keys }: { vouched: Vouched; keys: Keys },
  problems: Problems,
) {
  const record = await bundle.read(`${folder}record.json`, 65_536);
  const proof = `${folder}record.tlog-proof`;
  if (!isProven(await bundle.read(proof, 65_536), record, vouched)) {
    problems.add("SAMPLE_WRONG", proof, "it does not prove that the record beside it is in this log");
  }
  const seq = at(parseCanonical(record), "seq");
  if (folder !== `samples/${String(seq)}/`) {
    problems.add("SAMPLE_WRONG", `${folder}record.json`, "it is another record than its folder says");
  }
  const attestation = `${folder}change.dsse.json`;
  if (!bundle.has(attestation)) return;
  const signed = statementIn((await bundle.read(attestation)).toString("utf8").trim(), keys);
  const attested = at(signed?.statement, "predicate", "log", "index");
  if (signed === null || attested !== seq) {
    problems.add("SAMPLE_WRONG", attestation, "it is no attestation of the record beside it");
  }
}

function isProven(text: Buffer, record: Buffer, { note, size, root }: Vouched): boolean {
  try {
    const { index, proof, checkpoint } = parseTlogProof(text.toString("utf8"));
    return checkpoint === note && verifyInclusion({ index, size, leaf: hashOfLeaf(record), root, proof });
  } catch (error) {
    if (!(error instanceof DistrustError)) throw error;
    return false;
  }
}
