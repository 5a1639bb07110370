/** The civil time in a zone with its distance from UTC, such as 2026-03-04T05:15:22-05:00. */
export function localTime(utc: string, tz: string): string {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: tz,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "longOffset",
  });
  const parts = new Map(format.formatToParts(Date.parse(utc)).map(({ type, value }) => [type, value]));
  const [year, month, day, hour, minute, second] = ["year", "month", "day", "hour", "minute", "second"].map((type) =>
    parts.get(type as "year"),
  );
  const offset = (parts.get("timeZoneName") ?? "").slice(3) || "+00:00";
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`;
}
