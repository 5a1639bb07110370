import type { BreakGlass, Waiver } from "../../domain/facts.ts";
import type { BreakGlassRequest, GrantedWaiver } from "../../pipeline/exceptions.ts";
import type { Gatherer } from "./gatherer.ts";

/** How long a waiver is still told of when its time is over: whoever meets the finding again is to know why. */
const toldFor = 30 * 24 * 3_600_000;

/** What commands granted, from the app's own memory: nothing that a pull request holds is one. */
export const exceptions: Gatherer<"exceptions"> = {
  changedBy: ["issue_comment"],
  permissions: {},
  async read({ exceptions: memory, ref, now, pull }) {
    const since = new Date(now.getTime() - toldFor);
    const [requests, waivers] = await Promise.all([memory.requests(ref), memory.waivers(ref, since)]);
    const base = requests.length === 0 ? null : (await pull()).base.ref;
    const here = requests.filter(({ baseRef }) => baseRef === base);
    return [...here.flatMap(toBreakGlass), ...waivers.map(toWaiver)];
  },
};

/** What is only asked for lifts nothing. */
function toBreakGlass({ grant, ...request }: BreakGlassRequest): BreakGlass[] {
  if (grant === null) return [];
  const { headSha, requestedBy, approvals, reason, incident } = request;
  const times = { grantedAt: grant.at.toISOString(), expiresAt: grant.expiresAt.toISOString() };
  const approvedBy = approvals.map(({ by }) => by);
  return [{ kind: "break-glass", headSha, requestedBy, approvedBy, ...times, reason, incident }];
}

function toWaiver({ rule, path, line, approvedBy, reason, expiresAt }: GrantedWaiver): Waiver {
  return { kind: "waiver", rule, path, line, approvedBy, expiresAt: expiresAt.toISOString(), reason };
}
