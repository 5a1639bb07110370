import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writePackets } from "../../verification/sample/packets.ts";
import { drawSample, type Sample } from "../../verification/sample/sample.ts";
import { verify } from "../../verification/verify.ts";
import type { Io } from "../io.ts";
import { printable } from "../printable.ts";
import { textOf } from "./verify.ts";

/** What `mergewarden sample` is asked. */
export interface SampleOptions {
  file: string;
  seed: string;
  n: number;
  logKey?: string;
  out?: string;
  json: boolean;
}

/** `mergewarden sample FILE.zip`: 0 done · 1 the bundle does not verify · 2 bad input. */
export async function sampleCommand({ file, seed, n, logKey, out, json }: SampleOptions, io: Io): Promise<number> {
  if (seed === "" || /[\r\n\0]/.test(seed) || !Number.isSafeInteger(n) || n < 1) {
    io.error("expected a seed of one line, and a number of landings from 1 up\n");
    return 2;
  }
  if (out !== undefined && (await stat(out).catch(() => null))?.isDirectory() === false) {
    io.error(`${printable(out)} is no folder\n`);
    return 2;
  }
  const found = await verify(file, { logKey: logKey?.trim() ?? null, clones: [] });
  if (found.status === "not-a-bundle" || found.status === "tampered") {
    io.error(textOf(found));
    return found.status === "tampered" ? 1 : 2;
  }
  const lists = new Map<string, string[]>();
  const sampled = await drawSample(file, { seed, count: n }, (changeId, stratum) => {
    lists.set(stratum, [...(lists.get(stratum) ?? []), changeId]);
  });
  try {
    if (out !== undefined) {
      await mkdir(join(out, "strata"), { recursive: true });
      for (const [stratum, ids] of lists) await writeFile(join(out, "strata", `${stratum}.txt`), `${ids.join("\n")}\n`);
      await writePackets(out, sampled);
    }
  } finally {
    await sampled.bundle.close();
  }
  io.out(
    json
      ? `${JSON.stringify({ seed, n, ...sampled.sample, recorded: false })}\n`
      : listOf(sampled.sample, { seed, n, out }),
  );
  return 0;
}

function listOf(
  { root, drawn, population }: Sample,
  given: { seed: string; n: number; out: string | undefined },
): string {
  const sizes = population.map(({ stratum, landings }) => `${stratum} ${landings}`).join(", ");
  const lines = drawn.map(
    ({ rank, stratum, why, changeId, seq }) => `${rank}  ${stratum}  ${why}  ${seq}  ${printable(changeId)}\n`,
  );
  return [
    `Landings: ${sizes}. Of each group the ${given.n} of the lowest rank, and every landing with an exception.\n`,
    ...lines,
    "This draw is not in the log: whoever draws again with another seed leaves no trace.\n",
    given.out === undefined
      ? "With --out FOLDER the groups are listed in strata/, to draw again with a shell:\n"
      : "Draw again with a shell, group by group:\n",
    reperform({ root, seed: given.seed, n: given.n, folder: given.out ?? "FOLDER" }),
  ].join("");
}

/** The commands that draw the landings of one group again: rank and change, a line each. */
export function reperform({
  root,
  seed,
  n,
  folder,
}: {
  root: string;
  seed: string;
  n: number;
  folder: string;
}): string {
  return [
    `  seed=${quoted(seed)} root=${quoted(root)}`,
    `  while IFS= read -r id; do printf '%s  %s\\n' "$(printf '%s\\n%s\\n%s' "$seed" "$root" "$id" | sha256sum | cut -c1-64)" "$id"; done < ${quoted(`${folder}/strata/normal.txt`)} | sort | head -n ${n}`,
    "",
  ].join("\n");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
