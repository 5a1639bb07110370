import { addTimelineEvent } from "../actions/timeline.ts";
import { accountOf } from "../auth/actor.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { notFound, unprocessable } from "../http/errors.ts";
import { created, ok, paged } from "../http/reply.ts";
import { dismissReview } from "../pulls/dismiss.ts";
import { emitPull } from "../pulls/emit.ts";
import { emitReview } from "../pulls/review.ts";
import { teamSimpleJson, userJson } from "../rest/account.ts";
import { pullSimpleJson } from "../rest/pull.ts";
import { reviewJson } from "../rest/review.ts";
import type { Review, ReviewState } from "../state/pull-request.ts";
import { findAccount, nextId } from "../state/state.ts";
import { now } from "../world.ts";
import { pullOf } from "./pulls.ts";

const read = { app: ["pull_requests:read"], user: "read" } as const;
const write = { app: ["pull_requests:write"], user: "read" } as const;

const states: Record<string, ReviewState> = {
  APPROVE: "APPROVED",
  REQUEST_CHANGES: "CHANGES_REQUESTED",
  COMMENT: "COMMENTED",
};

function reviewOf(call: RepositoryCall): Review {
  const review = pullOf(call).reviews.find(({ id }) => String(id) === call.params.review);
  if (!review) throw notFound();
  return review;
}

function stateOf(event: unknown): ReviewState {
  const state = event === undefined ? "PENDING" : states[String(event)];
  if (!state) throw unprocessable(`Variable $event of type PullRequestReviewEvent was provided invalid value`);
  return state;
}

async function commitOf(call: RepositoryCall): Promise<string> {
  const pull = pullOf(call);
  const asked = call.body.commit_id;
  if (asked === undefined || asked === null) return pull.head.sha;
  const sha = String(asked);
  const known = /^[0-9a-f]{40}$/.test(sha) ? await pull.repository.git.commit(sha) : null;
  if (!known) throw unprocessable("commit_id is not part of the pull request");
  return sha;
}

/** https://docs.github.com/en/rest/pulls/reviews#create-a-review-for-a-pull-request */
async function postReview(call: RepositoryCall) {
  const { world, body, actor } = call;
  const pull = pullOf(call);
  const user = accountOf(actor);
  const state = stateOf(body.event);
  const text = typeof body.body === "string" ? body.body : "";
  const own = pull.issue.user?.id === user.id;
  // https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests/about-pull-request-reviews: authors cannot approve their own.
  if (own && state === "APPROVED") throw unprocessable("Can not approve your own pull request");
  if (own && state === "CHANGES_REQUESTED") throw unprocessable("Can not request changes on your own pull request");
  if (text === "" && (state === "CHANGES_REQUESTED" || state === "COMMENTED") && !Array.isArray(body.comments)) {
    throw unprocessable(state === "COMMENTED" ? "Body can't be blank" : "Review cannot be submitted without a body");
  }
  const commitId = await commitOf(call);
  const review: Review = { id: nextId(world.state), user, body: text, state, commitId, submittedAt: now() };
  pull.reviews.push(review);
  pull.issue.updatedAt = review.submittedAt;
  if (state !== "PENDING") await submitted(call, review);
  return ok(await reviewJson(world, pull, review));
}

async function submitted(call: RepositoryCall, review: Review): Promise<void> {
  const { world, actor } = call;
  const pull = pullOf(call);
  const user = accountOf(actor);
  pull.requestedReviewers = pull.requestedReviewers.filter(({ id }) => id !== user.id);
  await emitReview(world, pull, review, "submitted", user);
}

async function submitReview(call: RepositoryCall) {
  const review = reviewOf(call);
  const user = accountOf(call.actor);
  if (review.state !== "PENDING" || review.user?.id !== user.id)
    throw unprocessable("Can not submit a review that is not pending");
  const state = stateOf(call.body.event ?? "");
  if (state === "APPROVED" && pullOf(call).issue.user?.id === user.id)
    throw unprocessable("Can not approve your own pull request");
  review.state = state;
  review.submittedAt = now();
  if (typeof call.body.body === "string") review.body = call.body.body;
  await submitted(call, review);
  return ok(await reviewJson(call.world, pullOf(call), review));
}

