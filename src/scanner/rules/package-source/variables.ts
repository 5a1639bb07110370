import type { SourcePosition } from "./position.ts";

/** Environment variables and options that tell package managers where packages come from. */
const names = [
  "PIP_(?:EXTRA_)?INDEX(?:_URL)?|PIP_FIND_LINKS|PIPENV_PYPI_MIRROR|PYPI_(?:URL|MIRROR|INDEX)(?:_URL)?",
  "UV_(?:DEFAULT_|EXTRA_)?INDEX(?:_URL)?|UV_FIND_LINKS|PDM_PYPI_URL|POETRY_REPOSITORIES_\\w+_URL|TWINE_REPOSITORY_URL",
  "CONDA_CHANNEL_ALIAS|CONDA_CHANNELS",
  "npm_config_\\w*(?:registry|mirror|disturl|binary_host)\\w*|NPM_REGISTRY(?:_URL)?|NPM_MIRROR|COREPACK_NPM_REGISTRY",
  "YARN_(?:NPM_)?REGISTRY(?:_SERVER)?|BUN_CONFIG_REGISTRY|(?:NVM_)?(?:IOJS_|NODEJS_)ORG_MIRROR|NODE_MIRROR",
  "ELECTRON_\\w*MIRROR|PUPPETEER_DOWNLOAD_(?:HOST|BASE_URL)|PLAYWRIGHT_DOWNLOAD_HOST|SASS_BINARY_SITE|CYPRESS_INSTALL_BINARY",
  "GOPROXY|GOSUMDB|CARGO_REGISTRIES_\\w+_INDEX|CARGO_REGISTRY_INDEX|RUSTUP_(?:DIST_SERVER|UPDATE_ROOT)",
  "PUB_HOSTED_URL|FLUTTER_STORAGE_BASE_URL|HEX_(?:MIRROR|API|MIRROR_URL|API_URL)|RUBYGEMS_HOST|GEM_(?:SOURCE|HOST)",
  "BUNDLE_(?:MIRROR|SOURCE)\\w*|HOMEBREW_\\w*(?:DOMAIN|GIT_REMOTE)|NUGET_(?:SOURCE|FEED|URL)\\w*",
  "MAVEN_(?:REPO|MIRROR|CENTRAL)\\w*|MVNW_REPOURL|CRAN(?:_MIRROR|_REPO|_URL)?|APT_MIRROR|DEBIAN_MIRROR|UBUNTU_MIRROR|ALPINE_MIRROR",
  "HELM_REPO(?:_URL|SITORY)?|NIX_BINARY_CACHE|CPAN_MIRROR|PERL_CPANM_OPT|COMPOSER_REPO\\w*",
].join("|");

export const variablePositions: readonly SourcePosition[] = [
  { line: new RegExp(`(?<![A-Za-z0-9])(?:${names})["']?\\]?[\\s=:,]{1,20}["']?[^\\s"';]{0,200}$`, "i") },
  { languages: ["yaml"], keys: /(?:^|\/)(?:registry-url|repository-url|(?:extra-)?index-url|npm-?registry(?:-url)?)$/ },
];
