import type { Manifest } from "./manifest.ts";
import { BundleError, type Problems } from "./problems.ts";

/** The days that the bundle claims are the time that it covers: to the moment, in its zone. */
export function checkPeriodOf({ period }: Manifest, problems: Problems): void {
  const { from, to, tz, from_utc: start, to_utc: end } = period;
  const [first, last] = [Date.parse(start), Date.parse(end)];
  const dateAt = datesIn(tz);
  const isCovered =
    first < last && dateAt(first) >= from && dateAt(first - 1) < from && dateAt(last - 1) <= to && dateAt(last) > to;
  if (isCovered) return;
  const why = `${start} to ${end} is not ${from} to ${to} in ${JSON.stringify(tz)}: changes at its edges are left out`;
  problems.add("MANIFEST_MALFORMED", "manifest.json", why);
}

/** Tells the civil date. Throws where there is no such zone: then no time in the bundle can be told. */
function datesIn(timeZone: string): (at: number) => string {
  try {
    const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    return (at) => format.format(at);
  } catch {
    throw new BundleError("MANIFEST_MALFORMED", "manifest.json", `there is no time zone ${JSON.stringify(timeZone)}`);
  }
}
