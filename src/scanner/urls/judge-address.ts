import { isComparison } from "../context/comparison.ts";
import { isMetadata } from "../context/metadata.ts";
import { isNamespacePosition } from "../context/namespace-position.ts";
import { isNavigation } from "../context/navigation.ts";
import { isOwnAddress } from "../context/own-address.ts";
import { isProse } from "../context/prose.ts";
import { surroundingsOf } from "../context/surroundings.ts";
import type { Severity } from "../finding.ts";
import { isAllowed } from "../hosts/allow-list.ts";
import { lineAround } from "../patterns/place.ts";
import type { Settings } from "../settings.ts";
import { capped, severityOfHost } from "../severities.ts";
import type { Source } from "../source.ts";
import type { Address } from "./address.ts";
import { isJoinedByCall } from "./joined-by-call.ts";

/** The severity of an address where it stands, or null if it is none of our business. `keys`: those it stands under. */
export function judgeAddress(
  source: Source,
  address: Address,
  keys: readonly string[],
  settings: Settings,
): Severity | null {
  const around = surroundingsOf(source, address);
  const bare = address.host.kind === "none";
  if (bare && !isJoinedByCall(address, around)) return null;
  const severity = bare ? "error" : severityOfHost(address.host.kind, settings.severities);
  if (severity === null || isAllowed(address.host, settings.allowHosts)) return null;
  if (address.part.language.form === "terms") return null;
  if (isNamespacePosition(address, around, keys) || isComparison(address, around)) return null;
  if (isOwnAddress(source, address, around)) return null;
  if (isProse(address, around, keys, lineAround({ source, start: address.start, end: address.start }))) return null;
  if (isMetadata(address, around, keys, source.path)) return null;
  if (isNavigation(around)) return capped(severity, settings.severities["html-link"]);
  const uncertain = address.strings === undefined && address.part.language.form === "code";
  return uncertain ? capped(severity, "warning") : severity;
}
