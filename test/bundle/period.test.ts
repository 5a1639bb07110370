import { expect, test } from "vitest";
import { csvRow } from "../../src/bundle/csv.ts";
import { localTimes, periodOf } from "../../src/bundle/period.ts";

test.for([
  ["UTC", "2026-01-01", "2026-01-31", "2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z"],
  ["America/New_York", "2026-01-01", "2026-06-30", "2026-01-01T05:00:00.000Z", "2026-07-01T04:00:00.000Z"],
  ["America/New_York", "2026-03-08", "2026-03-08", "2026-03-08T05:00:00.000Z", "2026-03-09T04:00:00.000Z"],
  ["Europe/Berlin", "2026-10-25", "2026-10-25", "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"],
  ["Asia/Kathmandu", "2024-02-29", "2024-02-29", "2024-02-28T18:15:00.000Z", "2024-02-29T18:15:00.000Z"],
  ["America/Sao_Paulo", "2018-11-04", "2018-11-04", "2018-11-04T03:00:00.000Z", "2018-11-05T02:00:00.000Z"],
  ["Pacific/Kiritimati", "2026-01-01", "2026-01-01", "2025-12-31T10:00:00.000Z", "2026-01-01T10:00:00.000Z"],
] as const)("days of %s from %s to %s", ([tz, from, to, fromUtc, toUtc]) => {
  expect(periodOf({ from, to, tz })).toEqual({ from, to, tz, from_utc: fromUtc, to_utc: toUtc });
});

test.for([
  ["2026-02-30", "2026-03-01", "UTC", /expected a date/],
  ["2026-1-1", "2026-03-01", "UTC", /expected a date/],
  ["2026-03-02", "2026-03-01", "UTC", /ends .* before it begins/],
  ["2026-03-01", "2026-03-01", "Mars/Olympus", /no such time zone/],
] as const)("refuses %s to %s in %s", ([from, to, tz, why]) => {
  expect(() => periodOf({ from, to, tz })).toThrow(why);
});

test.for([
  ["America/New_York", "2026-03-08T06:59:59.999Z", "2026-03-08T01:59:59-05:00"],
  ["America/New_York", "2026-03-08T07:00:00.000Z", "2026-03-08T03:00:00-04:00"],
  ["Asia/Kathmandu", "2026-01-01T00:00:00.000Z", "2026-01-01T05:45:00+05:45"],
  ["UTC", "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00+00:00"],
] as const)("%s at %s", ([tz, utc, local]) => {
  expect(localTimes(tz)(utc)).toBe(local);
});

test.for([
  [["a", 1, true, null, undefined], "a,1,true,,\r\n"],
  [["=1+1", "+1", "-1", "@x", "\tx", "\rx"], "'=1+1,'+1,'-1,'@x,'\tx,\"'\rx\"\r\n"],
  [['say "hi"', "a,b", "two\nlines"], '"say ""hi""","a,b","two\nlines"\r\n'],
  [["a=1", " =1"], "a=1, =1\r\n"],
] as const)("a row of cells %#", ([cells, line]) => {
  expect(csvRow(cells)).toBe(line);
});
