import { GitHubError, RateLimited } from "./errors.ts";

/** What an Octokit error carries: https://github.com/octokit/request-error.js */
interface HttpError {
  status: number;
  message: string;
  response?: { headers: Record<string, string | number | undefined> };
}

/** Milliseconds to wait after a secondary limit that says nothing of its own. */
const defaultPause = 60_000;

/** Octokit's error in our own terms: {@link RateLimited}, else {@link GitHubError}. `what` is method and path. */
export function translateError(error: unknown, what: string, now: Date): Error {
  if (error instanceof GitHubError || error instanceof RateLimited) return error;
  if (!isHttpError(error)) return error instanceof Error ? error : new Error(String(error));
  const until = limitedUntil(error, now);
  if (until !== null) return new RateLimited(until, `GitHub's rate limit stops ${what} until ${until.toISOString()}`);
  if (error.response === undefined)
    return new GitHubError(`no answer to ${what}: ${error.message}`, null, { cause: error });
  return new GitHubError(`GitHub answered ${error.status} to ${what}: ${firstLine(error.message)}`, error.status, {
    cause: error,
  });
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function limitedUntil({ status, message, response }: HttpError, now: Date): Date | null {
  if (status !== 403 && status !== 429) return null;
  const headers = response?.headers ?? {};
  const retryAfter = Number(headers["retry-after"]);
  if (headers["retry-after"] !== undefined && Number.isFinite(retryAfter)) {
    return new Date(now.getTime() + retryAfter * 1000);
  }
  const reset = Number(headers["x-ratelimit-reset"]);
  if (String(headers["x-ratelimit-remaining"]) === "0" && Number.isFinite(reset)) {
    return new Date(Math.max(reset * 1000, now.getTime() + 1000));
  }
  const isLimit = status === 429 || /secondary rate limit|rate limit exceeded/i.test(message);
  return isLimit ? new Date(now.getTime() + defaultPause) : null;
}

function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && typeof (error as { status?: unknown }).status === "number";
}

/** The message without the address of its documentation, which Octokit adds. */
function firstLine(message: string): string {
  return (
    message
      .split("\n", 1)[0]
      ?.replace(/ - https?:\S+$/, "")
      .slice(0, 200) ?? ""
  );
}
