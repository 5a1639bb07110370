import type { Severity } from "../../finding.ts";
import { judgeHost } from "../../hosts/judge-host.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { lineAround, type Place } from "../../patterns/place.ts";
import type { SourcePosition } from "./position.ts";

/** pip and the tools that read its files, Pipenv, Poetry, uv, PDM, conda. */
export const pythonPositions: readonly SourcePosition[] = [
  { path: /(?:^|\/)pip\.(?:conf|ini)$|(?:^|\/)\.?pydistutils\.cfg$/, line: /^(?!\s*proxy\b)/i },
  { path: /(?:^|\/)(?:requirements|constraints)[^/]*\.(?:txt|in|pip)$|(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/i },
  {
    path: /(?:^|\/)(?:Pipfile(?:\.lock)?|(?:poetry|uv|pdm|pylock[\w.-]*|pixi|conda-lock)\.(?:lock|toml|ya?ml)|\.condarc|\.pypirc)$/,
  },
  {
    path: /\.toml$/,
    section:
      /^tool\.(?:poetry\.(?:source|.*dependencies)|uv(?:\.|$)|pdm\.(?:source|.*dependencies)|pipenv|hatch\.)|^(?:index|pip|dependency-groups|build-system)$/,
  },
  {
    path: /(?:^|\/)(?:pyproject\.toml|setup\.(?:cfg|py)|tox\.ini)$/,
    line: /\s@\s+(?:\w+\+)?$|\b(?:index[-_]url|find[-_]links)\s*=.{0,100}$/,
  },
  { path: /(?:^|\/)setup\.py$/, near: /\bdependency_links\s*=\s*\[[^\]]*$/ },
  {
    path: /(?:^|\/)(?:environment|conda|meta)[\w-]*\.ya?ml$/,
    keys: /^(?:channels|dependencies|source)(?:\/|$)/,
    pinned: true,
  },
];

/** What a host weighs that pip or uv takes without a verified certificate, or over HTTP; a variable may be any. */
function weightOf(place: Place): Severity | true | null {
  const host = place.match.groups?.host;
  if (host === undefined) return true;
  const severity = judgeHost(host, place.settings);
  return severity === "notice" && isCommand(place) ? "warning" : severity;
}

/** Whether more than a word of a sentence: a command line, a setting, a line of a file of requirements. */
function isCommand(place: Place): boolean {
  const { before } = lineAround(place);
  return /^\W*$|\b(?:pip[\d.]*|uv|install)\b/.test(before);
}

const why = "Packages are taken from this host without a verified certificate.";
const variable = "(?:PIP_TRUSTED|UV_INSECURE)_HOST";
const host = "(?<host>[\\w.*:[\\]-]{1,200})";

export const pythonPatterns: readonly Pattern[] = [
  {
    words: ["--trusted-host", "--allow-insecure-host"],
    match: new RegExp(`--(?:trusted|allow-insecure)-host(?:(?:=|\\s+)["']?|["'],\\s*["'])${host}?`),
    when: weightOf,
    why,
  },
  {
    words: ["trusted-host", "trusted_host"],
    match: new RegExp(
      `(?:^|\\\\n)[ \\t]*trusted[-_]host[ \\t]*[=:]\\s*${host}|\\b(?:global|install)\\.trusted-host[\\s"',]+${host}`,
      "m",
    ),
    when: (place) => (place.part.language.form === "code" && place.string === undefined ? null : weightOf(place)),
    why,
  },
  {
    words: ["pip_trusted_host", "uv_insecure_host"],
    match: new RegExp(
      `\\b(?:ENV[ \\t]+${variable}[ \\t]+|${variable}["']?\\]?[ \\t]*[=:,][ \\t]*)(?!["']{2}|\\s|$)["']?${host}?`,
    ),
    when: weightOf,
    why,
  },
  {
    words: "allow-insecure-host",
    languages: ["toml"],
    match: new RegExp(`^\\s*allow-insecure-host\\s*=\\s*\\[\\s*["']${host}`, "m"),
    when: weightOf,
    why,
  },
  {
    words: "poetry",
    match: /\bpoetry\s+config\s+certificates\.[\w-]+\.cert\s+false\b/,
    why: "Poetry takes packages from this source without a verified certificate.",
  },
  {
    words: "conan",
    match: /\bconan\s+remote\s+(?:add|update)\s[^\n;|&]{0,200}\sFalse\b/,
    why: "Conan takes packages from this remote without a verified certificate.",
  },
];
