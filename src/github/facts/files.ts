import type { ChangedFile } from "../../domain/facts.ts";
import { parseHunks } from "../../review/hunks.ts";
import { basePath, toStatus } from "../changes.ts";
import { readable } from "../readable.ts";
import type { FileData, Source } from "../reader.ts";
import type { TreeEntry } from "../tree.ts";
import type { Gatherer } from "./gatherer.ts";

/** Texts larger than this are no part of a snapshot, in bytes. */
const largestText = 1024 * 1024;
/** Of one pull request: the most files that are read, the most bytes of one (to see whether it is binary) and of all. */
const limits = { files: 300, file: 10 * 1024 * 1024, all: 50 * 1024 * 1024 };
const emptyBlob = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

/** The changed files. Their text comes with them where GitHub shows no whole patch, or where a scan asks for it. */
export const files: Gatherer<"files"> = {
  changedBy: ["pull_request"],
  permissions: { pull_requests: "read", contents: "read" },
  read(source) {
    return readable(() => readFileFacts(source), source.onFailure);
  },
};

type Entries = ReadonlyMap<string, TreeEntry> | { unavailable: string };
interface Trees {
  head: Entries;
  /** Read only if a file needs it. */
  base: Entries;
}

async function readFileFacts(source: Source): Promise<ChangedFile[]> {
  const found = await source.files();
  const trees = await readTrees(source, found);
  const chosen = chooseTexts(source, found, trees);
  return Promise.all(found.map((file) => toFile(source, file, trees, chosen.has(file))));
}

/** The files whose text is read, within the limits: those without a whole patch first, small ones first. */
function chooseTexts(source: Source, found: readonly FileData[], trees: Trees): ReadonlySet<FileData> {
  const size = (file: FileData) => entryOf(trees.head, file.filename)?.size ?? 0;
  const bySize = [...found].sort((a, b) => size(a) - size(b));
  const isWhole = (file: FileData) => isHidden(file, trees) || isMovedIn(source, file);
  const hidden = bySize.filter((file) => isWhole(file) && size(file) <= limits.file);
  const asked = bySize.filter((file) => size(file) <= largestText && isAskedFor(file, trees, source));
  const chosen = new Set<FileData>();
  let bytes = 0;
  for (const file of [...hidden, ...asked].slice(0, limits.files)) {
    bytes += size(file);
    if (bytes <= limits.all) chosen.add(file);
  }
  return chosen;
}

async function readTrees(source: Source, found: readonly FileData[]): Promise<Trees> {
  const { head } = await source.pull();
  const atHead = found.filter((file) => file.status !== "removed").map((file) => file.filename);
  const atBase = found.filter(needsBase).flatMap((file) => basePath(file) ?? []);
  const [after, before] = await Promise.all([
    readable(() => source.entries(head.sha, atHead), source.onFailure),
    readable(async () => {
      if (atBase.length === 0) return new Map<string, TreeEntry>();
      return source.entries((await source.comparison()).mergeBase, atBase);
    }, source.onFailure),
  ]);
  return { head: after, base: before };
}

/** A removed file's mode is the one it had; without a patch only the blobs tell whether the content changed. */
function needsBase(file: FileData): boolean {
  return file.status === "removed" || (file.status !== "added" && file.patch === undefined && file.changes === 0);
}

/** Whether the patch is not shown (the file is too large, binary, or an attribute says so) or cut short. */
function isHidden(file: FileData, trees: Trees): boolean {
  if (file.status === "removed" || !isRegular(entryOf(trees.head, file.filename))) return false;
  if (file.patch === undefined) return isContentChanged(file, trees);
  return parseHunks(file.patch).added < file.additions;
}

/** A rename brings the file where a scan looks, or looks harder: all of it counts as added. */
function isMovedIn(source: Source, { status, filename: path, previous_filename: previous }: FileData): boolean {
  return (status === "renamed" || status === "copied") && source.isMovedIn({ path, previousPath: previous ?? null });
}

function isAskedFor({ filename: path, patch, status }: FileData, trees: Trees, source: Source): boolean {
  if (patch === undefined || status === "removed" || !isRegular(entryOf(trees.head, path))) return false;
  return source.wantsText({ path, patch });
}

function isContentChanged(file: FileData, trees: Trees): boolean {
  if (file.status === "added") return file.sha !== emptyBlob;
  const before = entryOf(trees.base, basePath(file) ?? "");
  return file.changes > 0 || before === undefined || before.sha !== file.sha;
}

async function toFile(source: Source, file: FileData, trees: Trees, readsText: boolean): Promise<ChangedFile> {
  const isRemoved = file.status === "removed";
  const isMoved = isMovedIn(source, file);
  const mode = modeOf(isRemoved ? trees.base : trees.head, isRemoved ? (basePath(file) ?? "") : file.filename);
  const { text, binary } = readsText ? await readText(source, file) : { text: null, binary: false };
  return {
    path: file.filename,
    previousPath: file.previous_filename ?? null,
    status: toStatus(file.status),
    additions: (binary && text === null) || (isShown(file, trees) && !isMoved) ? file.additions : countLines(text),
    deletions: file.deletions,
    mode,
    binary,
    patch: isMoved ? null : (file.patch ?? null),
    text,
  };
}

/** What git calls binary comes with its text if that looks like findings: a NUL in a comment hides nothing. */
async function readText(source: Source, file: FileData): Promise<{ text: ChangedFile["text"]; binary: boolean }> {
  const read = await readable(() => source.text(String(file.sha)), source.onFailure);
  if ("unavailable" in read) return { text: read, binary: false };
  const { text, isBinary } = read;
  if (text.length > largestText) return { text: isBinary ? tooLarge : null, binary: isBinary };
  const isTold = !isBinary || source.wantsText({ path: file.filename, patch: asPatch(text) });
  return { text: isTold ? text : null, binary: isBinary };
}

const tooLarge = { unavailable: "the file is too large to be read" };

/** All lines as added ones. */
function asPatch(text: string): string {
  const lines = text.split("\n");
  return [`@@ -0,0 +1,${lines.length} @@`, ...lines.map((line) => `+${line}`)].join("\n");
}

/** Whether GitHub's count of added lines can be believed: of a hidden change it may say that there is none. */
function isShown(file: FileData, trees: Trees): boolean {
  return file.patch !== undefined || file.status === "removed" || file.additions > 0 || !isContentChanged(file, trees);
}

/** Of a hidden change that is said to add nothing: all lines, for nobody knows which were added. */
function countLines(text: ChangedFile["text"]): ChangedFile["additions"] {
  if (text === null) return { unavailable: "GitHub shows no patch, and the file is too large to be read" };
  return typeof text === "string" ? text.split("\n").length : text;
}

function modeOf(entries: Entries, path: string): ChangedFile["mode"] {
  if ("unavailable" in entries) return entries as { unavailable: string };
  return entryOf(entries, path)?.mode ?? { unavailable: `${path} is not in the tree that should have it` };
}

function entryOf(entries: Entries, path: string): TreeEntry | undefined {
  return "unavailable" in entries ? undefined : (entries as ReadonlyMap<string, TreeEntry>).get(path);
}

/** Links and submodules have no text of their own. Whatever is not known may be a file. */
function isRegular(entry: TreeEntry | undefined): boolean {
  return entry === undefined || entry.mode.startsWith("100");
}
