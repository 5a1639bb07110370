/** Thrown where the server cannot come up: what it could not have, and why. Its message is for an operator. */
export class StartError extends Error {
  override readonly name = "StartError";

  constructor(what: string, cause: unknown) {
    super(`could not start: ${what}: ${reasonOf(cause)}`, { cause });
  }
}

/** Runs a part of the start. Throws {@link StartError} with what it is about if it fails. */
export async function starting<T>(what: string, part: () => T | Promise<T>): Promise<T> {
  try {
    return await part();
  } catch (error) {
    throw error instanceof StartError ? error : new StartError(what, error);
  }
}

/** What an error says. Both addresses of a host may have refused: that error has no message of its own. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(reasonOf).join(", ");
  return error instanceof Error ? error.message : String(error);
}
