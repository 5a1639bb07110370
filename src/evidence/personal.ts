import type { Actor } from "../domain/facts.ts";

/** Stands in a record's body for a person or a bot; in the log stands the pseudonym. */
export interface ActorMark {
  "@actor": Actor;
}

/** Stands in a record's body for text that may tell of a person; in the log stands a salted commitment. */
export interface CommittedMark {
  "@committed": unknown;
  /** Whose text it is: it is erased with them. null: it is erased with anybody whom the record names. */
  "@of": Actor | null;
}

/** Stands in a record's body for a document; in the log stands its digest. */
export interface DocumentMark {
  "@document": unknown;
}

/** A person or a bot in a record, or in a document of {@link documentMark}: by pseudonym once it is in the log. */
export function actorMark({ id, login, type }: Actor): ActorMark {
  return { "@actor": { id, login, type } };
}

/** A value in a record of which the log holds a commitment only: it can be disclosed, and it can be erased with `of`. */
export function committed(value: unknown, of: Actor | null = null): CommittedMark {
  return { "@committed": value, "@of": of };
}

/** As many names as a record holds itself. */
const mostListed = 100;

/** People in a record; where they are many, in a document. */
export function listedActors(actors: readonly Actor[]): ActorMark[] | { count: number; digest: DocumentMark } {
  const marks = actors.map(actorMark);
  return marks.length <= mostListed ? marks : { count: marks.length, digest: documentMark(marks) };
}

/** What is too long for a record: kept beside the log, with people by pseudonym; the record holds the digest. */
export function documentMark(value: unknown): DocumentMark {
  return { "@document": value };
}
