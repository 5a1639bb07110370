import type { RepositoryRef } from "../../pipeline/ports.ts";
import type { SweepMemory } from "../../pipeline/sweep.ts";
import type { GitHub } from "../client.ts";
import { GitHubError } from "../errors.ts";
import { allPages, perPage } from "../pages.ts";
import { stateOf } from "./judged.ts";

/**
 * Brings what is known of a repository's open pull requests up to date. The list begins with what changed last: while its first
 * page is the same, so is the rest, and that GitHub tells for nothing.
 */
export async function readOpen(github: GitHub, repository: RepositoryRef, memory: SweepMemory): Promise<void> {
  const { owner, name: repo } = repository;
  const query = { owner, repo, state: "open", sort: "updated", direction: "desc", per_page: perPage } as const;
  const { etag } = await memory.swept(repository);
  let newEtag: string | null = null;
  try {
    const pulls = await allPages(async (page) => {
      const headers = page === 1 && etag !== null ? { "if-none-match": etag } : {};
      const answer = await github.rest.pulls.list({ ...query, page, headers });
      if (page === 1) newEtag = answer.headers.etag ?? null;
      return answer;
    });
    // A pull request that moved from one page to another while they were read is on both.
    const open = new Map(pulls.map((pull) => [pull.number, stateOf(pull)]));
    await memory.keepOpen(repository, [...open.values()]);
    await memory.keepSwept(repository, { etag: newEtag });
  } catch (error) {
    if (!(error instanceof GitHubError && error.status === 304)) throw error;
  }
}
