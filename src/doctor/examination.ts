/** One thing that was looked at, and what to do about it. */
export interface Examination {
  /** `the app`, `acme`, `acme/api` or `acme/api@main`. */
  about: string;
  state: "fine" | "to-do" | "unknown";
  /** What was found, in a sentence. */
  found: string;
  /** What to do, and where; null: nothing. */
  remedy: string | null;
}

/** Exit status of `mergewarden doctor`: 0 fine · 1 something to do · 3 something could not be read. */
export function statusOf(examinations: readonly Examination[]): 0 | 1 | 3 {
  const states = new Set(examinations.map(({ state }) => state));
  if (states.has("to-do")) return 1;
  return states.has("unknown") ? 3 : 0;
}

/** Makes examinations of one thing. */
export function examinationsOf(about: string) {
  return {
    fine: (found: string): Examination => ({ about, state: "fine", found, remedy: null }),
    toDo: (found: string, remedy: string): Examination => ({ about, state: "to-do", found, remedy }),
    unknown: (found: string, remedy: string | null = null): Examination => ({ about, state: "unknown", found, remedy }),
  };
}
