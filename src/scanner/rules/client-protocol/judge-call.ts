import type { Severity } from "../../finding.ts";
import { codeAround, type Group, groupAfter, named, positional } from "../../patterns/call.ts";
import { judgeValue } from "../../patterns/judge-value.ts";
import type { Place } from "../../patterns/place.ts";

const hostName =
  /^(?:host|hostname|host_name|hostName|server|server_?name|smtp_?server|address|Host|PeerAddr|Server)$/i;
/** A later call that says where to connect to. */
const connect =
  /(?:\.|->|::)\s*(?:connect|open|Connect|ConnectAsync|setHost(?:Name)?)\s*\(\s*(?:host\s*[=:]\s*)?([^,()\n]{1,160})/;

/** What the host weighs that a client is made with, by its name or its place, or that it is told to connect to. */
export function judgeCall(place: Place, index = 0): Severity | null {
  const call = groupAfter(place);
  const host = call && hostOf(call, index);
  if (host !== undefined) return /^(?:\*|\.\.\.)/.test(host) ? null : judgeValue(place, host);
  const later = connect.exec(codeAround(place, 0, 500).after)?.[1];
  return later === undefined ? "error" : judgeValue(place, later);
}

/** The host among arguments, which may stand in an object or in an address class. */
function hostOf(call: Group, index: number): string | undefined {
  const inner = call.arguments.find(({ value }) => /^[{[]/.test(value))?.value;
  const within = inner && /\b(?:host|hostname|server)\b["']?\s*(?::|=>|=)\s*([^,}\n]{1,160})/i.exec(inner)?.[1];
  return named(call, hostName) ?? within ?? (inner === undefined ? positional(call, index) : undefined);
}
