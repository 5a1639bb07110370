const hour = 2;
const day = 24 * 3_600_000;

/** The last time that it was two o'clock at night, UTC: what was fully looked at before it is due again. */
export function lastNight(now: Date): Date {
  const tonight = new Date(now);
  tonight.setUTCHours(hour, 0, 0, 0);
  return tonight <= now ? tonight : new Date(tonight.getTime() - day);
}
