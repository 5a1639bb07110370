import type { Severity } from "../../finding.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import type { Place } from "../../patterns/place.ts";
import type { Settings } from "../../settings.ts";
import { capped } from "../../severities.ts";
import { weightOfHosts } from "../tls-verify/hosts.ts";
import type { SourcePosition } from "./position.ts";

/** apt, yum, dnf, zypper, apk, pacman, opkg, Nix, and the modules of Ansible for them. */
export const systemPositions: readonly SourcePosition[] = [
  { line: /\bdeb(?:-src)?\s+(?:\[[^\]\n]{0,200}\]\s*)?["']?$/ },
  { path: /(?:^|\/)sources\.list$|(?:^|\/)(?:apt|sources\.list\.d)\/.*\.list$/ },
  { near: /(?:^|\n)[ \t]*URIs:(?:\s+\S{1,200}){0,3}\s+$/i },
  { near: /(?:^|\n)\s*["']?(?:baseurl|mirrorlist|metalink|gpgkey)["']?\s*[=:]\s*["']?(?:[^\s=]{1,200}\s+){0,3}$/i },
  { path: /(?:^|\/)(?:apk\/)?repositories$/ },
  { path: /(?:^|\/)(?:pacman\.conf|mirrorlist|pacman\.d\/.*)$/, line: /^\s*Server\s*=\s*$/ },
  { path: /(?:^|\/)(?:opkg|feeds)[^/]*\.conf[^/]*$|(?:^|\/)distfeeds\.conf$/ },
  { line: /^\s*src(?:\/gz|-git|-git-full|-svn|-hg)?\s+\S{1,80}\s+$/ },
  {
    languages: ["yaml"],
    keys: /(?:^|\/)(?:[\w.]+\.)?(?:apt_repository|deb822_repository|yum_repository|zypper_repository|apt_key|rpm_key|apk|apt|yum|dnf|pip|npm|gem|git|hg|subversion|helm_repository|flatpak_remote|homebrew_tap|maven_artifact)(?:\/(?:repo|name|baseurl|mirrorlist|metalink|gpgkey|uris|url|key|deb|repository|registry|extra_args|repo_url|repository_url|source|flatpakrepo_url|gem_source))?$/,
  },
  { languages: ["yaml"], keys: /^(?:apt|yum_repos)\/.*(?:uri|source|baseurl|search)$/ },
  { languages: ["nix", "plain", "ini"], line: /\b(?:extra-|trusted-)?substituters?\s*=\s*.{0,200}$/ },
  {
    languages: ["starlark"],
    path: /\.pp$/,
    near: /\b(?:apt::source|yumrepo|zypprepo|vcsrepo|apt::key|package)\b[\s\S]{0,300}\b(?:location|baseurl|mirrorlist|source|gpgkey)\s*=>\s*["']$/,
  },
  {
    languages: ["ruby"],
    near: /\b(?:apt_repository|yum_repository|zypper_repository|apt_update|rpm_package|dpkg_package|remote_file)\b[\s\S]{0,300}\b(?:uri|baseurl|key|gpgkey|source)\s+["']$/,
  },
];

/** Characters around a place that an entry may have. */
const REACH = 600;
const unsigned = "Packages are installed without a check of who made them.";

/** What unsigned packages from some addresses weigh: fetched over HTTPS, a package is at least that of the server. */
function weightOfUnsigned(addresses: string, settings: Settings): Severity | null {
  if (/^\s*(?:file:|copy:|cdrom:|\.?\/)/.test(addresses)) return null;
  const weight = weightOfHosts(addresses, settings);
  return weight === null || /(?:^|\s)(?:http|ftp):/.test(addresses) ? weight : capped(weight, "warning");
}

/** What an entry of a repository whose packages are not checked weighs by the addresses in it. */
function weightOfUnchecked(place: Place): Severity {
  const plain = entryAround(place).match(/\b(?:http|ftp):\/\/\S+/g) ?? [];
  return (plain.length > 0 && weightOfHosts(plain.join(" "), place.settings)) || "notice";
}

/** The lines around a place that no empty line parts from it. */
function entryAround({ source: { text }, start, end }: Place): string {
  const parting = /\n[ \t]*\r?\n/;
  const before = text.slice(Math.max(0, start - REACH), start).split(parting);
  return `${before.at(-1)}${text.slice(start, end)}${text.slice(end, end + REACH).split(parting)[0]}`;
}

export const systemPatterns: readonly Pattern[] = [
  {
    words: ["trusted=yes", "allow-insecure=yes"],
    match: /\bdeb(?:-src)?\s+\[[^\]\n]{0,200}\b(?:trusted|allow-insecure)=yes\b[^\]\n]{0,200}\][ \t]*([^\s"']*)/,
    why: unsigned,
    when: ({ match, settings }) => weightOfUnsigned(match[1] ?? "", settings),
  },
  {
    words: ["trusted:", "allow-insecure:"],
    match: /^(?:Trusted|Allow-Insecure):[ \t]*yes\b/im,
    when: (place) => {
      const addresses = /^URIs:(.*(?:\n[ \t].*)*)/im.exec(entryAround(place));
      return addresses !== null && weightOfUnsigned(addresses[1] ?? "", place.settings);
    },
    why: unsigned,
  },
  {
    words: ["--allow-unauthenticated", "--allow-insecure-repositories", "--force-yes"],
    match: /--(?:allow-unauthenticated|allow-insecure-repositories|force-yes)\b(?![-=])/,
    when: (place) =>
      /\b(?:apt|apt-get|aptitude|mk-build-deps|debootstrap|gdebi|tazpkg|APT|apt_get)\b/.test(before(place)),
    why: unsigned,
  },
  {
    words: ["allowunauthenticated", "allowinsecurerepositories"],
    match:
      /\b(?:APT::Get::AllowUnauthenticated|Acquire::AllowInsecureRepositories)\b["']?\s*(?:=\s*)?["']?(?:true|yes|1)\b/i,
    why: unsigned,
  },
  {
    words: "allow_unauthenticated",
    languages: ["yaml"],
    match: /^[ \t-]*["']?allow_unauthenticated["']?:\s*["']?(?:yes|true)\b|\ballow_unauthenticated=(?:yes|true)\b/im,
    why: unsigned,
  },
  {
    words: ["gpgcheck=0", "gpgcheck = 0", "gpgcheck=no", "gpgcheck=false", "gpgcheck: "],
    match: /\b(?:repo_)?gpgcheck\s*(?:=|:)\s*["']?(?:0|no|false|off)\b/i,
    when: weightOfUnchecked,
    why: unsigned,
  },
  {
    words: ["--nogpgcheck", "--no-gpg-check", "disable_gpg_check", "--nosignature", "--allow-untrusted"],
    match:
      /--(?:nogpgcheck|no-gpg-checks?|nosignature|allow-untrusted)\b|\bdisable_gpg_check["']?\s*[:=]\s*["']?(?:yes|true)\b/i,
    when: () => "notice",
    why: unsigned,
  },
];

function before({ source: { text }, start }: Place): string {
  return text.slice(Math.max(0, start - 200), start);
}
