import type { SourcePosition } from "./position.ts";

/** Package managers of further languages. */
export const languagePositions: readonly SourcePosition[] = [
  ...[
    // Rust: https://doc.rust-lang.org/cargo/reference/registries.html
    { path: /(?:^|\/)Cargo\.lock$/ },
    { path: /(?:^|\/)Cargo\.toml$/, line: /\b(?:git|registry|registry-index|index)\s*=\s*["'](?:sparse\+)?$/ },
    { path: /(?:^|\/)\.cargo\/config(?:\.toml)?$/, section: /^(?:registr(?:y|ies)|source)\b/ },
  ],
  ...[
    // Go, before modules
    { path: /(?:^|\/)(?:Gopkg\.(?:toml|lock)|glide\.(?:ya?ml|lock)|Godeps\.json)$/ },
  ],
  ...[
    // Swift: https://docs.swift.org/package-manager/PackageDescription/
    {
      path: /(?:^|\/)Package(?:@[\w.-]+)?\.swift$/,
      near: /\.(?:package|binaryTarget)\s*\([^)]{0,300}\burl:\s*"$/,
      pinned: true,
    },
    { path: /(?:^|\/)(?:Package\.resolved|Cartfile(?:\.[\w.]+)?)$/ },
  ],
  ...[
    // Dart: https://dart.dev/tools/pub/dependencies
    {
      path: /(?:^|\/)pubspec(?:_overrides)?\.ya?ml$/,
      keys: /^(?:(?:dev_)?dependencies|dependency_overrides)\/|^publish_to$/,
    },
    { path: /(?:^|\/)pubspec\.lock$/ },
  ],
  ...[
    // Elixir and Erlang: https://hexdocs.pm/mix/Mix.Tasks.Deps.html, https://rebar3.org/docs/configuration/dependencies/
    { path: /(?:^|\/)mix\.(?:exs|lock)$/, line: /\b(?:git|hex|repo|url):\s*"$|\{\s*:git\s*,\s*"$/ },
    {
      path: /(?:^|\/)rebar\.(?:config|lock)(?:\.script)?$/,
      near: /\{\s*(?:git|git_subdir|hg)\s*,\s*"$|\b(?:cdn|repo_url|url)\b.{0,40}["']$/,
    },
    { languages: ["makefile"], line: /^\s*(?:dep|pkg)_\w{1,80}\s*[:?]?=\s*(?:git|hg)\s+$/ },
  ],
  ...[
    // Haskell, OCaml, Nim
    { path: /(?:^|\/)(?:stack(?:-[\w.-]+)?\.ya?ml(?:\.lock)?|cabal\.project[\w.-]*|\.opamrc)$/ },
    { path: /(?:^|\/)(?:opam|[^/]+\.opam)$/, near: /\b(?:src|archive|http|git):?\s*\[?\s*["']$/, pinned: true },
  ],
  ...[
    // R: https://cran.r-project.org/doc/manuals/r-release/R-admin.html
    {
      line: /\b(?:repos|contriburl)\s*(?:=|<-)\s*(?:structure\s*\()?(?:c\s*\()?[^()]{0,200}["']$|\b(?:install\.packages|install_(?:url|git|svn|version))\s*\([^)]{0,200}["']$/,
    },
    {
      languages: ["r", "plain"],
      near: /\b(?:options\s*\(\s*)?repos\b[^;]{0,200}\bc\s*\([^)]{0,200}["']$|\br\[\s*["']CRAN["']\s*\]\s*(?:=|<-)\s*["']$/,
    },
    { path: /(?:^|\/)(?:renv|packrat)\.lock$/, line: /\b(?:URL|Repos|RemoteUrl)\W{1,10}.{0,100}$/i },
    { path: /(?:^|\/)DESCRIPTION$/, near: /(?:^|\n)(?:Additional_repositories|Remotes):[^:]{0,200}$/ },
  ],
  ...[
    // Julia, Perl, Lua
    { languages: ["julia"], line: /\b(?:Pkg\.\w+(?:\.\w+)?|PackageSpec|RegistrySpec|GitRepo)\s*\(.{0,200}["']$/ },
    { path: /(?:^|\/)cpanfile$/, line: /\b(?:mirror|url|git|dist)\b.{0,40}["']$/ },
    { path: /\.rockspec$/, line: /\burl\s*=\s*["'](?:git\+)?$/ },
  ],
];
