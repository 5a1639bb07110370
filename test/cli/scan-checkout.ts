import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type ScanArguments, scanCommand } from "../../src/cli/commands/scan.ts";
import { controls } from "../../src/controls/index.ts";

const run = promisify(execFile);
const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false"];

/** A folder of its own under the system's. */
export async function makeFolder() {
  const folder = await mkdtemp(join(tmpdir(), "scan-command-"));
  return {
    folder,
    remove: () => rm(folder, { recursive: true, force: true }),
    /** Writes files, folders included; null removes one. */
    async write(files: Record<string, string | Uint8Array | null>) {
      for (const [name, content] of Object.entries(files)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        if (content === null) await rm(join(folder, name));
        else await writeFile(join(folder, name), content);
      }
    },
    async git(...args: string[]) {
      const { stdout } = await run("git", [...identity, ...args], { cwd: folder });
      return stdout.trim();
    },
    /** Commits everything. */
    async commit() {
      await this.git("add", "--all", "--force");
      await this.git("commit", "--quiet", "--allow-empty", "--message", "a change");
      return this.git("rev-parse", "HEAD");
    },
  };
}

/** Runs `scan` and answers its exit status and what it wrote. */
export async function runScan(
  given: Partial<ScanArguments>,
  folder: string,
  input: readonly (string | Uint8Array)[] = [],
  hasColours = false,
) {
  let out = "";
  let error = "";
  const io = {
    out: (text: string) => {
      out += text;
    },
    error: (text: string) => {
      error += text;
    },
    hasColours,
    stdin: (async function* () {
      yield* input;
    })(),
  };
  const now = new Date("2026-11-23T12:00:00Z");
  const status = await scanCommand({ paths: [], ...given }, io, { folder, now, controls });
  return { status, out, error };
}

/** The findings of `scan --json` in short: `src/a.js:1 HTTP001`. */
export async function findingsOf(given: Partial<ScanArguments>, folder: string): Promise<string[]> {
  const { out } = await runScan({ ...given, json: true }, folder);
  const { findings } = JSON.parse(out) as { findings: { path: string; line: number; rule: string }[] };
  return findings.map(({ path, line, rule }) => `${path}:${line} ${rule}`).sort();
}
