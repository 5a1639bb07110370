import { devNull } from "node:os";

/** A setting of git's configuration, and its value. */
export type Setting = readonly [name: string, value: string];

/** What of this process's environment git needs to find its parts, and the way to GitHub. */
const passedOn = new Set([
  ...["PATH", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"],
  ...["GIT_SSL_CAINFO", "SSL_CERT_FILE", "SSL_CERT_DIR"],
]);

/** Faults of old commits and tags that honest repositories are full of. Trees must be well-formed: merging builds on them. */
const forgiven = [
  ...["badDate", "badDateOverflow", "badEmail", "badName", "badTimezone", "missingEmail", "missingNameBeforeEmail"],
  ...["missingSpaceBeforeDate", "missingSpaceBeforeEmail", "missingTaggerEntry", "multipleAuthors", "nulInCommit"],
  ...["zeroPaddedDate", "zeroPaddedFilemode", "badTagName"],
];

/** They win over whatever a repository's own file says: nothing is started, nothing is asked, nobody but GitHub is. */
const always: readonly Setting[] = [
  ["core.hooksPath", devNull],
  ["core.attributesFile", devNull],
  ["core.fsmonitor", "false"],
  ["core.askPass", ""],
  ["credential.helper", ""],
  ["protocol.allow", "never"],
  ["http.followRedirects", "false"],
  ["transfer.bundleURI", "false"],
  ["submodule.recurse", "false"],
  // Nothing is ever thrown away: a commit that no branch has any more may be evidence.
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
  ["fetch.unpackLimit", "1"],
  ["fetch.fsckObjects", "true"],
  ...forgiven.map((fault): Setting => [`fetch.fsck.${fault}`, "ignore"]),
];

/** How GitHub is reached, and nothing else. */
export function reaching(serverUrl: string, token: string): Setting[] {
  const protocol = new URL(serverUrl).protocol.slice(0, -1);
  return [
    [`protocol.${protocol}.allow`, "always"],
    [`http.${serverUrl}/.extraHeader`, `Authorization: Basic ${basic(token)}`],
  ];
}

/** A text without the token, in either form. */
export function withoutToken(text: string, token: string): string {
  return text.replaceAll(token, "…").replaceAll(basic(token), "…");
}

function basic(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString("base64");
}

/** The whole environment of git on a bare repository. Settings go there, since secrets may be among them: everybody can read a command line. */
export function environmentOf(folder: string, settings: readonly Setting[]): Record<string, string | undefined> {
  const all = [...always, ...settings];
  const named = all.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    ...Object.fromEntries(Object.entries({ ...process.env }).filter(([name]) => passedOn.has(name))),
    GIT_DIR: folder,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: "1",
    GIT_GRAFT_FILE: devNull,
    GIT_NO_LAZY_FETCH: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_TERMINAL_PROMPT: "0",
    // Where there is no home, there is no file with passwords for hosts.
    HOME: devNull,
    LC_ALL: "C",
    GIT_CONFIG_COUNT: String(all.length),
    ...Object.fromEntries(named),
  };
}
