import { decodeContent } from "./blob.ts";
import type { GitHub } from "./client.ts";
import { GitHubError, isNotFound } from "./errors.ts";

/** A file of a repository. */
export interface ContentFile {
  text: string;
  /** The blob's id. */
  sha: string;
}

/**
 * A file at a commit or branch; null: there is none (or the repository cannot be seen). Anything but a file, or one that came
 * cut short, throws {@link GitHubError}: what cannot be read is not absent.
 */
export async function readContent(
  github: GitHub,
  repo: { owner: string; repo: string },
  path: string,
  ref?: string,
): Promise<ContentFile | null> {
  try {
    const { data } = await github.rest.repos.getContent({ ...repo, path, ...(ref !== undefined && { ref }) });
    if (Array.isArray(data) || data.type !== "file" || !("content" in data)) {
      throw new GitHubError(`${repo.owner}/${repo.repo}:${path} is no file`, null);
    }
    const bytes = decodeContent(data, `${repo.owner}/${repo.repo}:${path}`);
    return { text: bytes.toString("utf8"), sha: data.sha };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
