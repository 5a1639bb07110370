import type { Pattern } from "../../patterns/pattern.ts";

const languages = ["go"];

/** Go's net/url, https://pkg.go.dev/net/url#URL */
export const go: readonly Pattern[] = [
  {
    words: "scheme",
    languages,
    in: "code",
    match: /\bScheme\s*(?::|=(?!=))\s*"http"/,
    why: "A URL is put together with the scheme http.",
  },
];
