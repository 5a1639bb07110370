import type { Actor, Waiver } from "../domain/facts.ts";
import type { PullRequestRef, RepositoryRef } from "./ports.ts";

/** A request to lift the gate for one head on its way into one branch, and what came of it. */
export interface BreakGlassRequest {
  /** The id of the comment that asked. */
  id: number;
  headSha: string;
  /** `main`: what is granted for one branch does not follow a pull request into another. */
  baseRef: string;
  incident: string;
  reason: string;
  requestedBy: Actor;
  requestedAt: Date;
  /** In the order they came, one for each person. */
  approvals: readonly { by: Actor; at: Date; reason: string | null }[];
  /** null: approvals are missing. */
  grant: { at: Date; expiresAt: Date } | null;
}

/** A waiver as a command granted it; it holds in the whole repository. */
export interface GrantedWaiver extends Omit<Waiver, "kind" | "expiresAt"> {
  line: number | null;
  grantedAt: Date;
  expiresAt: Date;
}

/** What commands granted. */
export interface ExceptionMemory {
  /** Requests for break-glass on a pull request, oldest first. */
  requests(ref: PullRequestRef): Promise<BreakGlassRequest[]>;
  /** A repository's waivers that hold after a time. */
  waivers(repository: RepositoryRef, after: Date): Promise<GrantedWaiver[]>;
}

/** What a command grants, or adds to what is asked for: kept with the decision. */
export type Grant =
  | { what: "request"; headSha: string; baseRef: string; incident: string; reason: string }
  | { what: "approval"; request: number; reason: string | null; grant: BreakGlassRequest["grant"] }
  | { what: "waiver"; waiver: Omit<GrantedWaiver, "approvedBy"> };
