// Changes the scanner in small ways and looks whether its tests notice: folder by folder, as code with all changes in it at once
// would be ten times slower. Arguments are folders below src/scanner; all by default.
import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = import.meta.dirname;
const root = join(folder, "..", "..");
const stryker = join(folder, "node_modules", "@stryker-mutator", "core", "bin", "stryker.js");
const noticed = ["Killed", "Timeout"];
const unnoticed = ["Survived", "NoCoverage"];

if (!existsSync(stryker)) run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], folder);
const folders = process.argv.slice(2);
const found = (folders.length > 0 ? folders : allFolders()).map((name) => ({ name, statuses: mutate(name) }));
for (const { name, statuses } of [...found, { name: "all", statuses: found.flatMap(({ statuses }) => statuses) }]) {
  const [killed, alive] = [noticed, unnoticed].map((some) => statuses.filter((status) => some.includes(status)).length);
  console.log(`${name}: ${((100 * killed) / (killed + alive)).toFixed(1)} % of ${killed + alive} changes noticed`);
}

function allFolders() {
  const names = globSync("{*,rules/*}/", { cwd: join(root, "src", "scanner") });
  return [".", "rules/*.ts", ...names.map((name) => name.replace(/\/$/, "")).filter((name) => name !== "rules")].sort();
}

/** What became of the mutants of a folder. */
function mutate(name) {
  const files = name === "." ? "*.ts" : name.endsWith(".ts") ? name : `${name}/**/*.ts`;
  run(process.execPath, [
    stryker,
    "run",
    join("test", "mutation", "stryker.config.json"),
    "--mutate",
    `src/scanner/${files}`,
  ]);
  const { files: judged } = JSON.parse(readFileSync(join(root, ".stryker", "report.json"), "utf8"));
  return Object.values(judged).flatMap(({ mutants }) => mutants.map(({ status }) => status));
}

function run(command, args, cwd = root) {
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit", shell: command === "npm" });
  if (status !== 0) process.exit(status ?? 1);
}
