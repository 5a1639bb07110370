import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { defaultMatrix } from "../src/audit/default-matrix.ts";
import { periodOf } from "../src/bundle/period.ts";
import { verify } from "../src/verification/verify.ts";
import { writeArchive } from "../src/write-archive.ts";
import { longLog } from "./long-log.ts";

/** Megabytes. */
const bar = 150;
/** An export gives memory back late where nothing bids it: V8 what it collects, the C library what is freed. */
const heap = ["--max-old-space-size=56", "--max-semi-space-size=2"];
const freed = { MALLOC_ARENA_MAX: "1", MALLOC_MMAP_THRESHOLD_: "65536", MALLOC_TRIM_THRESHOLD_: "65536" };
/** Too few to tell anything by: they only have the modules compiled, as they are in the package. */
const warmUp = 10;

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    step: { type: "string", default: "" },
    folder: { type: "string", default: "" },
  },
});
const [rows, path] = [Number(values.rows), join(values.folder, "bundle.zip")];
if (values.step === "export") await exportLog();
else if (values.step === "verify") await verifyBundle();
else measure();

/** Each step is a process of its own, so that its memory is. */
function measure(): void {
  const folder = mkdtempSync(join(tmpdir(), "mergewarden-export-"));
  const run = (step: string, count: number, stdio: "ignore" | "inherit") => {
    const limits = step === "export" ? heap : [];
    const args = [...limits, import.meta.filename, "--step", step, "--rows", String(count), "--folder", folder];
    const env = { ...process.env, ...freed, NODE_COMPILE_CACHE: join(folder, "compiled") };
    if (spawnSync(process.execPath, args, { env, stdio }).status !== 0) process.exitCode = 1;
  };
  try {
    console.log(
      `${rows} landings, 1 % with an exception, without attestations; export: ${JSON.stringify(freed)} node ${heap.join(" ")}; load: ${loadavg()[0]?.toFixed(1)}`,
    );
    run("export", warmUp, "ignore");
    process.exitCode = 0;
    run("export", rows, "inherit");
    run("verify", rows, "inherit");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function exportLog(): Promise<void> {
  const log = await longLog(rows, mkdtempSync(join(values.folder, "tiles-")));
  const pinned = await log.checkpoint();
  if (pinned === null) throw new Error("the log is not signed");
  const period = periodOf({ from: "2026-01-01", to: "2026-12-31", tz: "UTC" });
  const choices = { profile: "full", basis: "landed", matrix: defaultMatrix, server: "https://github.com" } as const;
  const request = { source: log, signer: log.signer, pinned, period, generator: "mergewarden/bench", ...choices };
  const before = performance.now();
  const written = await writeArchive(request, path);
  if (typeof written === "string") throw new Error(written);
  const peak = tell(`export (memory's bar ${bar} MB)`, before);
  console.log(`bundle: ${(statSync(path).size / 1e6).toFixed(0)} MB`);
  if (peak > bar || written.landings !== rows) process.exitCode = 1;
}

async function verifyBundle(): Promise<void> {
  const before = performance.now();
  const { problems, checked } = await verify(path, { logKey: null, clones: [] });
  tell("verify", before);
  const others = problems.filter(({ code }) => code !== "ATTESTATION_MISSING");
  if (checked.landings === rows && others.length === 0) return;
  console.log(`${checked.landings} landings`, others.slice(0, 5));
  process.exitCode = 1;
}

/** Tells how long it took, and the most memory that the process ever had, in megabytes. */
function tell(what: string, before: number): number {
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(`${what}: ${((performance.now() - before) / 1000).toFixed(1)} s, peak ${peak.toFixed(0)} MB`);
  return peak;
}
