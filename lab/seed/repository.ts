import { join } from "node:path";
import { createGitStore } from "../git/store.ts";
import { addDefaultLabels } from "../issues/labels.ts";
import type { Repository } from "../state/repository.ts";
import { findRepository, nextId } from "../state/state.ts";
import { now, type World } from "../world.ts";
import { requireAccount } from "./account.ts";

/** A repository to make. */
export type RepositoryOptions = {
  description?: string;
  private?: boolean;
  defaultBranch?: string;
  settings?: Partial<Repository["settings"]>;
  /** The repository to fork: the fork starts without refs and shares the objects. */
  parent?: Repository;
};

/** What fills up as people work. */
function nothingYet() {
  return {
    rulesets: [],
    protections: new Map(),
    labels: new Map(),
    issues: new Map(),
    pulls: new Map(),
    queues: new Map(),
    checkSuites: [],
    checkRuns: [],
    statuses: [],
    workflowRuns: [],
    security: {
      codeScanning: [],
      codeScanningEnabled: false,
      secretScanning: [],
      secretScanningEnabled: false,
      analyses: [],
      dependencyChanges: null,
    },
    activities: [],
    ruleSuites: [],
    lastPushers: new Map(),
  } satisfies Partial<Repository>;
}

/** Makes an empty repository. Throws when the name is taken. */
export async function createRepository(
  world: World,
  fullName: string,
  options: RepositoryOptions,
): Promise<Repository> {
  const [owner = "", name = ""] = fullName.split("/");
  if (findRepository(world.state, owner, name)) throw new Error(`repository ${fullName} exists`);
  const id = nextId(world.state);
  const defaultBranch = options.defaultBranch ?? options.parent?.defaultBranch ?? "main";
  const instant = now();
  const repository: Repository = {
    id,
    owner: requireAccount(world, owner),
    name,
    description: options.description ?? null,
    private: options.private ?? false,
    archived: false,
    defaultBranch,
    parent: options.parent ?? null,
    git: await createGitStore(join(world.directory, `${id}.git`), defaultBranch, options.parent?.git),
    collaborators: new Map(),
    invitations: [],
    topics: [],
    settings: {
      allowMergeCommit: true,
      allowSquashMerge: true,
      allowRebaseMerge: true,
      allowAutoMerge: false,
      deleteBranchOnMerge: false,
      allowUpdateBranch: false,
      hasIssues: true,
      ...options.settings,
    },
    customProperties: {},
    ...nothingYet(),
    createdAt: instant,
    updatedAt: instant,
    pushedAt: instant,
  };
  addDefaultLabels(world, repository);
  world.state.repositories.set(fullName.toLowerCase(), repository);
  return repository;
}
