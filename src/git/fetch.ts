import { setTimeout as sleep } from "node:timers/promises";
import type { RepositoryRef } from "../pipeline/ports.ts";
import { sizeOf } from "./folder.ts";
import { GitError, git } from "./run.ts";
import { reaching, withoutToken } from "./settings.ts";

/** How far fetching may go. */
export interface Limits {
  /** Milliseconds until git is ended. */
  patience: number;
  /** Bytes of a mirror. */
  size: number;
  /** Milliseconds before each further try, where the network was at fault. */
  pauses: readonly number[];
}

/** How GitHub is reached. */
export interface Remote {
  /** Web address, without a slash at its end. */
  serverUrl: string;
  /** A token that reads this repository. */
  token(repository: RepositoryRef): Promise<string>;
}

const plainName = /^(?!\.+$)[\w.-]{1,100}$/;

/** Fetches commits, by refspecs of SHAs. Throws {@link GitError}; never with the token in it. */
export async function fetchCommits(
  path: string,
  repository: RepositoryRef,
  refspecs: readonly string[],
  { remote, limits }: { remote: Remote; limits: Limits },
): Promise<void> {
  const { owner, name } = repository;
  if (![owner, name].every((one) => plainName.test(one))) throw new GitError("refused", "its name is none of GitHub's");
  const token = await remote.token(repository).catch((error: unknown) => {
    throw new GitError("refused", "GitHub gave no token to fetch with", String(error));
  });
  const url = `${remote.serverUrl}/${owner}/${name}.git`;
  const settings = reaching(remote.serverUrl, token);
  const until = performance.now() + limits.patience;
  for (const pause of [...limits.pauses, null]) {
    const { status, told } = await git(["fetch", ...switches, url, ...refspecs], {
      folder: path,
      settings,
      patience: Math.max(until - performance.now(), 1),
      isTooLarge: async () => (await sizeOf(path)) > limits.size,
    });
    if (status === 0) return;
    const error = errorOf(withoutToken(told, token));
    if (error.kind !== "network" || pause === null) throw error;
    await sleep(pause);
  }
}

const switches = [
  "--quiet",
  "--no-tags",
  "--no-write-fetch-head",
  "--no-auto-maintenance",
  "--no-recurse-submodules",
  "--no-show-forced-updates",
];

/** Of git's words only the kind is told on. */
function errorOf(told: string): GitError {
  if (/not our ref|unadvertised object|no such remote ref/i.test(told)) {
    return new GitError("gone", "GitHub does not have the commit any more", told);
  }
  if (
    /returned error: [34]\d\d|authentication failed|could not read (?:username|password)|repository .* not found/i.test(
      told,
    )
  ) {
    return new GitError("refused", "GitHub refused to let git fetch", told);
  }
  if (/unable to access|rpc failed|early eof|hung up|expected .* packet|disconnect/i.test(told)) {
    return new GitError("network", "git could not fetch from GitHub", told);
  }
  return new GitError("other", "git could not fetch", told);
}
