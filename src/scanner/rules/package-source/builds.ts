import type { SourcePosition } from "./position.ts";

const bazelCalls =
  "http_archive|http_file|http_jar|new_http_archive|new_git_repository|git_repository|archive_override|git_override|go_repository|maven_jar|maven_install|maven_server|jvm_maven_import_external|java_import_external|rpm|download_and_extract|download|remote_file|http_deps?";

/** Recipes that say where the source code comes from that they build; most of them with a checksum. */
export const buildPositions: readonly SourcePosition[] = [
  {
    languages: ["starlark"],
    near: new RegExp(`\\b(?:${bazelCalls})\\s*\\((?:[^()]|\\([^()]{0,100}\\)){0,350}$`),
    pinned: true,
  },
  {
    languages: ["nix"],
    near: /\bfetch\w+\b(?:[^}]|\$\{[^}]{0,60}\}){0,300}$|\binputs\b[\s\S]{0,200}\burl\s*=\s*"(?:\w+\+)?$/,
    pinned: true,
  },
  {
    languages: ["lisp"],
    path: /\.scm$/,
    near: /\b(?:url-fetch|git-fetch|origin)\b[\s\S]{0,200}\(u?ri?l?\b[^)]{0,100}"$/,
    pinned: true,
  },
  {
    languages: ["cmake"],
    near: /\b(?:FetchContent_Declare|FetchContent_Populate|ExternalProject_Add|CPMAddPackage|CPMFindPackage|vcpkg_\w+|hunter_\w+|HunterGate|file\s*\(\s*DOWNLOAD)\b\s*\(?[^()]{0,300}$/i,
    pinned: true,
  },
  { path: /\.wrap$/, line: /^\s*(?:(?:source|patch)(?:_fallback)?_url|url)\s*=\s*$/, pinned: true },
  { path: /(?:^|\/)vcpkg(?:-configuration)?\.json$/, keys: /registr(?:y|ies).*repository$/ },
  { path: /(?:^|\/)remotes\.json$/, keys: /^remotes\/.*url$/ },
  {
    path: /(?:^|\/)conanfile\.py$/,
    line: /\b(?:tools\.)?(?:get|download|git\.clone|Git)\s*\(.{0,100}["']$/,
    pinned: true,
  },
  { path: /(?:^|\/)conandata\.ya?ml$/, keys: /^sources\/.*url$/, pinned: true },
  {
    path: /(?:^|\/)(?:PKGBUILD|APKBUILD)$/,
    near: /\bsource(?:_\w+)?=[("][^)"]{0,400}$|\bsource(?:_\w+)?=\((?:\s*["'][^"'\n]{0,200}["'])*\s*["'][^"'\n]{0,200}$/,
    pinned: true,
  },
  { path: /\.(?:spec|dsc)$/, line: /^(?:Source|Patch)\d*:\s*$/i, pinned: true },
  { path: /\.(?:bb|bbappend|inc)$/, near: /\bSRC_URI\b[^=\n]{0,40}=\s*"[^"]{0,350}$/, pinned: true },
  { languages: ["makefile"], line: /^\s*\w{1,60}_SITE\s*[:?+]?=\s*$/ },
  { path: /(?:^|\/)platformio\.ini$/ },
  { path: /(?:^|\/)snapcraft\.ya?ml$/, keys: /^parts\/[^/]+\/source$/ },
  { path: /\.(?:ya?ml|json)$/, keys: /(?:^|\/)modules\/.*sources\/.*url$/, pinned: true },
  { languages: ["yaml"], keys: /(?:^|\/)InstallerUrl$/, pinned: true },
  { path: /(?:^|\/)(?:bucket|manifests?)\/[^/]+\.json$/, keys: /(?:^|\/)url(?:\/|$)/, pinned: true },
];
