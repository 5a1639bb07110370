import type { Pattern } from "../../patterns/pattern.ts";
import type { SourcePosition } from "./position.ts";

/** NuGet, https://learn.microsoft.com/nuget/reference/nuget-config-file, and Paket. */
export const dotnetPositions: readonly SourcePosition[] = [
  {
    languages: ["xml"],
    keys: /(?:^|\/)(?:packageSources|activePackageSource)(?:\/add)?$|(?:^|\/)(?:Restore\w*Sources|PackageSources?)$/,
  },
  { path: /(?:^|\/)nuget\.config$/i, near: /<add\b[^<>]{0,200}\bvalue\s*=\s*["']$/i },
  { path: /(?:^|\/)paket\.(?:dependencies|lock)$/ },
];

export const dotnetPatterns: readonly Pattern[] = [
  {
    words: ["allowinsecureconnections", "allow-insecure-connections"],
    match: /\ballowInsecureConnections\s*=\s*["']?true\b|--allow-insecure-connections\b(?!["'\s=,]+false)/i,
    why: "NuGet may use this source over HTTP.",
  },
  {
    words: "disabletlscertificatevalidation",
    match: /\bdisableTLSCertificateValidation\s*=\s*["']?true\b/i,
    why: "NuGet takes packages from this source without a verified certificate.",
  },
];
