import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { isNothing, type MovedCommit } from "../../src/landings/move.ts";

const run = promisify(execFile);

/** What a commit is made of. */
export interface NewCommit {
  parents: readonly string[];
  message: string;
  author: string;
  /** Seconds since 1970: the client's word. */
  authoredAt: number;
}

/** A bare repository of real commits, all of the empty tree. */
export interface History {
  folder: string;
  commit(made: NewCommit): Promise<string>;
  /** `git rev-list before..after`; all zeros: from the beginning, or nothing. */
  revList(before: string, after: string): Promise<string[]>;
  /** The same as commits, oldest first. */
  between(before: string, after: string): Promise<MovedCommit[]>;
  close(): Promise<void>;
}

/** Starts one. Commits are made by one `git fast-import`, which answers each with its SHA. */
export async function createHistory(): Promise<History> {
  const folder = await mkdtemp(join(tmpdir(), "mergewarden-history-"));
  await run("git", ["init", "-q", "--bare", folder]);
  const importer = spawn("git", ["-C", folder, "fast-import", "--quiet", "--force"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const answers = linesOf(importer);
  const made = new Map<string, MovedCommit>();
  const marks = new Map<string, number>();
  let mark = 0;
  // What was made since, git's other commands do not see yet.
  let isBehind = false;
  const list = async (args: readonly string[]) => {
    if (isBehind) {
      importer.stdin.write("checkpoint\nprogress done\n");
      await answers();
      isBehind = false;
    }
    const { stdout } = await run("git", ["-C", folder, "rev-list", ...args], { maxBuffer: 2 ** 28 });
    return stdout.split("\n").filter((line) => line !== "");
  };
  const range = (before: string, after: string) => (isNothing(before) ? [after] : [`${before}..${after}`]);
  return {
    folder,
    async commit(given) {
      mark += 1;
      isBehind = true;
      importer.stdin.write(`${textOf(given, mark, marks)}get-mark :${mark}\n`);
      const sha = await answers();
      marks.set(sha, mark);
      const [name = "", email = ""] = given.author.split(/ <|>/);
      const author = { name, email, date: new Date(given.authoredAt * 1000).toISOString() };
      made.set(sha, { sha, parents: given.parents, author, message: given.message });
      return sha;
    },
    revList: async (before, after) => (isNothing(after) ? [] : list(range(before, after))),
    async between(before, after) {
      if (isNothing(after)) return [];
      const shas = await list(["--topo-order", "--reverse", ...range(before, after)]);
      return shas.flatMap((sha) => made.get(sha) ?? []);
    },
    async close() {
      importer.stdin.end();
      if (importer.exitCode === null) await once(importer, "close");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function textOf(
  { parents, message, author, authoredAt }: NewCommit,
  mark: number,
  marks: ReadonlyMap<string, number>,
): string {
  const [first, ...others] = parents;
  return [
    ...(first === undefined ? ["reset refs/heads/any"] : []),
    "commit refs/heads/any",
    `mark :${mark}`,
    `author ${author} ${authoredAt} +0000`,
    `committer GitHub <noreply@github.com> ${1_700_000_000 + mark} +0000`,
    `data ${Buffer.byteLength(message)}`,
    message,
    ...(first === undefined ? [] : [`from :${marks.get(first)}`]),
    ...others.map((parent) => `merge :${marks.get(parent)}`),
    "",
    "",
  ].join("\n");
}

/** The next line that the process prints, without what `progress` puts before it. */
function linesOf(child: ChildProcess): () => Promise<string> {
  const lines: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  let rest = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split("\n");
    rest = parts.pop() ?? "";
    for (const line of parts) {
      const next = waiting.shift();
      if (next === undefined) lines.push(line);
      else next(line);
    }
  });
  return () => {
    const line = lines.shift();
    return line === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(line);
  };
}
