import type { Pattern } from "../../patterns/pattern.ts";

const languages = ["python"];

/** Python's ssl module, https://docs.python.org/3/library/ssl.html */
export const python: readonly Pattern[] = [
  {
    words: "_create_unverified_context",
    languages,
    in: "code",
    match: /\b_create_unverified_context\b/,
    why: "A TLS context that accepts any certificate.",
  },
];
