import { effectOfLanding } from "../../engine/effect-of-change.ts";
import { sha256 } from "../../evidence/canonical.ts";
import { policyRecord } from "../../evidence/policy-record.ts";
import type { PolicyMove } from "../../pipeline/landings.ts";
import type { PolicyPlace, SeenPolicy } from "../../pipeline/policy-history.ts";
import type { Again } from "../../pipeline/queue.ts";
import { readContent } from "../contents.ts";
import { RateLimited } from "../errors.ts";
import { readBranchRules } from "../facts/branch-rules.ts";
import type { RepositorySource } from "../landings/repository.ts";
import { loadFloor } from "../load-floor.ts";
import { floorPath } from "../policy-files.ts";
import { readable } from "../readable.ts";
import { readArrival } from "./arrival.ts";
import { noticeOf } from "./notice.ts";
import { give, type PolicyWatchOptions } from "./tell.ts";

/** Keeps the history of policies, and tells of those that ask for less. */
export interface PolicyWatch {
  /** Looks at a policy that may be another one. Returns when to try again, if GitHub refuses for now. */
  look(move: PolicyMove): Promise<Again>;
  /** Catches up on what could not be told. */
  remind(): Promise<void>;
}

/** A watch over policies. Evidence comes first: what cannot be told on GitHub is on record all the same. */
export function createPolicyWatch(options: PolicyWatchOptions): PolicyWatch {
  return {
    async look(move) {
      try {
        await look(move, options);
        return null;
      } catch (error) {
        if (error instanceof RateLimited) return error.until;
        throw error;
      }
    },
    remind: () => give(options),
  };
}

async function look(move: PolicyMove, options: PolicyWatchOptions): Promise<void> {
  const { history, now } = options;
  const source = await options.source(move.repository);
  const { owner, default_branch: defaultBranch } = await source.home();
  const isFloor = move.path === floorPath;
  if (isFloor && owner.type !== "Organization") return;
  const place: PolicyPlace = { scope: isFloor ? "organization" : "repository", repositoryId: source.ref.repositoryId };
  const sight: Sight = { source, place, path: move.path, options };
  const pushedAt = move.pushedAt === null ? null : new Date(move.pushedAt);
  const last = await history.last(place);
  if (last === null && move.push !== null && !/^0+$/.test(move.push.before)) {
    // The first that is seen is one that was changed: what it was says what became of it.
    await see(sight, move.push.before, pushedAt ?? now());
  }
  // What was pushed before what is known came late, and says nothing new.
  const isLate = last !== null && pushedAt !== null && pushedAt < last.seen.since;
  if (move.push !== null && !isLate) await see(sight, move.push.after, pushedAt ?? now());
  // In whatever order pushes are told, what is there now is what is known in the end.
  await see(sight, defaultBranch, now());
  await give(options);
}

/** One policy that is looked at. */
interface Sight {
  source: RepositorySource;
  place: PolicyPlace;
  path: string;
  options: PolicyWatchOptions;
}

async function see(sight: Sight, commit: string, at: Date): Promise<void> {
  const { source, place, path, options } = sight;
  const { history, evidence, now } = options;
  const known = await history.last(place);
  const content = await readContent(source, path, commit);
  if (known !== null && (known.seen.file?.blobSha ?? null) === (content?.sha ?? null)) return;
  const { owner } = await source.home();
  const file = content === null ? null : { blobSha: content.sha, digest: digestOf(content.text), text: content.text };
  const before = known?.good ?? null;
  const effect = await effectOn(sight, before?.file?.text ?? null, file?.text ?? null);
  const arrival = await readArrival(source, path, commit);
  const name = `${source.repo.owner}/${source.repo.repo}:${path}`;
  const seen: SeenPolicy = { source: name, file, loads: "effects" in effect, since: arrival.mergedAt ?? at };
  const effects = before === null || "problem" in effect ? [] : effect.effects;
  const about = { tenant: owner.id, repository: source.ref, scope: place.scope, seen, before, effects };
  // That there never was a policy is nothing to put on record.
  if (known !== null || file !== null) await evidence.append(policyRecord({ ...about, at: now() }));
  await history.keep(place, seen, noticeOf({ ...about, arrival }), now());
}

function digestOf(text: string): string {
  return sha256(new TextEncoder().encode(text));
}

/** What the change makes of what holds in the repository, or by the floor alone. */
async function effectOn({ source, place, path, options }: Sight, before: string | null, after: string | null) {
  const { policies, reader, controls } = options;
  const floor = place.scope === "organization" ? null : (await loadFloor(source, policies, reader)).policy;
  const isBuiltIn = floor === null && (before === null || after === null);
  const { default_branch: branch } = await source.home();
  const branchRules = isBuiltIn
    ? await readable(() => readBranchRules(source, branch), source.onFailure)
    : { unavailable: "a policy says it" };
  return effectOfLanding(
    { before, after },
    { facts: { branchRules }, policy: { organization: floor }, controls, path },
  );
}
