import type { Repository } from "../state/repository.ts";
import { requireCommit } from "./commit.ts";

/** A commit as check suites and workflow runs show it (`simple-commit`). */
export async function simpleCommitJson(repository: Repository, sha: string): Promise<Record<string, unknown>> {
  const { tree, message, committer, author } = await requireCommit(repository, sha);
  return {
    id: sha,
    tree_id: tree,
    message,
    timestamp: committer.date,
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
  };
}
