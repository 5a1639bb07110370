// Changes the scanner in small ways and looks whether its tests notice. Arguments go to Stryker: --mutate 'src/scanner/hosts/**'
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const folder = import.meta.dirname;
const stryker = join(folder, "node_modules", "@stryker-mutator", "core", "bin", "stryker.js");

if (!existsSync(stryker)) run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], folder);
run(process.execPath, [stryker, "run", join("test", "mutation", "stryker.config.json"), ...process.argv.slice(2)]);

function run(command, args, cwd = join(folder, "..", "..")) {
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit", shell: command === "npm" });
  if (status !== 0) process.exit(status ?? 1);
}
