import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generatedFiles, root } from "./generated-files.ts";

const isCheck = process.argv.includes("--check");
const stale: string[] = [];
for (const [path, content] of generatedFiles()) {
  const file = join(root, path);
  if (current(file) === content) continue;
  stale.push(path);
  if (isCheck) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
for (const path of stale) console.log(isCheck ? `${path} is out of date: run npm run generate` : `${path} written`);
process.exitCode = isCheck && stale.length > 0 ? 1 : 0;

function current(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
