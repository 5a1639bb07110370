import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { GitError, git } from "./run.ts";

const patience = 60_000;

/** Makes the folder for all mirrors, for its owner alone. */
export async function openFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
}

/** Makes an empty bare repository where there is none, and clears away what a git that was killed left. */
export async function prepare(path: string): Promise<void> {
  if (existsSync(path)) return await clearAway(path);
  const fresh = await mkdtemp(join(dirname(path), "new-"));
  const made = await git(["init", "--quiet", "--bare", "--template="], { folder: fresh, patience });
  if (made.status !== 0) throw new GitError("refused", "git could not make a mirror", made.told);
  await rename(fresh, path);
}

async function clearAway(path: string): Promise<void> {
  await rm(join(path, "packed-refs.lock"), { force: true });
  await clear(join(path, "refs", "evidence"), (name) => name.endsWith(".lock"));
  await clear(join(path, "objects", "pack"), (name) => name.startsWith("tmp_"));
}

async function clear(folder: string, isLeft: (name: string) => boolean): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter(isLeft)) await rm(join(folder, name), { force: true });
}

/** The bytes that a mirror takes, but for single objects. */
export async function sizeOf(path: string): Promise<number> {
  const packs = join(path, "objects", "pack");
  let bytes = 0;
  for (const name of await readdir(packs).catch(() => [])) {
    // It may be gone meanwhile: git renames what is complete.
    bytes += (await stat(join(packs, name)).catch(() => ({ size: 0 }))).size;
  }
  return bytes;
}

/** Whether everything is there that the kept commits stand on. */
export async function isSound(path: string, patience: number): Promise<boolean> {
  try {
    const { status } = await git(["rev-list", "--objects", "--all", "--quiet"], { folder: path, patience });
    return status === 0;
  } catch (error) {
    // One that is too large to be looked through counts as sound: it is not made anew for that.
    if (error instanceof GitError) return true;
    throw error;
  }
}

/** Takes a broken mirror out of the way. The first one stays: it may hold what GitHub has forgotten. Returns where; null: thrown away. */
export async function setAside(path: string): Promise<string | null> {
  const aside = path.replace(/\.git$/, ".broken.git");
  if (existsSync(aside)) {
    await rm(path, { recursive: true, force: true });
    return null;
  }
  await rename(path, aside);
  return aside;
}
