import type { PullRequestRef } from "../../pipeline/ports.ts";
import { toActor } from "../actor.ts";
import { enqueueNumbers, type Handler, type RoutingOptions } from "./handler.ts";
import { type Payload, refOf, repositoryOf } from "./payload.ts";

const nothing = "0".repeat(40);

/** Remembers who pushed, tells of merges, and has the pull request judged. */
export const onPullRequest: Handler = async (payload, options) => {
  const ref = refOf(payload, payload.pull_request?.number ?? payload.number);
  if (ref === null) return;
  const pusher = toActor(payload.sender);
  const push = pushOf(payload);
  if (pusher !== null && push !== null) await options.pullRequests.keepPush(ref, { ...push, pusher });
  if (payload.action === "enqueued") await options.queued(ref);
  if (payload.action !== "closed") {
    await options.queue.enqueue(ref, { priority: payload.sender?.type === "User" ? "person" : "bot" });
  }
  if (changesHead.has(payload.action ?? "")) await enqueueSiblings(ref, payload.pull_request?.head?.sha, options);
};

/** Actions that give a head to a pull request, to another base branch too, or take it away. */
const changesHead: ReadonlySet<string> = new Set(["opened", "reopened", "synchronize", "edited", "closed"]);

/** A review counts, or stops counting. */
export const onReview: Handler = async (payload, options) => {
  await enqueueNumbers(repositoryOf(payload), [payload.pull_request?.number], options, "person");
};

function pushOf({ action, before, after, pull_request }: Payload): { before: string; after: string } | null {
  const head = pull_request?.head?.sha;
  if (action === "opened" && head !== undefined) return { before: nothing, after: head };
  if (action !== "synchronize" || before === undefined) return null;
  const now = after ?? head;
  return now === undefined ? null : { before, after: now };
}

/** Pull requests with the same head share its check run: each names the other, and the worse verdict holds. */
async function enqueueSiblings(
  ref: PullRequestRef,
  headSha: string | undefined,
  options: RoutingOptions,
): Promise<void> {
  if (headSha === undefined) return;
  const siblings = await options.pullRequests.numbersAt(ref, headSha);
  const others = siblings.filter((number) => number !== ref.number);
  await enqueueNumbers(ref, others, options, "bot");
}
