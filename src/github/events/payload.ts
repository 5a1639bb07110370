import type { PullRequestRef, RepositoryRef } from "../../pipeline/ports.ts";
import { externalIdNumber } from "../report/external-id.ts";

interface Account {
  id?: number;
  login?: string;
  type?: string;
}

/** What is looked at in deliveries. Anything may be missing: https://docs.github.com/en/webhooks/webhook-events-and-payloads */
export interface Payload {
  action?: string;
  installation?: InstallationPayload | null;
  sender?: Account | null;
  repository?: RepositoryPayload | null;
  organization?: Account | null;
  number?: number;
  before?: string;
  after?: string;
  ref?: string;
  sha?: string;
  pull_request?: PullRequestPayload | null;
  check_run?: CheckPayload & { external_id?: string | null; check_suite?: CheckPayload | null };
  check_suite?: CheckPayload;
  merge_group?: { head_sha?: string; head_ref?: string; base_sha?: string; base_ref?: string } | null;
  alert?: { most_recent_instance?: { ref?: string; commit_sha?: string } | null };
  commits?: { added?: string[]; modified?: string[]; removed?: string[] }[];
  issue?: { number?: number; pull_request?: unknown; user?: Account | null };
  comment?: { id?: number; body?: string | null; user?: Account | null; created_at?: string };
  changes?: { default_branch?: { from?: string } };
  repositories?: { id?: number; full_name?: string }[];
  repositories_added?: { id?: number; full_name?: string }[];
}

interface InstallationPayload {
  id?: number;
  account?: Account | null;
  suspended_at?: string | null;
  updated_at?: string | number | null;
}

interface RepositoryPayload {
  id?: number;
  name?: string;
  default_branch?: string;
  owner?: Account | null;
  /** Seconds in a push, a date elsewhere. */
  pushed_at?: number | string | null;
  updated_at?: string | null;
}

interface PullRequestPayload {
  number?: number;
  title?: string;
  merged?: boolean | null;
  merged_at?: string | null;
  merged_by?: Account | null;
  merge_commit_sha?: string | null;
  head?: { sha?: string };
  base?: { ref?: string; sha?: string };
}

interface CheckPayload {
  head_sha?: string;
  app?: { id?: number } | null;
  pull_requests?: { number?: number; base?: { repo?: { id?: number } } }[] | null;
}

/** This app, as it shows in deliveries. */
export interface OwnApp {
  id: number;
  /** Its bot's login is `SLUG[bot]`; null: not known yet. */
  slug: string | null;
}

/** The repository of a delivery; null: it is about none, or not through an installation. */
export function repositoryOf({ installation, repository }: Payload): RepositoryRef | null {
  const [installationId, repositoryId, name, owner] = [
    installation?.id,
    repository?.id,
    repository?.name,
    repository?.owner?.login,
  ];
  if (installationId === undefined || repositoryId === undefined || name === undefined || owner === undefined)
    return null;
  return { installationId, repositoryId, owner, name };
}

/** A pull request of the delivery's repository. */
export function refOf(payload: Payload, number: number | undefined): PullRequestRef | null {
  const repository = repositoryOf(payload);
  return repository === null || number === undefined ? null : { ...repository, number };
}

/**
 * Whether the delivery only tells what this app did itself: its own check runs come back, but for the button to run one again,
 * and its own comments.
 */
export function isOwn(event: string, { action, sender, check_run, check_suite }: Payload, app: OwnApp): boolean {
  const isButton = action === "rerequested" || action === "requested_action";
  if (event === "check_run" && check_run?.app?.id === app.id) return !isButton;
  if (event === "check_suite" && check_suite?.app?.id === app.id) return !isButton;
  return app.slug !== null && sender?.type === "Bot" && sender.login === `${app.slug}[bot]`;
}

/** The number in the name that our own check runs carry. */
export function ownNumber(payload: Payload, app: OwnApp): number | undefined {
  const run = payload.check_run;
  const repositoryId = payload.repository?.id;
  if (run?.app?.id !== app.id || repositoryId === undefined) return undefined;
  return externalIdNumber(run.external_id ?? "", repositoryId) ?? undefined;
}
