/** Manifests and lock files by ecosystem, as GitHub's dependency graph calls them. Only files that declare, none that run. */
const wellKnown: Readonly<Record<string, readonly string[]>> = {
  npm: [
    "package.json",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "bun.lock",
    "bun.lockb",
  ],
  pip: ["requirements.txt", "Pipfile", "Pipfile.lock", "pyproject.toml", "poetry.lock", "uv.lock", "pdm.lock"],
  gomod: ["go.mod", "go.sum", "go.work", "go.work.sum"],
  cargo: ["Cargo.toml", "Cargo.lock"],
  rubygems: ["Gemfile", "Gemfile.lock"],
  composer: ["composer.json", "composer.lock"],
  maven: ["pom.xml", "gradle.lockfile", "libs.versions.toml", "verification-metadata.xml"],
  nuget: ["packages.config", "packages.lock.json", "Directory.Packages.props"],
  pub: ["pubspec.yaml", "pubspec.lock"],
  swift: ["Package.resolved"],
  hex: ["mix.lock"],
};

/** Other names of the same ecosystems. */
const aliases: Readonly<Record<string, string>> = {
  go: "gomod",
  golang: "gomod",
  rust: "cargo",
  pypi: "pip",
  gradle: "maven",
  bundler: "rubygems",
  gem: "rubygems",
};

/** Whether a path is a manifest or a lock file that stands beside one. */
export function isManifestOrBeside(path: string, manifests: readonly { path: string; ecosystem: string }[]): boolean {
  return manifests.some((manifest) => {
    if (manifest.path === path) return true;
    if (folderOf(manifest.path) !== folderOf(path)) return false;
    const name = manifest.ecosystem.toLowerCase();
    const files = wellKnown[aliases[name] ?? name] ?? [];
    return files.includes(path.slice(folderOf(path).length));
  });
}

/** With its last slash; empty at the top. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
