import { lstat, readFile, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { addedLines } from "../../scanner/added-lines.ts";
import { linesOf } from "../../scanner/lines.ts";
import { isMovedIn } from "../../scanner/moved-in.ts";
import type { ScanFile } from "../../scanner/scan.ts";
import { decode, isUtf16 } from "./decode.ts";
import { git, readBlobs, withoutFilters } from "./git.ts";
import { type FileDiff, parseGitDiff } from "./parse-git-diff.ts";

/** Thrown where there is no repository, or no such revision or path in it. */
export class NoSuchChange extends Error {
  override readonly name = "NoSuchChange";
}

interface Repository {
  readonly folder: string;
  readonly bare: boolean;
}

export interface Change {
  readonly files: readonly ScanFile[];
  /** Paths whose content could not be read. */
  readonly unreadable: readonly string[];
}

const diffForm = [
  "--no-color",
  "--no-ext-diff",
  "--no-textconv",
  "--text",
  "--full-index",
  "--unified=0",
  "-M",
  "--no-indent-heuristic",
  "--diff-algorithm=myers",
  "-O/dev/null",
  "--src-prefix=a/",
  "--dst-prefix=b/",
  "--ignore-submodules=all",
  "--diff-filter=ACMRT",
];

/**
 * The files of a change with the lines that it adds: since the commit where `head` left `base`, up to `head`, or to the
 * working tree if none is named. Throws {@link NoSuchChange}.
 */
export async function readChange(
  given: { base: string; head?: string | undefined; paths: readonly string[] },
  folder: string,
): Promise<Change> {
  const repository = await repositoryOf(await folderAt(resolve(folder, given.paths[0] ?? ".")));
  const base = await resolveRevision(repository, given.base);
  const named = given.head ?? (repository.bare ? "HEAD" : undefined);
  const head = named === undefined ? undefined : await resolveRevision(repository, named);
  const since = await mergeBase(repository, base, head ?? "HEAD");
  const only = await pathspecs(repository, given.paths, folder);
  for (const path of only) {
    const isThere = await isKnown(repository, path, [since, head ?? "HEAD"]);
    if (!isThere) throw new NoSuchChange(`${path}: no such file or folder, before or after the change`);
  }
  const range = head === undefined ? [since] : [since, head];
  const filters = head === undefined ? await withoutFilters(repository.folder) : [];
  const out = await git(repository.folder, [
    ...filters,
    "--literal-pathspecs",
    "diff",
    ...diffForm,
    ...range,
    "--",
    ...only,
  ]);
  return withContents(repository, await withMoved(repository, parseGitDiff(out.toString("latin1")), head));
}

/** The nearest folder that is there: a change may have removed the path. */
async function folderAt(location: string): Promise<string> {
  const kind = await stat(location).catch(() => undefined);
  return kind?.isDirectory() || dirname(location) === location ? location : folderAt(dirname(location));
}

async function repositoryOf(folder: string): Promise<Repository> {
  const ask = (...args: string[]) =>
    git(folder, ["rev-parse", ...args]).then((out) => out.toString().replace(/\n$/, ""));
  try {
    if ((await ask("--is-inside-work-tree")) === "true") return { folder: await ask("--show-toplevel"), bare: false };
    return { folder: await ask("--absolute-git-dir"), bare: true };
  } catch (error) {
    throw new NoSuchChange(`no git repository here: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The id of a commit, or of a tree. */
async function resolveRevision({ folder }: Repository, revision: string): Promise<string> {
  for (const kind of revision.startsWith("-") ? [] : ["commit", "tree"]) {
    const out = await git(folder, ["rev-parse", "--verify", "--quiet", `${revision}^{${kind}}`]).catch(() => undefined);
    if (out !== undefined) return out.toString().trim();
  }
  throw new NoSuchChange(`no such revision: ${revision}`);
}

/** Where the head left the base; the base itself if they have nothing in common. */
async function mergeBase({ folder }: Repository, base: string, head: string): Promise<string> {
  const out = await git(folder, ["merge-base", base, head]).catch(() => undefined);
  return out?.toString().trim() || base;
}

/** The paths as the repository knows them. */
async function pathspecs({ folder, bare }: Repository, paths: readonly string[], from: string): Promise<string[]> {
  const specs: string[] = [];
  for (const path of paths) {
    const real = await realOf(resolve(from, path));
    if (bare && real === (await realpath(folder))) continue;
    const spec = bare ? path : relative(await realpath(folder), real) || ".";
    if (spec === ".." || spec.startsWith("../"))
      throw new NoSuchChange(`${path} is not part of the repository ${folder}`);
    specs.push(spec);
  }
  return specs;
}

/** Where a path is without the links on the way to it, if it is there: one at its end is a file to git. */
async function realOf(location: string): Promise<string> {
  const kind = await stat(location).catch(() => undefined);
  if (kind?.isDirectory() || dirname(location) === location) return realpath(location);
  return join(await realOf(dirname(location)), basename(location));
}

async function isKnown({ folder, bare }: Repository, path: string, revisions: readonly string[]): Promise<boolean> {
  if (!bare && (await lstat(join(folder, path)).catch(() => undefined)) !== undefined) return true;
  for (const revision of revisions) {
    const out = await git(folder, ["--literal-pathspecs", "ls-tree", "--name-only", revision, "--", path]).catch(
      () => "",
    );
    if (out.length > 0) return true;
  }
  return false;
}

/** What is only renamed adds nothing, unless it comes where more is looked for: then its content counts. */
async function withMoved({ folder }: Repository, diffs: readonly FileDiff[], head?: string): Promise<FileDiff[]> {
  const kept = diffs.filter((diff) => diff.patch !== "" || isMovedIn(diff));
  return Promise.all(
    kept.map(async (diff) => {
      if (diff.patch !== "" || head === undefined) return diff;
      const id = await git(folder, ["rev-parse", "--verify", `${head}:${diff.path}`]).catch(() => "");
      return { ...diff, blob: id.toString().trim() };
    }),
  );
}

async function withContents({ folder, bare }: Repository, diffs: readonly FileDiff[]): Promise<Change> {
  const files: ScanFile[] = [];
  const unreadable: string[] = [];
  const regular = diffs.filter(({ mode }) => mode.startsWith("100") || mode === "");
  const blobs = await readBlobs(
    folder,
    regular.map(({ blob }) => blob).filter((id) => /[^0]/.test(id)),
  );
  for (const diff of regular) {
    const bytes = blobs.get(diff.blob) ?? (bare ? undefined : await readWorking(folder, diff));
    const file = bytes === undefined ? undefined : fileOf(diff, bytes);
    if (file === undefined) unreadable.push(diff.path);
    else if (file !== null) files.push(file);
  }
  return { files, unreadable };
}

function readWorking(folder: string, { name }: FileDiff): Promise<Buffer | undefined> {
  return readFile(Buffer.concat([Buffer.from(`${folder}/`), name])).catch(() => undefined);
}

/** null: it is binary; undefined: it is too large for a text. */
function fileOf({ path, previousPath, patch }: FileDiff, bytes: Buffer): ScanFile | null | undefined {
  const text = textOf(path, bytes);
  if (typeof text !== "string") return text;
  if (isUtf16(bytes) || isMovedIn({ path, previousPath })) return { path, previousPath, lines: linesOf(text), text };
  const lines = addedLines(patch).map(({ line, text: row }) => ({ line, text: rowText(line, row) }));
  return { path, previousPath, lines, text };
}

function textOf(path: string, bytes: Buffer): string | null | undefined {
  try {
    return decode(path, bytes);
  } catch {
    return undefined;
  }
}

/** A row of the patch as the file's text has it: without the mark that a file may begin with. */
function rowText(line: number, row: string): string {
  const text = Buffer.from(row, "latin1").toString();
  return line === 1 ? text.replace(/^\uFEFF/, "") : text;
}
