// Plain JavaScript for any Node from 20: installs what is missing before anything else runs.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const installed = join(root, "node_modules", ".package-lock.json");
const wanted = join(root, "package-lock.json");
const node = join(root, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
// Not `npm ci`: it refuses a lock file that lacks an optional package of another platform, and npm leaves these out where a
// registry does not hold them. `--no-save` takes what is locked, hashes included, and leaves the lock file as it is.
// Development dependencies are wanted whatever NODE_ENV says: the pinned Node is one. Warnings would speak of the system's Node.
const install = ["install", "--no-save", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(wanted).mtimeMs) {
  console.error("Installing dependencies (once; some 20 seconds) …");
  const result = spawnSync("npm", install, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (result.status !== 0) {
    console.error("npm install failed: see its message above. mergewarden needs its dependencies to run.");
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
