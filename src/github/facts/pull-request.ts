import type { PullRequest } from "../../domain/facts.ts";
import { diffDigest } from "../../review/diff-digest.ts";
import { toActor } from "../actor.ts";
import { currentChange } from "../changes.ts";
import { readable } from "../readable.ts";
import type { Source } from "../reader.ts";
import type { Gatherer } from "./gatherer.ts";
import { olderApprovals } from "./reviews.ts";

/** The pull request itself. Throws if it cannot be read: then there is nothing to judge. */
export const pullRequest: Gatherer<"pullRequest"> = {
  changedBy: ["pull_request", "push"],
  permissions: { pull_requests: "read", contents: "read" },
  async read(source) {
    const pull = await source.pull();
    const { sha, mergeBase } = await source.baseTip();
    return {
      number: pull.number,
      title: pull.title,
      body: pull.body,
      draft: pull.draft ?? false,
      labels: pull.labels.map((label) => label.name),
      author: toActor(pull.user),
      base: { ref: pull.base.ref, sha },
      mergeBase: mergeBase ?? { unavailable: "the base branch could not be compared with the head" },
      // Once it is merged, this is the commit that landed.
      testMerge: pull.state === "open" ? pull.merge_commit_sha : null,
      head: {
        ref: pull.head.ref,
        sha: pull.head.sha,
        repositoryId: pull.head.repo?.id ?? null,
        seenAt: await seenAt(source, pull.head.sha),
      },
      changedFiles: pull.changed_files,
      commits: pull.commits,
      additions: pull.additions,
      deletions: pull.deletions,
      diff: await readDiff(source),
    };
  },
};

/** Read where an approval of an older commit may stand by it: it costs two trees. */
async function readDiff(source: Source): Promise<PullRequest["diff"]> {
  const isAsked = source.needs.has("reviews") && (await olderApprovals(source)).length > 0;
  if (!isAsked && !source.isThorough) return { unavailable: "not read: no approval of an older commit asks for it" };
  return readable(async () => diffDigest(await currentChange(source)), source.onFailure);
}

async function seenAt({ memory, ref, now }: Source, headSha: string): Promise<string> {
  return (await memory.seenAt(ref, headSha, now)).toISOString();
}
