import type { Standing } from "../../commands/standing.ts";
import type { Actor, Readable } from "../../domain/facts.ts";
import type { Gap } from "../../evidence/gap-record.ts";
import type { CommandMemory } from "../../pipeline/commands.ts";
import type { Landed } from "../../pipeline/landings.ts";
import type { MergeGroupMemory, MergeGroupQueue } from "../../pipeline/merge-groups.ts";
import type {
  PolicyMemory,
  PullRequestMemory,
  PullRequestRef,
  ReportMemory,
  RepositoryRef,
} from "../../pipeline/ports.ts";
import type { EvaluationQueue } from "../../pipeline/queue.ts";
import type { GitHub } from "../client.ts";
import type { ListedRepository } from "../sweep/rules.ts";
import type { OwnApp, Payload } from "./payload.ts";

/** What routing needs of the rest of the app. */
export interface RoutingOptions {
  app: OwnApp;
  queue: EvaluationQueue & MergeGroupQueue;
  pullRequests: PullRequestMemory & { numbersAt(repository: RepositoryRef, headSha: string): Promise<number[]> };
  policies: PolicyMemory;
  reports: ReportMemory;
  commands: CommandMemory;
  mergeGroups: MergeGroupMemory;
  installation(id: number): Promise<GitHub>;
  /** Something may have landed. */
  landed(landed: Landed): Promise<void>;
  /** The app sees nothing of an account any more, or again. */
  gap(gap: Gap): Promise<void>;
  /** Whether the review of something that landed past the gate is talked about on an issue or pull request. */
  isReviewed(ref: PullRequestRef): Promise<boolean>;
  /** Who decides on what landed past the gate. */
  officers(repository: RepositoryRef): Promise<Readable<Actor[]>>;
  /** The owners of the account, mentioned. */
  owners(repository: RepositoryRef): Promise<string>;
  now(): Date;
  /** Reads the rules of a repository's gated branches again, and tells of what became weaker. */
  watchRules(listed: ListedRepository): Promise<void>;
  /** The rules of all repositories of an installation may be others: the next sweep reads them. */
  forgetRules(installationId: number): Promise<void>;
  /** A pull request was added to a merge queue. */
  queued(ref: PullRequestRef): Promise<void>;
  /** The verdict as it would be now, in Markdown. */
  explain(ref: PullRequestRef): Promise<string>;
  /** Who may do what on a pull request, by the policy in force. */
  standing(ref: PullRequestRef): Promise<Standing>;
}

/** What is done about one kind of event. */
export type Handler = (payload: Payload, options: RoutingOptions) => Promise<void>;

/** One after the other. */
export function inTurn(...handlers: readonly Handler[]): Handler {
  return async (payload, options) => {
    for (const handler of handlers) await handler(payload, options);
  };
}

/** Asks for pull requests to be judged, each once. */
export async function enqueueNumbers(
  repository: RepositoryRef | null,
  numbers: Iterable<number | undefined>,
  { queue }: RoutingOptions,
  priority: "person" | "bot" | "sweep",
): Promise<void> {
  if (repository === null) return;
  for (const number of new Set(numbers)) {
    if (number !== undefined) await queue.enqueue({ ...repository, number }, { priority });
  }
}

/** Somebody asks for the check run to be written again, even if it would say the same. */
export async function rewrite(ref: PullRequestRef, { queue, reports }: RoutingOptions): Promise<void> {
  const last = await reports.last(ref);
  if (last !== null) await reports.keep(ref, { ...last, checkRunDigest: null });
  await queue.enqueue(ref, { priority: "person" });
}
