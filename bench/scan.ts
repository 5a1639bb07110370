import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, loadavg } from "node:os";
import { extname, join } from "node:path";
import { isDocumentationPath, isTestPath } from "../src/scanner/path-role.ts";
import { scanText } from "../src/scanner/scan.ts";

interface File {
  path: string;
  text: string;
}

/** Larger files are machines' work, few and alike, and would outweigh all others. */
const largestFile = 3_000_000;
/** ESLint reads JavaScript and TypeScript only, and slowly: it is given about so much of it. */
const peerMegabytes = 4;
const rounds = 3;
const peers = join(import.meta.dirname, "peers");
const root = join(import.meta.dirname, "..", "node_modules");

const files = readTree(root);
const scripts = files.filter(({ path }) => /\.[cm]?[jt]sx?$/.test(path));
const sample = everyNth(scripts, peerMegabytes);
console.log(
  `Load average ${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} processors; texts in memory, best of ${rounds}.`,
);
console.log(`Mixed: ${described(files)} below node_modules, tests, documentation and files over 3 MB left out.`);
const naive = report("String.includes('http://'), whole text", files, ({ text }) => text.includes("http://"));
report("String.includes('http://'), each line", files, ({ text }) =>
  text.split("\n").some((line) => line.includes("http://")),
);
const mixed = report("mergewarden", files, ({ path, text }) => scanText(path, text).length > 0);
console.log(`  bar 100 MB/s; ${(naive / mixed).toFixed(0)} times slower than one String.includes`);
console.log(`JavaScript and TypeScript: ${described(sample)}.`);
const ours = report("mergewarden", sample, ({ path, text }) => scanText(path, text).length > 0);
for (const [name, judge] of linters()) {
  const speed = report(name, sample, judge, 1);
  console.log(`  mergewarden is ${(ours / speed).toFixed(0)} times as fast`);
}

/** Text files that a gate would look at, in the order of their paths. */
function readTree(folder: string): File[] {
  return globSync("**/*", { cwd: folder })
    .sort()
    .filter((path) => !isTestPath(path) && !isDocumentationPath(path) && isSmall(join(folder, path)))
    .map((path) => ({ path, bytes: readFileSync(join(folder, path)) }))
    .filter(({ bytes }) => !bytes.subarray(0, 8000).includes(0))
    .map(({ path, bytes }) => ({ path, text: bytes.toString("utf8") }));
}

function isSmall(path: string): boolean {
  const found = statSync(path);
  return found.isFile() && found.size <= largestFile;
}

/** Files of about so many megabytes in all, from everywhere. */
function everyNth(all: readonly File[], megabytes: number): File[] {
  const step = Math.max(1, Math.round(sizeOf(all) / megabytes));
  return all.filter((_, index) => index % step === 0);
}

function sizeOf(all: readonly File[]): number {
  return all.reduce((sum, { text }) => sum + text.length, 0) / 1e6;
}

function described(all: readonly File[]): string {
  return `${all.length} files, ${sizeOf(all).toFixed(1)} MB`;
}

/** Runs over all files, prints and answers MB/s (a megabyte is a million characters). */
function report(name: string, all: readonly File[], judge: (file: File) => boolean, times = rounds): number {
  let best = Number.POSITIVE_INFINITY;
  let found = 0;
  for (let round = 0; round < times; round += 1) {
    const start = performance.now();
    found = all.filter(judge).length;
    best = Math.min(best, performance.now() - start);
  }
  const speed = (sizeOf(all) / best) * 1000;
  console.log(
    `  ${name.padEnd(42)} ${speed.toFixed(speed < 10 ? 2 : 0).padStart(6)} MB/s, ${found} files with findings`,
  );
  return speed;
}

/** The rules of other projects, through ESLint's Linter, each alone. Installed at the first run. */
function linters(): [name: string, judge: (file: File) => boolean][] {
  if (!existsSync(join(peers, "node_modules"))) execFileSync("npm", ["ci"], { cwd: peers, stdio: "inherit" });
  const load = createRequire(join(peers, "package.json"));
  const { Linter } = load("eslint");
  const parser = load("@typescript-eslint/parser");
  const sonarjs = load("eslint-plugin-sonarjs");
  const sdl = load("@microsoft/eslint-plugin-sdl");
  const judgeBy = (plugins: object, rule: string) => {
    const linter = new Linter();
    const config = { files: ["**/*"], plugins, rules: { [rule]: "error" } };
    return ({ path, text }: File) => {
      const typed = /\.[cm]?tsx?$/.test(path);
      const languageOptions = typed ? { parser } : { parserOptions: { ecmaFeatures: { jsx: true } } };
      const filename = `file${extname(path)}`;
      const messages = linter.verify(text, [{ ...config, languageOptions }], { filename });
      return messages.some(({ ruleId }: { ruleId: string | null }) => ruleId === rule);
    };
  };
  return [
    ["eslint-plugin-sonarjs no-clear-text-protocols", judgeBy({ sonarjs }, "sonarjs/no-clear-text-protocols")],
    ["@microsoft/eslint-plugin-sdl no-insecure-url", judgeBy({ sdl }, "sdl/no-insecure-url")],
  ];
}
