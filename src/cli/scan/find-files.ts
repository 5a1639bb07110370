import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import { git, gitWithWarnings } from "./git.ts";

/** A file to look at. */
export interface FoundFile {
  /** Where it is on this machine, in bytes: names need not be UTF-8. */
  readonly location: Buffer;
  /** As the user would write it. */
  readonly shown: string;
  /** Within its repository, else within the folder that was named; with slashes. */
  readonly path: string;
}

/** Thrown for a path that is not there. */
export class NoSuchPath extends Error {
  override readonly name = "NoSuchPath";
}

/** A path below a folder with slashes, a character for each byte (latin1). */
type Name = string;

/** The files below some paths as git sees them: ignored ones are left out, unless they are named. Throws {@link NoSuchPath}. */
export async function findFiles(paths: readonly string[], folder: string): Promise<FoundFile[]> {
  const found = new Map<string, FoundFile>();
  for (const named of paths) {
    for (const file of await filesOf(named, folder)) {
      const key = file.location.toString("latin1");
      if (!found.has(key)) found.set(key, file);
    }
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
  if (top === undefined && (await isBare(real)))
    throw new NoSuchPath(`${named}: a bare repository, which has no files to look at; --base looks at a change in it`);
  const within = (file: string) =>
    relative(base, file === "" ? real : join(real, file))
      .split(sep)
      .join("/");
  if (!kind.isDirectory()) return [{ location: Buffer.from(location), shown: named, path: within("") }];
  const names =
    top === undefined || (await isIgnoredByGit(location)) ? await walkFrom(location) : await listed(location);
  return names.map((name) => {
    const text = textOf(name);
    return { location: bytesOf(location, name), shown: join(named, text), path: within(text) };
  });
}

function textOf(name: Name): string {
  return Buffer.from(name, "latin1").toString();
}

function bytesOf(folder: string, name: Name): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, "latin1")]);
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

/** Whether a folder is itself a repository without a checkout; what lies in it is git's own. */
async function isBare(folder: string): Promise<boolean> {
  const asked = git(folder, ["rev-parse", "--is-bare-repository", "--absolute-git-dir"]);
  return (await asked.catch(() => "")).toString() === `true\n${folder}\n`;
}

/** Of a folder that it ignores git lists nothing; whoever names it wants it looked at. */
async function isIgnoredByGit(folder: string): Promise<boolean> {
  const asked = git(dirname(folder), ["check-ignore", "--quiet", "--", folder]);
  return asked.then(() => true).catch(() => false);
}

/** Tracked files and those that git would offer to add. */
async function listed(folder: string): Promise<Name[]> {
  const asked = ["ls-files", "-z", "-co", "--exclude-standard", "--deduplicate"];
  const { out, warnings } = await gitWithWarnings(folder, asked);
  const names = out.toString("latin1").split("\0");
  const isFile = await Promise.all(names.map((name) => name !== "" && isRegular(bytesOf(folder, name))));
  return [...names.filter((_, index) => isFile[index]), ...unopened(warnings)];
}

/** Folders that git could not open: it warns of them, and goes on. Left to fail later. */
function unopened(warnings: string): Name[] {
  return [...warnings.matchAll(/'([^'\n]+)\/'/g)].map(([, name = ""]) => name);
}

/** Neither a link, whose content is but a path, nor a submodule, nor gone; what cannot be told is left to fail later. */
async function isRegular(location: Buffer): Promise<boolean> {
  try {
    return (await lstat(location)).isFile();
  } catch (error) {
    return !["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");
  }
}

interface IgnoreRules {
  below: Name;
  ignored: Ignore;
}

/** The files below a folder that is in no checkout, by the .gitignore files in it and the user's own. */
async function walkFrom(top: string): Promise<Name[]> {
  const told = await git(top, ["config", "--path", "--get", "core.excludesFile"]).catch(() => "");
  const file = told.toString().replace(/\n$/, "") || join(homedir(), ".config", "git", "ignore");
  const own = await readFile(file, "utf8").catch(() => "");
  return walk(top, "", own === "" ? [] : [rulesOf("", own)]);
}

function rulesOf(below: Name, text: string): IgnoreRules {
  return { below, ignored: ignore({ ignorecase: false }).add(text) };
}

/** A folder that cannot be read is left to fail later; a checkout on the way knows itself what belongs to it. */
async function walk(top: string, below: Name, rules: readonly IgnoreRules[]): Promise<Name[]> {
  const folder = below === "" ? Buffer.from(top) : bytesOf(top, below);
  const entries = await readdir(folder, { withFileTypes: true, encoding: "buffer" }).catch(() => undefined);
  if (entries === undefined) return [below];
  const names = entries.map((entry) => ({ entry, name: entry.name.toString("latin1") }));
  const prefix = below === "" ? "" : `${below}/`;
  if (below !== "" && names.some(({ name }) => name === ".git")) {
    const inner = await listed(folder.toString()).catch(() => undefined);
    if (inner !== undefined) return inner.map((name) => `${prefix}${name}`);
  }
  const own = await readFile(bytesOf(top, `${prefix}.gitignore`), "utf8").catch(() => "");
  const inForce = own === "" ? rules : [...rules, rulesOf(below, own)];
  const found: Name[] = [];
  for (const { entry, name: last } of names) {
    const name = `${prefix}${last}`;
    if (last === ".git" || isIgnored(entry.isDirectory() ? `${name}/` : name, inForce)) continue;
    if (entry.isDirectory()) found.push(...(await walk(top, name, inForce)));
    else if (entry.isFile()) found.push(name);
  }
  return found;
}

/** The deepest file that says something of a name decides. */
function isIgnored(name: Name, rules: readonly IgnoreRules[]): boolean {
  for (const { below, ignored } of rules.toReversed()) {
    const told = ignored.test(textOf(below === "" ? name : name.slice(below.length + 1)));
    if (told.ignored || told.unignored) return told.ignored;
  }
  return false;
}
