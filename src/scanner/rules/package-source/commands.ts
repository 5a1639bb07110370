import type { SourcePosition } from "./position.ts";

/** Between the words of a command, be it written for a shell or as a list of strings. */
const gap = `[\\s"',]`;

/** A command, with any of its subcommands or options somewhere after it, and then the address. */
function command(name: string, words: string): SourcePosition {
  return {
    line: new RegExp(
      `(?:^|[^\\w.-])(?:${name})(?:\\.exe|\\.cmd)?(?=${gap})[^;|&]{0,200}${gap}(?:${words})(?:${gap}|=)[^;|&]{0,200}$`,
      "i",
    ),
  };
}

/** Commands that install packages, add sources of them, or fetch source code. */
export const commandPositions: readonly SourcePosition[] = [
  command(
    "git|hg|bzr|svn|svnadmin",
    "clone|fetch|pull|push|remote|add|set-url|submodule|ls-remote|checkout|co|export|branch",
  ),
  command(
    "pip[\\d.]*|uv|pipx|pipenv",
    "install|download|wheel|config|index|compile|add|sync|run|lock|-i|-f|--\\w*-?index(?:-url)?|--find-links",
  ),
  command("poetry|pdm|hatch|rye|pixi", "add|source|config|publish|-r|index"),
  command("conda|mamba|micromamba", "install|config|create|update|-c|--channel"),
  command("easy_install|pip-compile|pip-sync", "-i|-f|--\\w*-?index-url|--find-links"),
  command("twine", "upload|--repository-url"),
  command(
    "npm|pnpm|yarn|bun|npx|lerna|cnpm|verdaccio",
    "registry|--registry|--\\S*:registry|\\S*:registry|i|install|add|ci|npmRegistryServer|link|publish|adduser|login",
  ),
  command("bower|jspm|jupyter", "install|register|labextension"),
  command("gem", "install|sources?|fetch|push|update|-s|--source"),
  command("bundle|bundler", "config|mirror\\S*|install"),
  command("pod|carthage", "repo|add|install|update"),
  command("cargo", "install|add|--git|--index|--registry|publish"),
  command("dotnet|nuget|paket", "nuget|source|sources|restore|-s|--source|-source|--add-source|push|install|tool"),
  command("(?:Register|Set)-(?:PSRepository|PackageSource|PSResourceRepository)", "-\\w*Location|-Uri|-Location"),
  command("(?:Install|Save|Find)-(?:Module|Package|Script)", "-Repository|-Source"),
  command("choco|winget|scoop", "install|upgrade|source|push|bucket|add|-s"),
  command("composer|pecl|pear", "config|require|install|channel-discover|repositories\\S*"),
  command("helm", "repo|--repo|pull|fetch|plugin"),
  command("kubectl|oc|kustomize|k3s", "apply|create|replace|build|-f|--filename|-k"),
  command(
    "apt-key|rpm|yum-config-manager|add-apt-repository|apt-add-repository|debootstrap|mmdebstrap|pkg_add",
    "\\S+",
  ),
  command(
    "yum|dnf|tdnf|microdnf|zypper",
    "install|in|localinstall|addrepo|ar|config-manager|--add-repo|--repofrompath|update",
  ),
  command("apk", "add|--repository|-X|update|upgrade"),
  command("pacman|opkg|ipkg|pkg|pkgin|xbps-install", "-\\w*U\\w*|install|add|-R|--repository"),
  command(
    "brew|flatpak|snap|nix-channel|nix-env|nix-build|nix|guix",
    "tap|install|remote-add|--add|-f|-i|-iA|build|run|--substituters|--option",
  ),
  command(
    "cpanm?|carton|luarocks|opam|cabal|stack|nimble|raco",
    "--mirror|--from|--server|--only-server|install|repo|repository|remote|add|set-url|pkg",
  ),
  command("mix|rebar3", "hex\\S*|archive\\.install|repo|local\\.hex"),
  command("conan", "remote|add|update|config"),
  command(
    "ansible-galaxy|puppet|berks|knife|vagrant",
    "install|collection|role|-s|--server|module|--module_repository|box|add|supermarket",
  ),
  command("terraform|terragrunt|tofu", "-from-module|get"),
  {
    line: /-D(?:remoteRepositories|altDeploymentRepository|alt\w*Repository|sbt\.repository\.config|repo\w*[Uu]rl)=[^\s;|&]{0,80}$/,
  },
];
