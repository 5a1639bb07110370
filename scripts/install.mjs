// Plain JavaScript for any Node from 20: installs what is missing before anything else runs.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const installed = join(root, "node_modules", ".package-lock.json");
const wanted = join(root, "package-lock.json");
const node = join(root, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(wanted).mtimeMs) {
  console.error("Installing dependencies (npm ci) …");
  const result = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (result.status !== 0) {
    console.error("npm ci failed: see its message above. mergewarden needs its dependencies to run.");
    process.exit(1);
  }
}

const pinned = spawnSync(node, ["--version"], { encoding: "utf8", shell: process.platform === "win32" });
if (pinned.status !== 0) {
  console.error(
    "The pinned Node.js is missing from node_modules/.bin: its install script did not run (ignore-scripts?).\n" +
      "Run: npm rebuild node --ignore-scripts=false --foreground-scripts",
  );
  process.exit(1);
}
