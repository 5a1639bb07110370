import { GitHubError } from "./errors.ts";

/** GitHub's time in the one form that facts have: RFC 3339, UTC. Throws {@link GitHubError} if it is none. */
export function toTime(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new GitHubError(`${text.slice(0, 40)} is no time`, null);
  return time.toISOString();
}
