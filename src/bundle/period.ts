/** Civil dates, both inclusive, and the IANA zone that they are meant in. */
export interface CivilPeriod {
  from: string;
  to: string;
  tz: string;
}

/** The same with its edges in UTC: `from_utc` is in, `to_utc` is not. */
export interface Period extends CivilPeriod {
  from_utc: string;
  to_utc: string;
}

const day = 86_400_000;

/** The period between two civil dates. Throws a RangeError that says what is wrong with them. */
export function periodOf({ from, to, tz }: CivilPeriod): Period {
  for (const date of [from, to]) {
    if (!isDate(date)) throw new RangeError(`expected a date like 2026-01-31, got ${JSON.stringify(date)}`);
  }
  if (from > to) throw new RangeError(`the period ends (${to}) before it begins (${from})`);
  const dateAt = civilDates(tz);
  const after = new Date(Date.parse(`${to}T00:00:00Z`) + day).toISOString().slice(0, 10);
  return { from, to, tz, from_utc: startOf(from, dateAt), to_utc: startOf(after, dateAt) };
}

/** Tells times of a zone: `2026-03-08T03:30:00-04:00`. */
export function localTimes(tz: string): (utc: string) => string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: tz,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return (utc) => {
    const at = Date.parse(utc);
    const local = format.format(at).replace(" ", "T");
    const minutes = Math.round((Date.parse(`${local}Z`) - Math.floor(at / 1000) * 1000) / 60_000);
    const size = Math.abs(minutes);
    const two = (value: number) => String(value).padStart(2, "0");
    return `${local}${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  };
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function civilDates(tz: string): (at: number) => string {
  try {
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone: tz, dateStyle: "short" });
    return (at) => format.format(at);
  } catch {
    throw new RangeError(`no such time zone: ${JSON.stringify(tz)}; expected an IANA name like Europe/Berlin`);
  }
}

/** The first moment of a date: clocks may change at midnight, and no zone is more than 15 hours off. */
function startOf(date: string, dateAt: (at: number) => string): string {
  let [before, after] = [
    Date.parse(`${date}T00:00:00Z`) - 15 * 3_600_000,
    Date.parse(`${date}T00:00:00Z`) + 15 * 3_600_000,
  ];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dateAt(middle) < date) before = middle;
    else after = middle;
  }
  return new Date(after).toISOString();
}
