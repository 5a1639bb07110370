import type { GitHub } from "./client.ts";
import { GitHubError } from "./errors.ts";
import type { Reader } from "./reader.ts";

/** git's own measure: a NUL among the first bytes means binary. */
const lookedAt = 8000;

/** A blob's content as text, and whether git would call it binary. */
export interface BlobText {
  text: string;
  isBinary: boolean;
}

/** The text of a blob. Throws {@link GitHubError} if less came than GitHub says there is. */
export async function readBlob(github: GitHub, repo: Reader["repo"], sha: string): Promise<BlobText> {
  const { data } = await github.rest.git.getBlob({ ...repo, file_sha: sha });
  return textOf(decodeContent(data, `the blob ${sha}`));
}

/** The bytes of base64 content, checked against the size that goes with it. */
export function decodeContent(data: { content: string; encoding: string; size: number | null }, what: string): Buffer {
  if (data.encoding !== "base64") throw new GitHubError(`${what} came as ${data.encoding}, not as base64`, 413);
  const bytes = Buffer.from(data.content, "base64");
  if (data.size !== null && bytes.length !== data.size) {
    throw new GitHubError(`${what} came with ${bytes.length} of ${data.size} bytes`, null);
  }
  return bytes;
}

/** UTF-16 is text that git takes for binary, known by its byte order mark. */
function textOf(bytes: Buffer): BlobText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder("utf-16le").decode(bytes), isBinary: false };
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: new TextDecoder("utf-16be").decode(bytes), isBinary: false };
  return { text: bytes.toString("utf8"), isBinary: bytes.subarray(0, lookedAt).includes(0) };
}