/** https://docs.github.com/en/rest/pulls/reviews#dismiss-a-review-for-a-pull-request */
async function dismiss(call: RepositoryCall) {
  const { world, body, actor } = call;
  const review = reviewOf(call);
  if (typeof body.message !== "string" || body.message === "") throw unprocessable("Message can't be blank");
  if (review.state !== "APPROVED" && review.state !== "CHANGES_REQUESTED") {
    throw unprocessable(
      `Can not dismiss a ${review.state === "COMMENTED" ? "commented" : "dismissed"} pull request review`,
    );
  }
  await dismissReview(world, pullOf(call), review, { actor: accountOf(actor), message: body.message, commit: null });
  return ok(await reviewJson(world, pullOf(call), review));
}

function visible(call: RepositoryCall): Review[] {
  const { actor } = call;
  const me = actor.kind === "user" ? actor.user.id : null;
  return pullOf(call).reviews.filter(({ state, user }) => state !== "PENDING" || user?.id === me);
}

async function requestReviewers(call: RepositoryCall) {
  const { world, repository, body, actor } = call;
  const pull = pullOf(call);
  const sender = accountOf(actor);
  const organization = world.state.organizations.get(repository.owner.login.toLowerCase());
  for (const login of (body.reviewers as string[] | undefined) ?? []) {
    const account = findAccount(world.state, login);
    if (!account) throw unprocessable(`Reviews may only be requested from collaborators. ${login} is not one.`);
    if (account.id === pull.issue.user?.id) throw unprocessable("Review cannot be requested from pull request author.");
    if (pull.requestedReviewers.includes(account)) continue;
    pull.requestedReviewers.push(account);
    const requested = { requested_reviewer: userJson(world, account) };
    addTimelineEvent(world, pull.issue, "review_requested", sender, {
      ...requested,
      review_requester: userJson(world, sender),
    });
    await emitPull(world, pull, "review_requested", sender, requested);
  }
  for (const slug of (body.team_reviewers as string[] | undefined) ?? []) {
    const team = organization?.teams.get(slug);
    if (!organization || !team) throw unprocessable(`Could not resolve to a node with the team ${slug}.`);
    if (pull.requestedTeams.includes(team)) continue;
    pull.requestedTeams.push(team);
    const requested = { requested_team: { ...teamSimpleJson(world, organization, team), parent: null } };
    addTimelineEvent(world, pull.issue, "review_requested", sender, {
      ...requested,
      review_requester: userJson(world, sender),
    });
    await emitPull(world, pull, "review_requested", sender, requested);
  }
  return created(await pullSimpleJson(world, pull));
}

async function removeReviewers(call: RepositoryCall) {
  const { world, body, actor } = call;
  const pull = pullOf(call);
  const logins = (body.reviewers as string[] | undefined) ?? [];
  for (const account of pull.requestedReviewers.filter(({ login }) => logins.includes(login))) {
    pull.requestedReviewers.splice(pull.requestedReviewers.indexOf(account), 1);
    await emitPull(world, pull, "review_request_removed", accountOf(actor), {
      requested_reviewer: userJson(world, account),
    });
  }
  return ok(await pullSimpleJson(world, pull));
}

/** https://docs.github.com/en/rest/pulls/reviews and https://docs.github.com/en/rest/pulls/review-requests */
export function reviewRoutes(api: Api): void {
  const base = "/pulls/:number{[0-9]+}";
  api.repository("get", `${base}/reviews`, read, (call) =>
    paged(call, visible(call), (review) => reviewJson(call.world, pullOf(call), review)),
  );
  api.repository("post", `${base}/reviews`, write, postReview);
  api.repository("get", `${base}/reviews/:review{[0-9]+}`, read, async (call) =>
    ok(await reviewJson(call.world, pullOf(call), reviewOf(call))),
  );
  api.repository("post", `${base}/reviews/:review{[0-9]+}/events`, write, submitReview);
  api.repository(
    "put",
    `${base}/reviews/:review{[0-9]+}/dismissals`,
    { app: ["pull_requests:write"], user: "write" },
    dismiss,
  );
  api.repository("get", `${base}/requested_reviewers`, read, async (call) => {
    const { requested_reviewers: users, requested_teams: teams } = await pullSimpleJson(call.world, pullOf(call));
    return ok({ users, teams });
  });
  api.repository("post", `${base}/requested_reviewers`, write, requestReviewers);
  api.repository("delete", `${base}/requested_reviewers`, write, removeReviewers);
}
