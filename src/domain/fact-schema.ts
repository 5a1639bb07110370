import { z } from "zod";

/** A fact that could not be read, and why. What needs it is `unknown`, and unknown blocks. */
export type Unavailable = { unavailable: string };
/** A fact that was read, or the reason why it was not. */
export type Readable<T> = T | Unavailable;

export const unavailableSchema = z.strictObject({ unavailable: z.string() });

/** A member that may be unavailable; one that is absent is unavailable, too. */
export function readable<T extends z.ZodType>(schema: T) {
  return z.union([schema, unavailableSchema]).default({ unavailable: "not given" });
}

export const sha = z.string().min(1);
export const count = z.int().min(0);
/** RFC 3339, UTC. */
export const time = z.iso.datetime();

/** An account on GitHub. Its identity is the numeric id; the login is for people to read. */
export const actorSchema = z.strictObject({ id: z.int(), login: z.string(), type: z.enum(["User", "Bot"]) });
export const actors = z.array(actorSchema);
/** An account on GitHub. */
export type Actor = z.output<typeof actorSchema>;
