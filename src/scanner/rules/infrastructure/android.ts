import { ancestorNamed, type Entry } from "../../entries/entry.ts";
import { judgeHost } from "../../hosts/judge-host.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import type { Around, Setting } from "./setting.ts";

const why = "The application may connect without encryption.";

/** Android, https://developer.android.com/privacy-and-security/security-config#CleartextTrafficPermitted */
export const android: readonly Setting[] = [
  { keys: ["uses_cleartext_traffic", "cleartext_traffic_permitted"], values: ["true"], when: isReleased, why },
];

/** The same in build scripts and in what generates them. */
export const androidInPrograms: readonly Pattern[] = [
  {
    words: "usescleartexttraffic",
    languages: ["groovy", "kotlin", "javascript", "starlark"],
    match: /["']?\busesCleartextTraffic["']?\]?\s*[:=,]\s*["']?true\b/,
    why,
  },
  {
    // An attribute whose tag is not at hand.
    words: ["usescleartexttraffic", "cleartexttrafficpermitted"],
    languages: ["xml"],
    match: /\b(?:usesCleartextTraffic|cleartextTrafficPermitted)\s*=\s*["']true["']/,
    when: ({ source }) => !source.whole,
    why,
  },
];

/** Hosts by which the emulator reaches the developer's machine. */
const developer = /^10\.0\.(?:2|3)\.2$/;

/** Not of a build for development, nor of the developer's machine alone. */
function isReleased(entry: Entry, { source, settings }: Around): boolean {
  if (/(?:^|\/)src\/(?:debug|androidTest|test)\w*\//i.test(source.path)) return false;
  const domains = ancestorNamed(entry, "domain-config")?.children.filter(({ key }) => key === "domain") ?? [];
  const isLocal = ({ value }: Entry) =>
    value !== undefined && (developer.test(value) || judgeHost(value, settings) === null);
  return domains.length === 0 || !domains.every(isLocal);
}
