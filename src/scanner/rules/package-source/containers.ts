import type { Pattern } from "../../patterns/pattern.ts";
import { mentions, type Place } from "../../patterns/place.ts";
import { weightOfHosts } from "../tls-verify/hosts.ts";
import { lineAround, type SourcePosition } from "./position.ts";

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

/** A registry with what is in it, as commands name it: `oci://a/b`, `localhost:5000/b`, `a.io/b`, `a:5000`. */
const registry = /^(?:\w+:\/\/\S|localhost(?:[:/]|$)|[\w.-]+:\d+(?:\/|$)|[\w-]+\.[\w.-]+\/)/;

/** What a command weighs by the registry that it names first, or last where that is the one it copies to. */
function weightOfRegistry(place: Place) {
  const { before, after } = lineAround(place.source, place);
  const command = `${before.split(/[;|&]/).at(-1)} ${after.split(/[;|&]/)[0]}`;
  const named = command.split(/[\s"',=[\]]/).filter((word) => registry.test(word));
  const spoken = (place.match[0].startsWith("--to-") ? named.at(-1) : named[0]) ?? "";
  return weightOfHosts(`oci://${spoken.replace(/^\w+:\/\//, "")}`, place.settings);
}

export const containerPatterns: readonly Pattern[] = [
  {
    words: "-plain-http",
    match: /--(?:\w+-)?plain-http\b(?!["'\s=,]*false)/,
    when: weightOfRegistry,
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
