import type { WaiveCommand } from "./command.ts";
import { type Judged, refuse } from "./judged.ts";
import { type Asking, whyNoOfficer } from "./standing.ts";

const day = 24 * 3_600_000;
/** Days: a year, a leap year too. */
const longest = 366;

/** An officer lets a finding pass, in the whole repository, until the end of a day (UTC). */
export function judgeWaive({ rule, path, line, until, reason }: WaiveCommand, asking: Asking): Judged {
  const { by, facts, now } = asking;
  const role = asking.effective["break-glass"]?.approve ?? "officer";
  const objection = whyNoOfficer(by, role, facts);
  if (objection !== null) return refuse(objection);
  const today = Date.parse(now.toISOString().slice(0, 10));
  const last = Date.parse(until);
  if (last <= today) return refuse(`${until} is over, or today: a waiver needs a day to come.`);
  if (last > today + longest * day) return refuse(`${until} is too far away: a waiver holds for a year at most.`);
  const place = line === null ? path : `${path}:${line}`;
  return {
    reaction: "+1",
    answer:
      `${by.login} waives ${rule} at ${place} in this repository until the end of ${until} (UTC). It does not help a pull ` +
      `request that ${by.login} contributed to.`,
    followUp: "judge-all",
    grant: { what: "waiver", waiver: { rule, path, line, reason, grantedAt: now, expiresAt: new Date(last + day) } },
    evidence: { rule, line, expires_at: new Date(last + day).toISOString() },
  };
}
