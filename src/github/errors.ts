/** GitHub refuses for now because of a rate limit: the job runs again at `until`, nothing waits in-process. */
export class RateLimited extends Error {
  override readonly name = "RateLimited";
  readonly until: Date;

  constructor(until: Date, message: string) {
    super(message);
    this.until = until;
  }
}

/** GitHub's answer is none that can be used: a refusal, a failure, or a body that was cut short. */
export class GitHubError extends Error {
  override readonly name = "GitHubError";
  /** The HTTP status; null: no answer, or one whose body could not be read. */
  readonly status: number | null;

  constructor(message: string, status: number | null, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }

  /** Whether the same request may well succeed in a moment. */
  get isTransient(): boolean {
    return this.status === null || this.status >= 500;
  }
}

/** Whether GitHub says that there is no such thing, or none that this app may see. */
export function isNotFound(error: unknown): boolean {
  return error instanceof GitHubError && error.status === 404;
}
