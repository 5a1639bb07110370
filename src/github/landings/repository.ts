import type { RepositoryRef } from "../../pipeline/ports.ts";
import type { GitHub } from "../client.ts";
import type { FloorSource } from "../load-floor.ts";
import type { OnFailure } from "../readable.ts";
import type { Reader } from "../reader.ts";
import { readEntries } from "../tree.ts";

/** A repository on GitHub, read without a pull request. */
export interface RepositorySource extends FloorSource, Pick<Reader, "entries"> {}

/** Starts to read a repository. What it tells of itself is asked for once. */
export function createRepositorySource(github: GitHub, ref: RepositoryRef, onFailure: OnFailure): RepositorySource {
  const repo = { owner: ref.owner, repo: ref.name };
  let asked: Promise<Awaited<ReturnType<RepositorySource["home"]>>> | undefined;
  return {
    github,
    ref,
    repo,
    onFailure,
    home() {
      asked ??= github.rest.repos.get(repo).then(({ data }) => data);
      return asked;
    },
    entries: (commit, paths) => readEntries(github, repo, commit, paths),
  };
}
