import { execFile, spawn } from "node:child_process";

/** A git command that did not end with status 0. */
class GitError extends Error {
  override readonly name = "GitError";
}

const LARGEST = 2 ** 30;
/** Settings of the user or the repository that would start other programs, fetch, or change the form of the answers. */
const settings = [
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "core.quotePath=false",
  "diff.interHunkContext=0",
  "diff.mnemonicPrefix=false",
  "diff.noprefix=false",
  "diff.relative=false",
  "diff.renameLimit=1000",
  "diff.renames=true",
  "diff.suppressBlankEmpty=false",
  ...["allow", ...["ext", "file", "git", "http", "https", "ssh"].map((name) => `${name}.allow`)].map(
    (name) => `protocol.${name}=never`,
  ),
];
const settled = [
  "--no-pager",
  "--no-optional-locks",
  "--no-replace-objects",
  ...settings.flatMap((setting) => ["-c", setting]),
];

/** The switches that keep git from cleaning files of the working tree by programs which its settings name. */
export async function withoutFilters(folder: string): Promise<string[]> {
  const named = await git(folder, ["config", "-z", "--name-only", "--get-regexp", "^filter\\."]).catch(() => "");
  const keys = new Set(named.toString().split("\0"));
  const drivers = new Set(
    [...keys].flatMap((key) => /^(filter\..*)\.(?:clean|process|required)$/s.exec(key)?.[1] ?? []),
  );
  return [...drivers].flatMap((driver) => {
    if (driver.includes("="))
      throw new GitError(`git's setting ${driver} starts a program, and cannot be switched off`);
    return ["-c", `${driver}.clean=`, "-c", `${driver}.process=`, "-c", `${driver}.required=false`];
  });
}

/** The standard output of git in a folder. Never goes through a shell. Throws {@link GitError}. */
export async function git(folder: string, args: readonly string[]): Promise<Buffer> {
  return (await gitWithWarnings(folder, args)).out;
}

/** Like {@link git}, with what it says on standard error though it succeeds: a character for each byte (latin1). */
export function gitWithWarnings(folder: string, args: readonly string[]): Promise<{ out: Buffer; warnings: string }> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, encoding: "buffer", maxBuffer: LARGEST } as const;
    execFile("git", [...settled, ...args], options, (error, out, told) => {
      if (error === null) resolve({ out, warnings: told.toString("latin1") });
      else reject(new GitError(told.toString().trim() || error.message));
    });
  });
}

/** The contents of blobs by their ids; an object that is none, or not there, is left out. */
export async function readBlobs(folder: string, ids: readonly string[]): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  if (ids.length === 0) return found;
  const out = await feed(folder, ["cat-file", "--batch"], `${[...new Set(ids)].join("\n")}\n`);
  for (let at = 0; at < out.length; ) {
    const feedAt = out.indexOf(10, at);
    const [id = "", kind, size] = out.toString("latin1", at, feedAt === -1 ? out.length : feedAt).split(" ");
    at = feedAt === -1 ? out.length : feedAt + 1;
    if (size === undefined) continue;
    if (kind === "blob") found.set(id, out.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return found;
}

function feed(folder: string, args: readonly string[], input: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", [...settled, ...args], { cwd: folder, stdio: ["pipe", "pipe", "ignore"] });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error) => reject(new GitError(error.message)));
    child.on("close", (status) => {
      if (status === 0) resolve(Buffer.concat(chunks));
      else reject(new GitError(`git ${args[0]} ended with status ${status}`));
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}
