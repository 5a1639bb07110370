import { sha256 } from "../../evidence/canonical.ts";
import type { Obligation } from "../../pipeline/obligations.ts";
import { GitHubError } from "../errors.ts";
import type { RepositorySource } from "../landings/repository.ts";
import { allPages, perPage } from "../pages.ts";
import { requestText, titleOf } from "./texts.ts";

/** Put on every issue, where the repository lets the app. */
const label = "mergewarden";

/** GitHub's answers where there are no issues, or none for this app: https://docs.github.com/en/rest/issues/issues#create-an-issue */
const refusals = [403, 404, 410];

/**
 * Opens the issue of an obligation, or finds the one that an earlier try opened. Where there are no issues, the pull request's
 * comments do. Returns its number; null: GitHub takes neither.
 */
export async function openThread(
  source: RepositorySource,
  obligation: Obligation,
  { officers, slug }: { officers: string; slug: string | null },
): Promise<number | null> {
  const marker = `mergewarden exception ${sha256(new TextEncoder().encode(obligation.key))}`;
  const body = requestText(obligation, officers, marker);
  const issue = { title: titleOf(obligation), body, marker, since: obligation.openedAt };
  return (await openIssue(source, issue, slug)) ?? (await commentInstead(source, obligation, body));
}

/** An issue that is to be opened once. */
export interface OwnIssue {
  title: string;
  /** Ends in a comment that holds the marker. */
  body: string;
  marker: string;
  /** It cannot have been opened long before. */
  since: Date;
}

/** Opens an issue, or finds the one that an earlier try opened. Returns its number; null: GitHub takes none. */
export async function openIssue(
  source: RepositorySource,
  { title, body, marker, since }: OwnIssue,
  slug: string | null,
): Promise<number | null> {
  return unlessRefused(source, async () => {
    return (await findIssue(source, since, marker, slug)) ?? (await createIssue(source, title, body));
  });
}

async function findIssue(
  { github, repo }: RepositorySource,
  openedAt: Date,
  marker: string,
  slug: string | null,
): Promise<number | null> {
  if (slug === null) return null;
  const query = { ...repo, state: "all", since: new Date(openedAt.getTime() - 3_600_000).toISOString() } as const;
  const issues = await allPages((page) => github.rest.issues.listForRepo({ ...query, per_page: perPage, page }));
  // Only the app's own issue counts: anybody can copy the marker.
  const own = issues.find(
    ({ body, user }) => user?.login === `${slug}[bot]` && body?.trimEnd().endsWith(`<!-- ${marker} -->`),
  );
  return own?.number ?? null;
}

async function createIssue({ github, repo }: RepositorySource, title: string, body: string): Promise<number> {
  const { data } = await github.rest.issues.create({ ...repo, title, body, labels: [label] });
  return data.number;
}

async function commentInstead(
  source: RepositorySource,
  { pullRequest }: Obligation,
  body: string,
): Promise<number | null> {
  if (pullRequest === null) return null;
  return unlessRefused(source, async () => {
    await say(source, pullRequest, body);
    return pullRequest;
  });
}

async function unlessRefused<T>(source: RepositorySource, act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof GitHubError) || !refusals.includes(error.status ?? 0)) throw error;
    source.onFailure(error);
    return null;
  }
}

/** Comments on an obligation's issue or pull request. */
export async function say({ github, repo }: RepositorySource, thread: number, body: string): Promise<void> {
  await github.rest.issues.createComment({ ...repo, issue_number: thread, body });
}
