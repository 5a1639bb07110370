import type { ProblemCode } from "./problem-codes.ts";

/** One thing that is wrong with a bundle: where, and what that means. */
export interface Problem {
  code: ProblemCode;
  file: string;
  message: string;
}

/** Ends the reading of a file, or of the bundle, that nothing more can be said about. */
export class BundleError extends Error {
  override name = "BundleError";
  readonly code: ProblemCode;
  readonly file: string;

  constructor(code: ProblemCode, file: string, message: string) {
    super(message);
    this.code = code;
    this.file = file;
  }
}

/** Of one code in one file so many are told one by one; the rest are counted. */
const TOLD = 20;

/** What verification found. It goes on after a problem, so that one look tells all of them. */
export class Problems {
  private readonly found: Problem[] = [];
  private readonly counts = new Map<string, number>();

  add(code: ProblemCode, file: string, message: string): void {
    const key = `${code} ${file}`;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    if (count <= TOLD) this.found.push({ code, file, message });
  }

  /** Runs a check; what cannot be read on ends this check only. */
  async guard(check: () => Promise<void> | void): Promise<void> {
    try {
      await check();
    } catch (error) {
      if (!(error instanceof BundleError)) throw error;
      this.add(error.code, error.file, error.message);
    }
  }

  list(): Problem[] {
    const rest = [...this.counts].filter(([, count]) => count > TOLD);
    return [
      ...this.found,
      ...rest.map(([key, count]) => {
        const [code = "", file = ""] = key.split(/ (.*)/s);
        return { code: code as ProblemCode, file, message: `and ${count - TOLD} more of this kind` };
      }),
    ];
  }
}
