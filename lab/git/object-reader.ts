import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { gitEnvironment } from "./run.ts";

/** A git object. */
export type GitObject = { sha: string; type: "commit" | "tree" | "blob" | "tag"; content: Buffer };

/** Reads objects of one repository through a long-lived `git cat-file --batch`. */
export type ObjectReader = {
  /** The object of a revision (`sha`, `sha:path`), or null. Never pass text with line breaks. */
  read: (revision: string) => Promise<GitObject | null>;
  close: () => void;
};

type Waiting = { resolve: (object: GitObject | null) => void; reject: (error: Error) => void };

/** Puts the output of git together and takes the answers off it as they are complete. */
function createOutput(): (chunk: Buffer) => (GitObject | null)[] {
  let chunks: Buffer[] = [];
  let size = 0;
  return (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    const objects: (GitObject | null)[] = [];
    for (;;) {
      const parsed = parse(chunks, size);
      if (!parsed) return objects;
      chunks = parsed.rest.length > 0 ? [parsed.rest] : [];
      size = parsed.rest.length;
      objects.push(parsed.object);
    }
  };
}

/** Opens a reader on a bare repository; git starts with the first read. */
export function createObjectReader(directory: string): ObjectReader {
  let child: ChildProcessWithoutNullStreams | null = null;
  let waiting: Waiting[] = [];

  function fail(error: Error): void {
    for (const request of waiting) request.reject(error);
    waiting = [];
    child = null;
  }

  function start(): ChildProcessWithoutNullStreams {
    const started = spawn("git", ["cat-file", "--batch"], { cwd: directory, env: gitEnvironment });
    const take = createOutput();
    started.stdout.on("data", (chunk: Buffer) => {
      for (const object of take(chunk)) waiting.shift()?.resolve(object);
    });
    started.stdin.on("error", fail);
    started.on("error", fail);
    started.on("close", () => fail(new Error("git cat-file ended")));
    return started;
  }

  return {
    read: (revision) =>
      new Promise((resolve, reject) => {
        if (/[\r\n]/.test(revision)) {
          resolve(null);
          return;
        }
        child ??= start();
        waiting.push({ resolve, reject });
        child.stdin.write(`${revision}\n`);
      }),
    close: () => {
      child?.removeAllListeners("close");
      child?.kill();
      fail(new Error("the lab is closed"));
    },
  };
}

/** Takes one answer off the front of the output, or null while it is incomplete. */
function parse(chunks: Buffer[], size: number): { object: GitObject | null; rest: Buffer } | null {
  const first = chunks[0];
  if (!first) return null;
  let buffer = first;
  let end = buffer.indexOf(10);
  if (end < 0) {
    buffer = Buffer.concat(chunks);
    end = buffer.indexOf(10);
    if (end < 0) return null;
  }
  const [sha = "", type = "", length] = buffer.subarray(0, end).toString().split(" ");
  if (length === undefined || !/^[0-9a-f]{40}$/.test(sha)) return { object: null, rest: after(chunks, end + 1) };
  const last = end + 1 + Number(length);
  if (size < last + 1) return null;
  const whole = Buffer.concat(chunks);
  const content = Buffer.from(whole.subarray(end + 1, last));
  return { object: { sha, type: type as GitObject["type"], content }, rest: whole.subarray(last + 1) };
}

function after(chunks: Buffer[], offset: number): Buffer {
  return Buffer.concat(chunks).subarray(offset);
}
