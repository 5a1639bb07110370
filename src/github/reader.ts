import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { FactName } from "../domain/facts.ts";
import type { Role } from "../domain/policy.ts";
import type { ExceptionMemory } from "../pipeline/exceptions.ts";
import type { PullRequestMemory, PullRequestRef } from "../pipeline/ports.ts";
import { type BlobText, readBlob } from "./blob.ts";
import type { GitHub } from "./client.ts";
import { type BaseTip, type Comparison, readBaseTip, readCommits, readComparison } from "./comparison.ts";
import { allPages, perPage } from "./pages.ts";
import type { OnFailure } from "./readable.ts";
import { readEntries, type TreeEntry } from "./tree.ts";
import { readUpdateMerges, type UpdateMerges } from "./update-merges.ts";

type Answers = RestEndpointMethodTypes;
export type PullData = Answers["pulls"]["get"]["response"]["data"];
export type ReviewData = Answers["pulls"]["listReviews"]["response"]["data"][number];
export type CommitData = Answers["repos"]["compareCommitsWithBasehead"]["response"]["data"]["commits"][number];
export type FileData = Answers["pulls"]["listFiles"]["response"]["data"][number];

/** Which pull request is read, through whom, and when. */
export interface ReaderOptions {
  github: GitHub;
  ref: PullRequestRef;
  /** The one time of the snapshot. */
  now: Date;
  memory: PullRequestMemory;
  /** Default: nothing was granted. */
  exceptions?: ExceptionMemory;
  onFailure?: OnFailure;
}

/** A repository, and through whom it is read. */
export interface RepositoryAccess {
  github: GitHub;
  /** Owner and name, as every request takes them. */
  repo: { owner: string; repo: string };
  onFailure: OnFailure;
}

/** What a repository tells of itself. */
export interface RepositoryHome {
  owner: { id: number; login: string; type: string };
  name: string;
  default_branch: string;
  private: boolean;
}

/** One pull request on GitHub, each answer asked for once however many facts it serves. */
export interface Reader extends Required<ReaderOptions>, RepositoryAccess {
  pull(): Promise<PullData>;
  /** The repository that the pull request is to be merged into. */
  home(): Promise<RepositoryHome>;
  /** The base branch now … the head. */
  comparison(): Promise<Comparison>;
  baseTip(): Promise<BaseTip>;
  /** All commits, oldest first; fewer than the pull request counts if there are too many. */
  commits(): Promise<readonly CommitData[]>;
  /** Which commits are clean merges of the base. */
  updateMerges(): Promise<UpdateMerges>;
  /** All changed files; fewer than the pull request counts if there are too many. */
  files(): Promise<readonly FileData[]>;
  reviews(): Promise<readonly ReviewData[]>;
  /** Entries of a commit's tree; what is not there is absent. */
  entries(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, TreeEntry>>;
  /** A file's content. */
  text(blob: string): Promise<BlobText>;
}

/** What a snapshot is to hold. */
export interface Wanted {
  /** Facts that the policy in force needs. */
  needs: ReadonlySet<FactName>;
  /** Roles of the policy in force. */
  roles: Readonly<Record<string, Role>>;
  /** Whether a scan of these added lines needs to see the whole file. */
  wantsText: (file: { path: string; patch: string }) => boolean;
  /** Whether a rename makes a file matter to a scan that did not before, so that all of its lines count as added. */
  isMovedIn: (file: { path: string; previousPath: string | null }) => boolean;
  /** Reads what no verdict needs just now, too: for `facts`. */
  isThorough: boolean;
}

/** What gatherers read from. */
export type Source = Reader & Wanted;

const nothingGranted: ExceptionMemory = { requests: async () => [], waivers: async () => [] };

/** Starts to read a pull request. Nothing is asked yet. */
export function createReader(options: ReaderOptions): Reader {
  const { github, ref } = options;
  const repo = { owner: ref.owner, repo: ref.name };
  const pullNumber = { ...repo, pull_number: ref.number };
  const reader: Reader = {
    onFailure: () => {},
    exceptions: nothingGranted,
    ...options,
    repo,
    pull: once(async () => (await github.rest.pulls.get(pullNumber)).data),
    home: async () => (await reader.pull()).base.repo,
    comparison: once(async () => readComparison(github, repo, await reader.pull())),
    baseTip: once(() => readBaseTip(reader)),
    commits: once(() => readCommits(reader)),
    updateMerges: once(async () => readUpdateMerges(reader, await reader.commits())),
    files: once(() => readFiles(reader)),
    reviews: once(() => allPages((page) => github.rest.pulls.listReviews({ ...pullNumber, per_page: perPage, page }))),
    entries: (commit, paths) => readEntries(github, repo, commit, paths),
    text: (blob) => readBlob(github, repo, blob),
  };
  return reader;
}

/** The comparison shows up to 300 files and serves other facts as well; of more, or of another count, the list decides. */
async function readFiles(reader: Reader): Promise<readonly FileData[]> {
  const { changed_files: changedFiles, number } = await reader.pull();
  const compared = await reader.comparison().catch(() => null);
  if (compared !== null && compared.files.length === changedFiles) return compared.files;
  const { github, repo } = reader;
  return allPages((page) => github.rest.pulls.listFiles({ ...repo, pull_number: number, per_page: perPage, page }));
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}
