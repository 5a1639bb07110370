import { z } from "zod";
import { list } from "../domain/setting.ts";
import { ruleIds } from "../scanner/finding.ts";
import { isHostEntry } from "../scanner/hosts/allow-list.ts";
import type { PolicyWaiver } from "./waive.ts";

/** A civil date; what expires holds until the end of that day, UTC. */
const date = z.iso.date();
const text = z.string().trim().min(1);
const host = text.refine(isHostEntry, "expected a host, *.suffix, an IP address or a range of them");
/** What could never be the path of a finding would waive nothing, and nobody would notice. */
const path = text.regex(/^(?!\.{0,2}\/)[^*\\]*[^*\\/]$/, "expected the path of one file, such as src/x.ts");

/** A host that may be spoken to in the clear. */
export interface AllowedHost {
  host: string;
  reason?: string;
  expires?: string;
}

/** The hosts that are allowed on a day, and what to say of those that are not any more. `now` is RFC 3339, in UTC. */
export function hostsInForce(allowed: readonly AllowedHost[], now: string): { hosts: string[]; notes: string[] } {
  const isOver = ({ expires }: AllowedHost) => expires !== undefined && expires < now.slice(0, 10);
  const notes = allowed.filter(isOver).map(({ host, expires }) => `The allowed host ${host} expired on ${expires}.`);
  return { hosts: allowed.filter((entry) => !isOver(entry)).map(({ host }) => host), notes };
}

const hostSchema: z.ZodType<AllowedHost> = z
  .union([host, z.strictObject({ host, reason: text.optional(), expires: date.optional() })])
  .transform((value): AllowedHost => {
    if (typeof value === "string") return { host: value.toLowerCase() };
    const { reason, expires } = value;
    return {
      host: value.host.toLowerCase(),
      ...(reason !== undefined && { reason }),
      ...(expires !== undefined && { expires }),
    };
  });

const waiverSchema: z.ZodType<PolicyWaiver> = z
  .strictObject({
    rule: z.enum(ruleIds),
    path,
    line: z.int().min(1).optional(),
    reason: text,
    "approved-by": text.optional(),
    expires: date,
  })
  .transform(({ rule, path, line, reason, "approved-by": approvedBy, expires }): PolicyWaiver => {
    const place = { rule, path, ...(line !== undefined && { line }) };
    return { ...place, reason, ...(approvedBy !== undefined && { "approved-by": approvedBy }), expires };
  });

/** The setting `allow-hosts`. */
export const allowHostsSetting = list(hostSchema, {
  longer: "laxer",
  covers: (a, b) => a.host === b.host && (a.expires ?? "9999") >= (b.expires ?? "9999"),
  description:
    "Hosts that may be spoken to in the clear: a host, `*.suffix`, an IP address or range, or `{ host, reason, expires }`.",
});

/** The setting `waivers`. */
export const waiversSetting = list(waiverSchema, {
  longer: "laxer",
  covers: (a, b) =>
    a.rule === b.rule && a.path === b.path && (a.line === undefined || a.line === b.line) && a.expires >= b.expires,
  description:
    "Findings that may stay: `{ rule, path, line, reason, approved-by, expires }`; the path of one file, without a line all of it; reason and expiry are required.",
});
