import type { Readable, Unavailable } from "../domain/facts.ts";
import type { RepositoryRef } from "./ports.ts";

/** What git makes of merging two commits. */
export type Merged = { tree: string } | "conflict";

/** Own copies of gated repositories: for what GitHub does not tell, and for what it may forget. Neither ever waits without end. */
export interface Mirrors {
  /** Has a commit and all that it stands on, for good. Returns why it could not; null: it has. */
  keep(repository: RepositoryRef, commit: string): Promise<Unavailable | null>;
  /** What `git merge-tree --write-tree` makes of two commits. */
  mergeTree(repository: RepositoryRef, base: string, head: string): Promise<Readable<Merged>>;
}
