import type { Pattern } from "../../patterns/pattern.ts";
import type { SourcePosition } from "./position.ts";

/** Composer, https://getcomposer.org/doc/05-repositories.md */
export const phpPositions: readonly SourcePosition[] = [
  {
    path: /(?:^|\/)(?:composer|satis|auth)\.json$/,
    keys: /^repositories(?:\/.*)?\/url$|^(?:repositories|config)\/.*(?:url|packagist\.org)$/,
  },
  { path: /(?:^|\/)composer\.lock$/, keys: /(?:^|\/)(?:source|dist|mirrors)(?:\/.*)?\/url$/ },
];

export const phpPatterns: readonly Pattern[] = [
  {
    words: "secure-http",
    match: /["']secure-http["']\s*:\s*false\b|\bsecure-http["',\s]+false\b/,
    why: "Composer may fetch packages over HTTP.",
  },
];
