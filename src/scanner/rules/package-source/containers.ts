import type { Pattern } from "../../patterns/pattern.ts";
import { lineAround, mentions } from "../../patterns/place.ts";
import type { SourcePosition } from "./position.ts";

/** Docker, Helm, Terraform, and mirrors of registries. */
export const containerPositions: readonly SourcePosition[] = [
  { languages: ["shell"], path: /(?:docker|container)file/i, line: /^\s*(?:ONBUILD\s+)?ADD\s[\s\S]*$/i },
  {
    languages: ["hcl"],
    line: /^\s*source\s*=\s*"(?:\w{1,10}::)?$|\bmodule\b[^\n]{0,100}\bsource\s*=\s*"(?:\w{1,10}::)?$/,
  },
  { path: /(?:^|\/)(?:Chart|requirements)\.ya?ml$/, keys: /^dependencies\/repository$/ },
  { path: /(?:^|\/)(?:Chart|requirements)\.lock$/, line: /^[\s-]*repository:\s*["']?$/ },
  { path: /(?:^|\/)helmfile[^/]*\.(?:ya?ml|gotmpl)$|(?:^|\/)helmfile\.d\//, keys: /^repositories\/url$/ },
  { path: /(?:^|\/)(?:daemon|docker)\.json$/, keys: /^registry-mirrors(?:\/|$)/ },
  { path: /(?:^|\/)registries\.ya?ml$/, keys: /^mirrors\// },
  { path: /\.toml$/, line: /\bendpoint\s*=\s*\[.{0,100}$/, section: /registry\.mirrors/ },
  {
    languages: ["json", "yaml"],
    keys: /(?:^|\/)(?:registryMirrors|registry-mirrors|helmRepo(?:sitory)?(?:URL)?|chartRepo(?:sitory)?)$/i,
  },
  { languages: ["json"], path: /\.tf\.json$/, keys: /^module\/.*source$/ },
];

export const containerPatterns: readonly Pattern[] = [
  {
    words: "--plain-http",
    match: /--(?:\w+-)?plain-http\b(?!["'\s=,]*false)/,
    when: (place) => !/\blocalhost\b|\b127\.0\.0\.1\b/.test(Object.values(lineAround(place)).join()),
    why: "Images and charts are moved over HTTP.",
  },
  {
    words: "insecure:",
    languages: ["yaml"],
    match: /^[ \t]+insecure:\s*true\b/m,
    when: ({ source }) => mentions(source, /^kind:\s*["']?(?:Helm|OCI)Repository\b/m),
    why: "Charts and manifests may be fetched over HTTP.",
  },
];
