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

/** A sample, and what it was drawn with. */
export interface Draw extends Sample {
  seed: string;
  n: number;
}

/** The number of the draw's record in the log; null: it has none, and why. */
export type RecordedDraw = { seq: number } | { seq: null; why: string };

/** Puts a draw on record, before it is shown; null: it could not, and why was told. */
export type RecordDraw = (draw: Draw) => Promise<RecordedDraw | null>;

/** `mergewarden sample FILE.zip`: 0 done · 1 the bundle does not verify · 2 bad input. */
export async function sampleCommand(options: SampleOptions, io: Io, record: RecordDraw): Promise<number> {
  const { file, seed, n, logKey, out, json } = options;
  const wrong = await problemOf(options);
  if (wrong !== null) {
    io.error(`${wrong}\n`);
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
  const draw = { seed, n, ...sampled.sample };
  try {
    const recorded = await record(draw);
    if (recorded === null) return 2;
    if (out !== undefined) {
      await mkdir(join(out, "strata"), { recursive: true });
      for (const [stratum, ids] of lists) await writeFile(join(out, "strata", `${stratum}.txt`), `${ids.join("\n")}\n`);
      await writePackets(out, sampled);
    }
    io.out(json ? `${JSON.stringify({ ...draw, record: recorded.seq })}\n` : listOf(draw, recorded, out));
    return 0;
  } finally {
    await sampled.bundle.close();
  }
}

async function problemOf({ seed, n, out }: SampleOptions): Promise<string | null> {
  if (seed === "" || /[\r\n\0]/.test(seed) || !Number.isSafeInteger(n) || n < 1) {
    return "expected a seed of one line, and a number of landings from 1 up";
  }
  const isFile = out !== undefined && (await stat(out).catch(() => null))?.isDirectory() === false;
  return isFile ? `${printable(out)} is no folder` : null;
}

function listOf(
  { root, drawn, population, seed, n, tenant }: Draw,
  recorded: RecordedDraw,
  out: string | undefined,
): string {
  const sizes = population.map(({ stratum, landings }) => `${stratum} ${landings}`).join(", ");
  const lines = drawn.map(
    ({ rank, stratum, why, changeId, seq }) => `${rank}  ${stratum}  ${why}  ${seq}  ${printable(changeId)}\n`,
  );
  return [
    `Landings: ${sizes}. Of each group the ${n} of the lowest rank, and every landing with an exception.\n`,
    ...lines,
    recorded.seq === null
      ? `This draw is not on record, for ${recorded.why}: who draws again with another seed leaves no trace.\n`
      : `This draw is on record: number ${recorded.seq} in the log of ${tenant}.\n`,
    out === undefined
      ? "With --out FOLDER the groups are listed in strata/, to draw again with a shell:\n"
      : "Draw again with a shell, group by group:\n",
    reperform({ root, seed, n, folder: out ?? "FOLDER" }),
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
