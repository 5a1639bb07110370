import { z } from "zod";
import { actorSchema, actors, sha, time } from "./fact-schema.ts";

const breakGlassSchema = z.strictObject({
  kind: z.literal("break-glass"),
  headSha: sha,
  requestedBy: actorSchema,
  approvedBy: actors,
  grantedAt: time,
  expiresAt: time,
  reason: z.string(),
  incident: z.string(),
});
const waiverSchema = z.strictObject({
  kind: z.literal("waiver"),
  rule: z.string(),
  path: z.string(),
  line: z.int().min(1).nullish(),
  approvedBy: actorSchema,
  expiresAt: time,
  reason: z.string(),
});
/** A recorded, expiring permission: who allowed what, why, until when. */
export const exceptionSchema = z.discriminatedUnion("kind", [breakGlassSchema, waiverSchema]);

/** Lifts the gate for one head. */
export type BreakGlass = z.output<typeof breakGlassSchema>;
/** Lets one finding pass. Lines count from 1; without a line the whole file is meant. */
export type Waiver = z.output<typeof waiverSchema>;
