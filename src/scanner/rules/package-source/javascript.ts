import type { Pattern } from "../../patterns/pattern.ts";
import type { SourcePosition } from "./position.ts";

/** npm, Yarn, pnpm, Bun, Deno, Bower. */
export const javascriptPositions: readonly SourcePosition[] = [
  {
    path: /(?:^|\/)\.(?:npmrc|yarnrc(?:\.yml)?|bowerrc)$|(?:^|\/)lerna\.json$/,
    line: /(?:registry\w*|mirror|binary_host\w*|binary_site|disturl|cdnurl|search|publish|register)\W{1,20}$/i,
  },
  { path: /(?:^|\/)bunfig\.toml$/, section: /^install\b/ },
  {
    path: /(?:^|\/)(?:package-lock|npm-shrinkwrap|\.package-lock)\.json$/,
    keys: /(?:^|\/)(?:resolved|version|from|requires)$|dependencies\/[^/]+$/,
  },
  { path: /(?:^|\/)(?:yarn|bun|deno)\.lock$|(?:^|\/)(?:pnpm-lock|shrinkwrap)\.ya?ml$/ },
  {
    path: /(?:^|\/)(?:package|bower|component)\.json$/,
    keys: /^(?:(?:dev|peer|optional|bundled?)?dependencies|resolutions|overrides|pnpm|publishConfig|workspaces|catalogs?)(?:\/|$)/i,
  },
  { path: /(?:^|\/)pnpm-workspace\.ya?ml$/, keys: /^(?:catalogs?|overrides|registries)\// },
  { path: /(?:^|\/)(?:deno\.jsonc?|import_?map\.json)$/, keys: /^(?:imports|scopes)\// },
  { path: /(?:^|\/)manifest\.json$/, keys: /^scopedRegistries\/.*url$/ },
];

export const javascriptPatterns: readonly Pattern[] = [
  {
    words: "unsafehttpwhitelist",
    match: /\bunsafeHttpWhitelist["']?\s*:\s*(?:\[\s*["'\w*]|-|\n\s*-)/,
    why: "Yarn may fetch packages from these hosts over HTTP.",
  },
];
