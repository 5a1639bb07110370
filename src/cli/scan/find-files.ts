import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { git } from "./git.ts";

/** A file to look at. */
export interface FoundFile {
  /** Where it is on this machine. */
  readonly location: string;
  /** As the user would write it. */
  readonly shown: string;
  /** Within its repository, else within the folder that was named; with slashes. */
  readonly path: string;
}

/** Thrown for a path that is not there. */
export class NoSuchPath extends Error {
  override readonly name = "NoSuchPath";
}

/** The files below some paths as git sees them: ignored ones are left out, unless they are named. Throws {@link NoSuchPath}. */
export async function findFiles(paths: readonly string[], folder: string): Promise<FoundFile[]> {
  const found = new Map<string, FoundFile>();
  for (const named of paths) {
    for (const file of await filesOf(named, folder)) if (!found.has(file.location)) found.set(file.location, file);
  }
  return [...found.values()];
}

async function filesOf(named: string, folder: string): Promise<FoundFile[]> {
  const location = resolve(folder, named);
  const kind = await stat(location).catch(() => undefined);
  if (kind === undefined) throw new NoSuchPath(`${named}: no such file or folder`);
  const top = await topOf(kind.isDirectory() ? location : dirname(location));
  const base = top ?? (isWithin(folder, location) ? folder : kind.isDirectory() ? location : dirname(location));
  const real = await realpath(location);
  const within = (file: string) =>
    relative(base, file === "" ? real : join(real, file))
      .split(sep)
      .join("/");
  if (!kind.isDirectory()) return [{ location, shown: named, path: within("") }];
  const names = top === undefined ? await walk(location) : await listed(location);
  return names.map((name) => ({ location: join(location, name), shown: join(named, name), path: within(name) }));
}

function isWithin(folder: string, location: string): boolean {
  const path = relative(folder, location);
  return path !== ".." && !path.startsWith(`..${sep}`);
}

/** The top of the checkout that a folder is part of. */
async function topOf(folder: string): Promise<string | undefined> {
  const told = await git(folder, ["rev-parse", "--show-toplevel"]).catch(() => undefined);
  const top = told?.toString().replace(/\n$/, "");
  return top === "" ? undefined : top;
}

/** Tracked files and those that git would offer to add. */
async function listed(folder: string): Promise<string[]> {
  const out = await git(folder, ["ls-files", "-z", "-co", "--exclude-standard", "--deduplicate", "--", "."]);
  const names = out.toString().split("\0");
  const isFile = await Promise.all(names.map((name) => name !== "" && isRegular(join(folder, name))));
  return names.filter((_, index) => isFile[index]);
}

/** Neither a link, whose content is but a path, nor a submodule; a name that is no UTF-8 is left to fail later. */
async function isRegular(location: string): Promise<boolean> {
  const kind = await lstat(location).catch(() => undefined);
  return kind?.isFile() ?? location.includes("\uFFFD");
}

/** Regular files below a folder that is in no checkout, with the .gitignore files in it. */
async function walk(
  top: string,
  below = "",
  rules: readonly { below: string; ignored: Ignore }[] = [],
): Promise<string[]> {
  const own = await readFile(join(top, below, ".gitignore"), "utf8").catch(() => "");
  const inForce = own === "" ? rules : [...rules, { below, ignored: ignore().add(own) }];
  const found: string[] = [];
  for (const entry of await readdir(join(top, below), { withFileTypes: true })) {
    const name = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.name === ".git" || isIgnored(entry.isDirectory() ? `${name}/` : name, inForce)) continue;
    if (entry.isDirectory()) found.push(...(await walk(top, name, inForce)));
    else if (entry.isFile()) found.push(name);
  }
  return found;
}

/** The deepest file that says something of a name decides. */
function isIgnored(name: string, rules: readonly { below: string; ignored: Ignore }[]): boolean {
  for (const { below, ignored } of [...rules].reverse()) {
    const told = ignored.test(below === "" ? name : name.slice(below.length + 1));
    if (told.ignored || told.unignored) return told.ignored;
  }
  return false;
}
