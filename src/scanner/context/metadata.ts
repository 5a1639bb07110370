import type { Address } from "../urls/address.ts";
import { namesConnection } from "./connection.ts";
import type { Surroundings } from "./surroundings.ts";

/** Keys of manifests whose addresses are shown to people. */
const shown =
  /^(?:homepage|home_?page(?:_?ur[il])?|project_?ur[il]s?|bugs?|bug_?tracker(?:_?ur[il])?|issues?(?:_?tracker|_?ur[il])?|authors?|author_?(?:ur[il]|email)|maintainers?|contributors?|licen[cs]es?|licen[cs]e_?ur[il]|documentation(?:_?ur[il])?|docs_?url|changelog(?:_?ur[il])?|funding|support|wiki(?:_?ur[il])?|termsofservice|contact|externaldocs|packageprojecturl|packagelicenseurl|packageiconurl|icon_?ur[il]|project_?page|bug-?reports|repositoryurl|projecturl|source_code_uri|homepage_uri|helpurl|help_?uri|moreinfo|more_?info(?:_?url)?|references?|see_?also|credits|copyright)$/i;
/** Elements of a Maven project that are shown to people; `url` of the project itself, too. */
const mavenShown = new Set([
  "licenses",
  "scm",
  "organization",
  "developers",
  "contributors",
  "issueManagement",
  "ciManagement",
  "mailingLists",
]);
const manifest = /(?:^|\/)(?:package|bower|composer|component|manifest)\.json$|(?:^|\/)(?:pubspec|galaxy)\.ya?ml$/;
const manifestShown = /^(?:repository|url|demo|docs)$/;
const codeManifest =
  /(?:^|\/)(?:setup\.(?:py|cfg)|conanfile\.py|[^/]+\.(?:gemspec|podspec|cabal)|mix\.exs|project\.clj)$/i;
const codeManifestShown =
  /^(?:url|home|homepage|repository|download_url|project_urls|links|scm.*|source_url|docs_url|bugs?_?url)$/i;
const tomlManifest = /(?:^|\/)(?:pyproject|cargo)\.toml$/i;

/** Names that code itself gives to what is shown: of modules, crates and packages. */
const codeShown =
  /^(?:home_?page(?:_?ur[il])?|__(?:ur[il]|doc|author|authors|license|licen[cs]e_url|home_?page|website|email|credits|copyright|maintainer|download_url|docs?_url|source|project_url|bugtracker|help)__|html_(?:root|logo|favicon|playground)_url|issue_tracker_base_url)$/i;
const buildShown =
  /(?:^|[\n;/])\s*(?:homepage|licenses|scmInfo|developers|organizationHomepage|apiURL|startYear)\s*:?\+?=[^\n;]*$/;

/** A page with the text of a licence. */
const licencePage =
  /^[^\s"'?#]{0,80}\/licen[cs]es?\/[\w.-]*(?:\d|licen[cs]e|\bMIT|BSD|GPL|MPL|artistic|\bby\b)[\w.-]*\/?$/i;
/** Objects of a package.json that a bundle holds. */
const bundled = /^(?:repository|bugs|author)$/;

const labelled = /\bHOMEPAGE_URL\s+["']?$/;

/** Whether the instruction of a Dockerfile is one that labels the image. */
function isLabel({ code }: Surroundings): boolean {
  const instruction = [...code.matchAll(/(?:^|\n)[ \t]*([A-Z]{2,15})[ \t]/g)].at(-1)?.[1];
  return instruction === "LABEL" || instruction === "MAINTAINER";
}

function isShownCall({ bracket, name }: { bracket: string; name: string }): boolean {
  return (
    bracket !== "[" &&
    /(?:^|[.@])(?:licen[cs]es?|contact|externalDoc(?:s|umentation)|scm|organization|developers?|pom)$/i.test(name)
  );
}

/** Whether an address is shown to people by a manifest: homepage, licence, author and the like. */
export function isMetadata(address: Address, around: Surroundings, keys: readonly string[], path: string): boolean {
  const { form, name } = address.part.language;
  if (form === "text" && (labelled.test(around.code) || (name === "shell" && /file/i.test(path) && isLabel(around))))
    return true;
  const last = around.name.slice(Math.max(0, around.name.search(/[\w$@-]+$/)));
  if (isMavenProject(keys))
    return (
      /^(?:url|(?:other)?archives?)$/i.test(keys.at(-1) ?? "") &&
      (keys.length === 2 || keys.some((key) => mavenShown.has(key)))
    );
  if (codeManifest.test(path) && (codeManifestShown.test(last) || shown.test(last) || around.frames.some(isShownFrame)))
    return true;
  if (tomlManifest.test(path) && /^repository$/i.test(last)) return true;
  if (/(?:^|\/)Chart\.ya?ml$/.test(path) && /^(?:home|icon|sources)$/.test(keys[0] ?? "")) return true;
  if (/\.(?:pc|spec)(?:\.in)?$/.test(path) && /^url$/i.test(last)) return true;
  if (isLicence(address, around)) return true;
  if (around.frames[0]?.bracket === "{" && bundled.test(around.frames[0].name) && last === "url") return true;
  if (form === "code") return codeShown.test(last) || around.frames.some(isShownCall) || buildShown.test(around.code);
  if (namesConnection(keys.at(-1) ?? last)) return false;
  if (keys.some((key) => shown.test(key)) || shown.test(last)) return true;
  if (around.tag !== undefined && (shown.test(around.tag.attribute) || /(?:author|licen[cs]e)$/.test(around.tag.name)))
    return true;
  return manifest.test(path) && keys.length > 0 && keys[0] === "repository" && manifestShown.test(keys.at(-1) ?? "");
}

/** Whether it is the page of a licence, kept in a table or under a name. */
function isLicence({ after }: Address, { name, frames: [frame] }: Surroundings): boolean {
  const isCall = frame?.bracket === "(" && !/^(?:array|list|c|dict|map)$/i.test(frame.name);
  return name !== "" && !isCall && licencePage.test(after.split(/[\s"'`<>]/, 1)[0] ?? "");
}

function isShownFrame({ bracket, name }: { bracket: string; name: string }): boolean {
  return bracket !== "(" && (codeManifestShown.test(name) || shown.test(name));
}

function isMavenProject(keys: readonly string[]): boolean {
  return keys[0] === "project" && keys.length >= 2;
}
