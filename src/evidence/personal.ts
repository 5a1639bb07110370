import type { Actor } from "../domain/facts.ts";

/** Stands in a record's body for a person or a bot; in the log stands the pseudonym. */
export interface ActorMark {
  "@actor": Actor;
}

/** Stands in a record's body for text that may tell of a person; in the log stands a salted commitment. */
export interface CommittedMark {
  "@committed": unknown;
}

/** A person or a bot in a record: by pseudonym once it is in the log. */
export function actorMark({ id, login, type }: Actor): ActorMark {
  return { "@actor": { id, login, type } };
}

/** A value in a record of which the log holds a commitment only: it can be disclosed, and it can be erased. */
export function committed(value: unknown): CommittedMark {
  return { "@committed": value };
}
