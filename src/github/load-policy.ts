import type { PolicyFile, PolicyMemory, Ports } from "../pipeline/ports.ts";
import type { ParsedPolicy } from "../policy/parse.ts";
import { readContent } from "./contents.ts";
import { RateLimited } from "./errors.ts";
import { type Floor, loadFloor } from "./load-floor.ts";
import { policyPath } from "./policy-files.ts";
import type { PolicyReader } from "./policy-reader.ts";
import { reasonOf } from "./readable.ts";
import type { Reader } from "./reader.ts";

type PolicyInForce = Awaited<ReturnType<Ports["loadPolicy"]>>;

/**
 * The policies that judge a pull request: the repository's from its default branch, never from the head, and the
 * organisation's. What does not load is told, and the last that did judges. Throws {@link RateLimited}, and
 * {@link GitHubError} if the pull request cannot be read.
 */
export async function loadPolicy(reader: Reader, memory: PolicyMemory, policies: PolicyReader): Promise<PolicyInForce> {
  const [floor, own] = await Promise.all([loadFloor(reader, memory, policies), readOwn(reader, memory, policies)]);
  const { policy: repository, error } = await settle(own, floor, reader, memory, policies);
  const errors = [floor.error, error].filter((message) => message !== null);
  return {
    repository,
    organization: floor.policy,
    error: errors.length > 0 ? errors.join("\n") : null,
    floorMissing: floor.missing,
  };
}

interface Own {
  policy: ParsedPolicy | null;
  error: string | null;
  /** What the policy was read from. */
  file?: PolicyFile;
}

async function readOwn(reader: Reader, memory: PolicyMemory, policies: PolicyReader): Promise<Own> {
  const { repo } = reader;
  try {
    const commit = await defaultTip(reader);
    const content = (await isAbsent(reader, memory, commit)) ? null : await readContent(reader, policyPath, commit);
    if (content === null) return { policy: null, error: null };
    const source = `${repo.owner}/${repo.repo}:${policyPath}`;
    const file = { source, text: content.text, blobSha: content.sha };
    const read = policies.read(file, policyPath);
    if ("problems" in read) return { policy: null, error: read.problems };
    return { policy: read.policy, error: null, file };
  } catch (error) {
    if (error instanceof RateLimited) throw error;
    reader.onFailure(error);
    return { policy: null, error: `the policy could not be read: ${reasonOf(error)}` };
  }
}

/** Where the default branch is now. By its commit, that there is no policy need not be asked twice. */
async function defaultTip(reader: Reader): Promise<string> {
  const { base } = await reader.pull();
  if (base.ref === base.repo.default_branch) return (await reader.baseTip()).sha;
  const { data } = await reader.github.rest.git.getRef({ ...reader.repo, ref: `heads/${base.repo.default_branch}` });
  return data.object.sha;
}

/**
 * Whether the default branch's tip is seen to have no policy, by a tree: trees are asked for once a commit, the file that is not
 * there each time. False: it has one, or nobody knows.
 */
async function isAbsent(reader: Reader, memory: PolicyMemory, tip: string): Promise<boolean> {
  try {
    const [pull, agree] = await Promise.all([reader.pull(), agreesOnPolicy(reader, tip)]);
    if (!agree && (await memory.lastGood(reader.ref)) !== null) return false;
    return !(await reader.entries(agree ? pull.head.sha : tip, [policyPath])).has(policyPath);
  } catch (error) {
    if (error instanceof RateLimited) throw error;
    return false;
  }
}

/** Whether the head contains that commit and leaves its policy alone: the head's tree, read for the files anyway, tells of both. */
async function agreesOnPolicy(reader: Reader, tip: string): Promise<boolean> {
  const [{ mergeBase, files }, pull] = await Promise.all([reader.comparison(), reader.pull()]);
  const isTouched = files.some(({ filename, previous_filename: before }) => [filename, before].includes(policyPath));
  return mergeBase === tip && files.length === pull.changed_files && !isTouched;
}

/** What judges: the policy, if it fits the floor; else the last that loaded, if that does. */
async function settle(
  own: Own,
  floor: Floor,
  reader: Reader,
  memory: PolicyMemory,
  policies: PolicyReader,
): Promise<Own> {
  const error = own.error ?? policies.misfit(own.policy, floor.policy);
  if (error === null) {
    if (own.file !== undefined) await memory.keepGood(reader.ref, own.file);
    return own;
  }
  const last = await memory.lastGood(reader.ref);
  const read = last === null ? null : policies.read(last, policyPath);
  const policy = read !== null && "policy" in read ? read.policy : null;
  return { policy: policies.misfit(policy, floor.policy) === null ? policy : null, error };
}
