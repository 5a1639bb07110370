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
  if (payload.action === "closed") return onClosed(payload, options);
  await options.queue.enqueue(ref, { priority: payload.sender?.type === "User" ? "person" : "bot" });
};

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

/** Pull requests with the same head were held back by this one, maybe. */
async function onClosed(payload: Payload, options: RoutingOptions): Promise<void> {
  const pull = payload.pull_request;
  const ref = refOf(payload, pull?.number);
  const headSha = pull?.head?.sha;
  if (ref === null || headSha === undefined) return;
  const siblings = await options.pullRequests.numbersAt(ref, headSha);
  await enqueueNumbers(
    ref,
    siblings.filter((number) => number !== ref.number),
    options,
    "bot",
  );
}
