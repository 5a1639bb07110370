import { createHash } from "node:crypto";
import { landedSchema } from "../landed.ts";
import { type Leaf, provenLeaves } from "../leaves.ts";
import { readManifest } from "../manifest.ts";
import { Problems } from "../problems.ts";
import { type Bundle, openBundle } from "../read-bundle.ts";
import { type LeafHashes, readLeafHashes } from "../tree.ts";
import { Draw, type Drawn, type Stratum, strata, stratumOf } from "./draw.ts";

/** A sample of a bundle's landings. */
export interface Sample {
  /** Of which bundle: `sha256:` of its manifest, its account and log. */
  manifest: string;
  tenant: string;
  origin: string;
  root: string;
  size: number;
  drawn: Drawn[];
  /** How many landings each group has. */
  population: { stratum: Stratum; landings: number }[];
}

/** An opened bundle with its log, of a bundle that verified. */
export interface Sampled {
  bundle: Bundle;
  hashes: LeafHashes;
  tenant: string;
  sample: Sample;
}

/** Draws a sample: anybody who has the bundle and the seed draws the same. `each` sees every landing with its group. */
export async function drawSample(
  path: string,
  { seed, count }: { seed: string; count: number },
  each: (changeId: string, stratum: Stratum) => void = () => undefined,
): Promise<Sampled> {
  const bundle = await openBundle(path);
  const { manifest, bytes } = await readManifest(bundle);
  const { root, size, tenant, origin } = manifest;
  const hashes = await readLeafHashes(bundle, size);
  const draw = new Draw({ seed, root, count });
  for await (const leaf of landings({ bundle, hashes, tenant })) {
    const landed = landedSchema.parse(leaf.body);
    const stratum = stratumOf(landed);
    draw.add({ changeId: landed.change_id, seq: leaf.seq, stratum, hasExceptions: landed.exceptions.length > 0 });
    each(landed.change_id, stratum);
  }
  const population = strata.map((stratum) => ({ stratum, landings: draw.sizes.get(stratum) ?? 0 }));
  const own = { manifest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`, tenant, origin, root, size };
  return { bundle, hashes, tenant, sample: { ...own, drawn: draw.result(), population } };
}

/** The landings of a bundle. */
export function landings(log: { bundle: Bundle; hashes: LeafHashes; tenant: string }): AsyncGenerator<Leaf> {
  return provenLeaves(log.bundle, "population/changes.jsonl", log, new Problems());
}
