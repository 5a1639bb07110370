import { execFile, spawn } from "node:child_process";

/** A git command that did not end with status 0. */
class GitError extends Error {
  override readonly name = "GitError";
}

const LARGEST = 2 ** 30;
/** Settings of the user or the repository that would start other programs or change the form of the answers. */
const settings = [
  "core.fsmonitor=false",
  "core.quotePath=false",
  "diff.renames=true",
  "diff.suppressBlankEmpty=false",
  "diff.noprefix=false",
  "diff.mnemonicPrefix=false",
  "diff.relative=false",
];
const settled = ["--no-pager", "--literal-pathspecs", ...settings.flatMap((setting) => ["-c", setting])];

/** The standard output of git in a folder. Never goes through a shell. Throws {@link GitError}. */
export function git(folder: string, args: readonly string[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, encoding: "buffer", maxBuffer: LARGEST } as const;
    execFile("git", [...settled, ...args], options, (error, out, told) => {
      if (error === null) resolve(out);
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
