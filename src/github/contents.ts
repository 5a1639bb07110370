import { decodeContent } from "./blob.ts";
import { GitHubError, isNotFound } from "./errors.ts";
import type { Reader } from "./reader.ts";

/** A file of a repository. */
export interface ContentFile {
  text: string;
  /** The blob's id. */
  sha: string;
}

/**
 * A file at a commit; null: the commit's tree was read and does not hold it. GitHub says 404 also of what it hides, so a 404
 * alone is no absence. Anything but a file, one that came cut short, or one that GitHub does not show throws
 * {@link GitHubError}: what cannot be read is not absent.
 */
export async function readContent(
  reader: Pick<Reader, "github" | "repo" | "entries">,
  path: string,
  commit: string,
): Promise<ContentFile | null> {
  const { github, repo } = reader;
  const place = `${repo.owner}/${repo.repo}:${path}`;
  try {
    const { data } = await github.rest.repos.getContent({ ...repo, path, ref: commit });
    if (Array.isArray(data) || data.type !== "file" || !("content" in data)) {
      throw new GitHubError(`${place} is no file`, null);
    }
    return { text: decodeContent(data, place).toString("utf8"), sha: data.sha };
  } catch (error) {
    if (!isNotFound(error)) throw error;
    if (!(await reader.entries(commit, [path])).has(path)) return null;
    // Of one commit, one answer is wrong: that may well pass.
    throw new GitHubError(`GitHub does not show ${place}, though its commit holds it`, null, { cause: error });
  }
}
