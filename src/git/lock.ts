import { randomUUID } from "node:crypto";
import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { GitError } from "./run.ts";

/** Milliseconds: how often the holder shows that it lives, and after how long without that it does not. */
const pulse = 5000;
const dead = 60_000;
const pause = 100;

/**
 * Runs a task while nobody else does who asks for the same file, in this process or another. Throws {@link GitError} where that
 * takes too long. Should two get in after one of them was asleep, git's own locks keep them from doing harm.
 */
export async function exclusively<T>(path: string, patience: number, task: () => Promise<T>): Promise<T> {
  const own = randomUUID();
  const until = performance.now() + patience;
  while (!(await take(path, own))) {
    if (performance.now() > until) throw new GitError("slow", "the mirror was in use all the time");
    await sleep(pause);
  }
  const heart = setInterval(() => {
    const now = new Date();
    // Whoever took it for dead goes on with it.
    utimes(path, now, now).catch(() => undefined);
  }, pulse);
  try {
    return await task();
  } finally {
    clearInterval(heart);
    if ((await readIfThere(path)) === own) await rm(path, { force: true });
  }
}

async function take(path: string, own: string): Promise<boolean> {
  try {
    await writeFile(path, own, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const held = await stat(path).catch(() => null);
  if (held !== null && Date.now() - held.mtimeMs > dead) await rm(path, { force: true });
  return false;
}

function readIfThere(path: string): Promise<string | null> {
  return readFile(path, "utf8").catch(() => null);
}
