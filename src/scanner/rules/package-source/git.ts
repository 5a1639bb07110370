import type { SourcePosition } from "./position.ts";

/** Source code by git: https://git-scm.com/docs/gitmodules, https://git-scm.com/docs/git-config, https://pre-commit.com */
export const gitPositions: readonly SourcePosition[] = [
  { line: /\b(?:git|hg|svn|bzr)\+$/ },
  {
    path: /(?:^|\/)\.(?:gitmodules|gitconfig|hgsub|git\/config)$/,
    line: /^\s*(?:url|pushurl)\s*=\s*["']?$|^[^#=]{1,200}=\s*$/i,
  },
  { path: /(?:^|\/)\.?gitconfig$/, line: /^\s*\[url\s+"$/i },
  { line: /\bgit\b[^;|&]{0,200}\burl\.\\?["']?$/ },
  { path: /(?:^|\/)\.pre-commit-config\.ya?ml$/, keys: /(?:^|\/)repo$/ },
  { languages: ["yaml"], keys: /(?:^|\/)(?:source|sources|src|template|spec|generators?|git)\/repoURL$/ },
  { languages: ["yaml"], keys: /^spec\/url$/, text: /^kind:\s*["']?(?:Helm|Git|OCI)Repository\b/m },
];
