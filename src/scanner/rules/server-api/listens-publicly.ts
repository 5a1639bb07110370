import { codeAround, groupAfter } from "../../patterns/call.ts";
import { literalsOf, namesLocal } from "../../patterns/judge-value.ts";
import type { Place } from "../../patterns/place.ts";

/** Whether a server listens to other machines: its address is not loopback, nor a socket of the file system. */
export function listensPublicly(place: Place): boolean {
  const call = groupAfter(place);
  const given = call?.arguments.map(({ name, value }) => `${name} ${value}`).join("\n") ?? "";
  return !namesLocal(given) && !literalsOf(given).some((text) => text.startsWith("/"));
}

/** The same, where the address is given later: by the call that listens. */
export function listensPubliclyNearby(place: Place): boolean {
  const { after } = codeAround(place, 0, 900);
  const listening = /\.(?:listen|Listen|Serve|bind|serve|start)\s*\(([^()\n]{0,160})/.exec(after)?.[1] ?? "";
  return listensPublicly(place) && !namesLocal(listening);
}
