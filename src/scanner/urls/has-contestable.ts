import type { Places } from "../rules/rule.ts";
import { defaultSettings } from "../settings.ts";
import { severityOfHost } from "../severities.ts";
import type { Source } from "../source.ts";
import { findAddresses } from "./find-addresses.ts";
import { isFilledIn, signsIn } from "./signs.ts";

/** Whether an unencrypted address stands in a text, in whatever context, whose host does not excuse it; or may, its scheme filled in. */
export function hasContestable(source: Source, places: Places): boolean {
  const signs = signsIn(source.text, places, defaultSettings);
  if (signs.some((at) => isFilledIn(source.text, at))) return true;
  for (const { host } of findAddresses(source, signs)) {
    if (host.kind === "none" || severityOfHost(host.kind, defaultSettings.severities) !== null) return true;
  }
  return false;
}
