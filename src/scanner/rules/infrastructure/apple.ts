import type { Entry } from "../../entries/entry.ts";
import { remembered } from "../../entries/remembered.ts";
import { judgeHost } from "../../hosts/judge-host.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import type { Check } from "./entry-rule.ts";
import { type Around, on } from "./setting.ts";

const everywhere = /^NSAllowsArbitraryLoads(?:InWebContent|ForMedia)?$/;
const ofDomain = /^NS(?:Temporary)?(?:ThirdParty)?ExceptionAllowsInsecureHTTPLoads$/;
const why = "The application may connect without encryption.";

/** Property lists, https://developer.apple.com/documentation/bundleresources/information-property-list/nsapptransportsecurity */
export const propertyList: Check = {
  words: ["nsallowsarbitraryloads", "allowsinsecurehttploads"],
  partial: true,
  languages: ["xml"],
  find(entry, around) {
    const { key, value = "", parent } = entry;
    if (key !== "key" || beside(entry, 1)?.key.toLowerCase() !== "true") return undefined;
    if (everywhere.test(value)) return { entry };
    return ofDomain.test(value) && !isLocal(beside(parent, -1)?.value, around) ? { entry } : undefined;
  },
  why,
};

/** The same as JSON or YAML, which Expo, XcodeGen and others make property lists of. */
export const propertyListAsData: Check = {
  words: ["nsallowsarbitraryloads", "allowsinsecurehttploads"],
  partial: true,
  languages: ["json", "yaml", "toml", "plain", "ini"],
  find(entry, around) {
    if (!on.includes(entry.value?.toLowerCase() ?? "")) return undefined;
    if (everywhere.test(entry.key)) return { entry };
    return ofDomain.test(entry.key) && !isLocal(entry.parent?.key, around) ? { entry } : undefined;
  },
  why,
};

/** The same in programs, as Expo and Tuist are configured. */
export const propertyListInProgram: readonly Pattern[] = [
  {
    words: "nsallowsarbitraryloads",
    languages: ["javascript", "swift", "ruby"],
    match:
      /["']?NSAllowsArbitraryLoads(?:InWebContent|ForMedia)?["']?\]?\s*(?:[:=]|=>)\s*(?:\.boolean\()?(?:true|YES)\b/,
    why,
  },
];

const positions = remembered(({ children }) => new Map(children.map((child, index) => [child, index])));

/** The entry so many places further on in the same block. */
function beside(entry: Entry | undefined, places: number): Entry | undefined {
  if (entry?.parent === undefined) return undefined;
  return entry.parent.children[(positions(entry.parent).get(entry) ?? Number.NaN) + places];
}

function isLocal(domain: string | undefined, { settings }: Around): boolean {
  return Boolean(domain) && judgeHost(domain ?? "", settings) === null;
}
