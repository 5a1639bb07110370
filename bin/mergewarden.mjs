#!/usr/bin/env node
// Plain JavaScript for any Node: starts the product on a Node that can run it, from source in a checkout, else from dist.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "src", "main.ts");
const entry = existsSync(source) ? source : join(root, "dist", "main.js");
const [major, minor] = process.versions.node.split(".").map(Number);

if (existsSync(source) && !existsSync(join(root, "node_modules"))) {
  console.error(`mergewarden's dependencies are not installed. Run: node ${join(root, "scripts", "install.mjs")}`);
  process.exit(2);
}
if (major > 22 || (major === 22 && minor >= 18)) {
  await import(pathToFileURL(entry).href);
} else {
  const pinned = join(root, "node_modules", ".bin", "node");
  if (!existsSync(pinned)) {
    console.error(`mergewarden needs Node.js 22.18 or later, this is ${process.versions.node}.`);
    process.exit(2);
  }
  const child = spawn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (status) => {
    process.exitCode = status ?? 1;
  });
}
