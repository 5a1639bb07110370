import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const program = join(import.meta.dirname, "..", "..", "demo", "main.ts");

/** Runs the demo with a temporary folder of its own. */
async function runDemo(): Promise<{ status: number; lines: string[]; errors: string; left: string[] }> {
  const temporary = await mkdtemp(join(tmpdir(), "demo-test-"));
  // For root, PostgreSQL runs as another user, who must get through.
  await chmod(temporary, 0o755);
  const env = { ...process.env, TMPDIR: temporary };
  try {
    return await new Promise((resolve) => {
      const child = execFile(process.execPath, [program, "--once"], { env }, (_, stdout, stderr) => {
        const lines = stdout.trimEnd().split("\n");
        resolve({ status: child.exitCode ?? 1, lines, errors: stderr, left: readdirSync(temporary) });
      });
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

test("demo --once → every pull request ends as it should, a line for each, and nothing is left behind", async () => {
  const { status, lines, errors, left } = await runDemo();
  expect(errors).toBe("");
  expect(lines).toEqual([
    expect.stringMatching(/^#1 merged {3}tests green/),
    expect.stringMatching(/^#2 merged {3}plain-http: 2 .*mended/),
    expect.stringMatching(/^#3 waiting {2}senior-review: .*jonas-keller/),
    expect.stringMatching(/^#4 waiting {2}senior-review: /),
    expect.stringMatching(/^#5 merged {3}the approval stayed/),
    expect.stringMatching(/^#6 blocked {2}unit-tests: .*405/),
    expect.stringMatching(/^#7 waiting {2}unit-tests: .*not come yet/),
    expect.stringMatching(/^#8 waiting {2}senior-review: .*priya-raman/),
    expect.stringMatching(/^#9 blocked {2}policy-change: /),
    "the evidence of it is exported and verified",
  ]);
  expect(status).toBe(0);
  expect(left).toEqual([]);
}, 180_000);
