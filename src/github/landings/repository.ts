import type { RepositoryRef } from "../../pipeline/ports.ts";
import type { GitHub } from "../client.ts";
import type { FloorSource } from "../load-floor.ts";
import type { OnFailure } from "../readable.ts";
import type { Reader } from "../reader.ts";
import { readEntries } from "../tree.ts";

/** A repository on GitHub, read without a pull request. */
export interface RepositorySource extends FloorSource, Pick<Reader, "entries"> {}

/** A repository by the name that it has now: git, unlike the API, is not led on from an old one. */
export async function asNamedNow({ ref, home }: RepositorySource): Promise<RepositoryRef> {
  const { owner, name } = await home();
  return { ...ref, owner: owner.login, name };
}

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
