import type { AnyControl } from "../../domain/control.ts";
import type { Actor, Readable } from "../../domain/facts.ts";
import type { EffectivePolicy, Mode, Role } from "../../domain/policy.ts";
import { isGated } from "../../engine/judge.ts";
import { resolveInForce } from "../../engine/policy-in-force.ts";
import type { PolicyMemory } from "../../pipeline/ports.ts";
import type { ParsedPolicy } from "../../policy/parse.ts";
import { readContent } from "../contents.ts";
import { GitHubError, RateLimited } from "../errors.ts";
import { readBranchRules } from "../facts/branch-rules.ts";
import { officerByDefault, readRole } from "../facts/roles.ts";
import { loadFloor } from "../load-floor.ts";
import { policyPath } from "../policy-files.ts";
import type { PolicyReader } from "../policy-reader.ts";
import { readable, reasonOf } from "../readable.ts";
import type { RepositorySource } from "./repository.ts";

/** What the policies in force say of a branch. */
export interface Gating {
  mode: Mode;
  /** Hours until what landed past the gate has to be reviewed. */
  reviewHours: number;
}

/** What gating is read with. */
export interface GatingOptions {
  policies: PolicyMemory;
  reader: PolicyReader;
  controls: readonly AnyControl[];
}

const defaultReviewHours = 24;

/**
 * How a branch is gated; null: it is not. The policy of the default branch says it, for the default branch as it was at
 * `before`: what lands cannot switch the gate off for itself.
 */
export async function readGating(
  source: RepositorySource,
  branch: string,
  before: string | null,
  options: GatingOptions,
): Promise<Gating | null> {
  const { default_branch: defaultBranch } = await source.home();
  const commit = branch === defaultBranch ? (before ?? defaultBranch) : defaultBranch;
  const policy = await readEffective(source, commit, branch, options);
  if (!isGated(policy, { defaultBranch }, branch)) return null;
  const reviewHours = policy["break-glass"]?.["review-within-hours"] ?? defaultReviewHours;
  return { mode: policy.mode, reviewHours };
}

/** Who decides on exceptions: those who approve break-glass, else the officers, else the repository's admins. */
export function officersOf({ roles, "break-glass": breakGlass }: EffectivePolicy): Role {
  return roles[breakGlass?.approve ?? "officer"] ?? officerByDefault;
}

/** The policy in force by a commit; one that does not load is no reason to ask for less. */
export async function readEffective(
  source: RepositorySource,
  commit: string,
  branch: string,
  options: GatingOptions,
): Promise<EffectivePolicy> {
  const { policies, reader, controls } = options;
  const [floor, own] = await Promise.all([loadFloor(source, policies, reader), readOwn(source, commit, reader)]);
  const misfit = own.error ?? reader.misfit(own.policy, floor.policy);
  const repository = misfit === null ? own.policy : await lastGood(source, floor.policy, options);
  const isBuiltIn = repository === null && floor.policy === null;
  const branchRules = isBuiltIn
    ? await readable(() => readBranchRules(source, branch), source.onFailure)
    : { unavailable: "a policy says it" };
  const inForce = { repository, organization: floor.policy, error: misfit, floorMissing: null };
  return resolveInForce(inForce, { branchRules }, controls).effective;
}

async function readOwn(
  source: RepositorySource,
  commit: string,
  reader: PolicyReader,
): Promise<{ policy: ParsedPolicy | null; error: string | null }> {
  try {
    const file = await readContent(source, policyPath, commit);
    if (file === null) return { policy: null, error: null };
    const { owner, repo } = source.repo;
    const place = `${owner}/${repo}:${policyPath}`;
    const read = reader.read({ source: place, text: file.text, blobSha: file.sha }, policyPath);
    return "problems" in read ? { policy: null, error: read.problems } : { policy: read.policy, error: null };
  } catch (error) {
    if (error instanceof RateLimited || (error instanceof GitHubError && error.isTransient)) throw error;
    source.onFailure(error);
    return { policy: null, error: reasonOf(error) };
  }
}

async function lastGood(
  source: RepositorySource,
  floor: ParsedPolicy | null,
  { policies, reader }: GatingOptions,
): Promise<ParsedPolicy | null> {
  const file = await policies.lastGood(source.ref);
  const read = file === null ? null : reader.read(file, policyPath);
  const policy = read !== null && "policy" in read ? read.policy : null;
  return reader.misfit(policy, floor) === null ? policy : null;
}

/** The people who decide on exceptions, by the policy in force on the default branch now. */
export async function readOfficers(source: RepositorySource, options: GatingOptions): Promise<Readable<Actor[]>> {
  const { default_branch: defaultBranch } = await source.home();
  return readRole(source, officersOf(await readEffective(source, defaultBranch, defaultBranch, options)));
}
