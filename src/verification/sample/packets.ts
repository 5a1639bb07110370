import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnvelope } from "../../transparency/dsse.ts";
import { inclusionProof } from "../../transparency/merkle.ts";
import { formatTlogProof } from "../../transparency/tlog-proofs.ts";
import { type Json, parseCanonical } from "../canonical.ts";
import type { Leaf } from "../leaves.ts";
import type { Bundle } from "../read-bundle.ts";
import { at } from "../records.ts";
import type { Drawn } from "./draw.ts";
import { landings, type Sampled } from "./sample.ts";

/** Writes a folder for each landing that was drawn: the record, its proof, its attestation, and a page to read. */
export async function writePackets(folder: string, sampled: Sampled): Promise<void> {
  const { bundle, hashes, sample } = sampled;
  const drawn = new Map(sample.drawn.map((one) => [one.seq, one]));
  const checkpoint = (await bundle.read("log/checkpoint")).toString("utf8");
  const read = async (level: number, index: number) => hashes.root(index * 2 ** level, (index + 1) * 2 ** level);
  for await (const leaf of landings(sampled)) {
    const own = drawn.get(leaf.seq);
    if (own === undefined) continue;
    const place = join(folder, String(leaf.seq));
    const proof = await inclusionProof(leaf.seq, hashes.size, read);
    await mkdir(place, { recursive: true });
    await writeFile(join(place, "record.json"), leaf.bytes);
    await writeFile(join(place, "record.tlog-proof"), formatTlogProof({ index: leaf.seq, proof, checkpoint }));
    await writeFile(join(place, "index.html"), pageOf(own, leaf));
  }
  await writeAttestations(folder, bundle, drawn);
}

async function writeAttestations(folder: string, bundle: Bundle, drawn: ReadonlyMap<number, Drawn>): Promise<void> {
  for (const file of bundle.names.filter((name) => /^attestations\/.*\.intoto\.jsonl$/.test(name))) {
    for await (const line of bundle.lines(file)) {
      const statement = parseCanonical(Buffer.from(parseEnvelope(line.toString("utf8")).payload, "base64"));
      const seq = at(statement, "predicate", "log", "index");
      if (typeof seq === "number" && drawn.has(seq)) {
        await writeFile(join(folder, String(seq), "change.dsse.json"), Buffer.concat([line, Buffer.from("\n")]));
      }
    }
  }
}

function pageOf(drawn: Drawn, { record, hash }: Leaf): string {
  const rows = flat(record, "").map(([name, value]) => `<tr><th>${escaped(name)}</th><td>${escaped(value)}</td></tr>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(drawn.changeId)}</title>
<style>body{font:14px sans-serif;margin:2em}th{text-align:left;vertical-align:top;padding-right:2em}td{overflow-wrap:anywhere}</style>
<h1>${escaped(drawn.changeId)}</h1>
<p>Record ${drawn.seq}, drawn from ${drawn.stratum} by ${drawn.why === "rank" ? "its rank" : "its exceptions"} (${drawn.rank}). Hash in the log: ${hash.toString("hex")}.</p>
<table>
${rows.join("\n")}
</table>
</html>
`;
}

/** Every value of a record, by its path. */
function flat(value: Json, path: string): [string, string][] {
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, member]) => flat(member, path === "" ? name : `${path}.${name}`));
}

function escaped(text: string): string {
  return text.replace(/[&<>"'\u202a-\u202e\u2066-\u2069]/g, (one) => `&#${one.charCodeAt(0)};`);
}
