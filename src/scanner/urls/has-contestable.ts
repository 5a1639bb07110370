import type { Places } from "../rules/rule.ts";
import { defaultSettings } from "../settings.ts";
import { severityOfHost } from "../severities.ts";
import type { Source } from "../source.ts";
import { findAddresses } from "./find-addresses.ts";
import { signsIn } from "./signs.ts";

/** Whether an unencrypted address stands in a text, in whatever context, whose host does not excuse it. */
export function hasContestable(source: Source, places: Places): boolean {
  for (const { host } of findAddresses(source, signsIn(source.text, places, defaultSettings))) {
    if (host.kind === "none" || severityOfHost(host.kind, defaultSettings.severities) !== null) return true;
  }
  return false;
}
