import { join } from "node:path";
import type { Logger } from "pino";
import type { Unavailable } from "../domain/facts.ts";
import type { Mirrors } from "../pipeline/mirrors.ts";
import type { RepositoryRef } from "../pipeline/ports.ts";
import type { Limits, Remote } from "./fetch.ts";
import { exclusively } from "./lock.ts";
import { keepCommit, type Mirror, mergeCommits } from "./mirror.ts";
import { GitError } from "./run.ts";
import { whyNoGit } from "./version.ts";

/** Where mirrors are, and where they come from. */
export interface MirrorOptions extends Remote {
  folder: string;
  log: Logger;
  limits?: Limits;
}

const minute = 60_000;
const limitsByDefault: Limits = { patience: 10 * minute, size: 20 * 2 ** 30, pauses: [1000, 5000] };
/** Milliseconds without another try: what took too long holds up everything that waits behind it. */
const rest: Partial<Record<GitError["kind"], number>> = { slow: 60 * minute, large: 60 * minute, network: minute };

/** Mirrors in a folder: `<repository id>.git`. What git, GitHub or the disk refuse is told and logged, not thrown. */
export function createMirrors({ folder, log, limits = limitsByDefault, ...remote }: MirrorOptions): Mirrors {
  const resting = new Map<number, { until: number; reason: string }>();
  let asked: Promise<string | null> | undefined;

  async function attempt<T>(repository: RepositoryRef, task: (mirror: Mirror) => Promise<T>): Promise<T | Unavailable> {
    asked ??= whyNoGit();
    const missing = await asked;
    if (missing !== null) return { unavailable: missing };
    const id = repository.repositoryId;
    const last = resting.get(id);
    if (last !== undefined && performance.now() < last.until) return { unavailable: last.reason };
    const path = join(folder, `${id}.git`);
    try {
      const mirror = { path, repository, remote, limits, log };
      const done = await exclusively(join(folder, `${id}.lock`), limits.patience, () => task(mirror));
      resting.delete(id);
      return done;
    } catch (error) {
      const failure = asGitError(error);
      if (failure === null) throw error;
      const { kind, message, told } = failure;
      log.warn({ repository, reason: message, told }, "a mirror could not be used");
      resting.set(id, { until: performance.now() + (rest[kind] ?? 0), reason: message });
      return { unavailable: message };
    }
  }

  return {
    keep: (repository, commit) =>
      attempt(repository, async (mirror) => {
        await keepCommit(mirror, commit);
        return null;
      }),
    mergeTree: (repository, base, head) => attempt(repository, (mirror) => mergeCommits(mirror, base, head)),
  };
}

/** The system's errors are the folder's. */
function asGitError(error: unknown): GitError | null {
  if (error instanceof GitError) return error;
  const isOfSystem = error instanceof Error && "syscall" in error;
  return isOfSystem ? new GitError("other", "the mirror's folder cannot be used", error.message) : null;
}
