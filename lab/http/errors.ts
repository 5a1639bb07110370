/** An answer that is an error, with GitHub's message and optional details. */
export class ApiError extends Error {
  readonly status: number;
  readonly details: Record<string, unknown>;

  constructor(status: number, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.status = status;
    this.details = details;
  }
}

/** 404: it is not there, or may not be seen. */
export function notFound(): ApiError {
  return new ApiError(404, "Not Found");
}

/** 403 of an app without the permission. https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible */
export function notAccessible(): ApiError {
  return new ApiError(403, "Resource not accessible by integration");
}

/** 422 with GitHub's list of errors. */
export function validationFailed(
  errors: { resource: string; field?: string; code: string; message?: string }[],
): ApiError {
  return new ApiError(422, "Validation Failed", { errors });
}

/** 422 whose errors are plain sentences (reviews, dismissals). */
export function unprocessable(...errors: string[]): ApiError {
  return new ApiError(422, "Unprocessable Entity", { errors });
}
