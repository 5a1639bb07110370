import type { Decision, Known } from "../../pipeline/commands.ts";
import { type Asked, placeOf, readAsked } from "../commands/asked.ts";
import { decideByRole, isRoleCommand } from "../commands/exceptions.ts";
import { follow } from "../commands/follow.ts";
import { decidePlainly } from "../commands/plain-commands.ts";
import { decideReview } from "../commands/review.ts";
import { tellStrangersOnce } from "../commands/strangers.ts";
import type { Handler, RoutingOptions } from "./handler.ts";

/**
 * A command in a comment: decided on once, on the comment as GitHub shows it when it is read again, and then followed up. What an
 * edited comment says, or one that is gone, is no command.
 */
export const onComment: Handler = async (payload, options) => {
  const place = placeOf(payload);
  if (place === null) return;
  const { commands } = options;
  const isReview = await options.isReviewed(place.ref);
  if (!place.isPullRequest && !isReview) return;
  if ((await commands.outcome(place.id)) === null) {
    const asked = await readAsked(await options.installation(place.ref.installationId), place, payload);
    if (asked === null) return;
    await decide(asked, { isReview, isIssue: !place.isPullRequest }, options);
  }
  await commands.followOnce(place.id, (outcome) => follow(place, outcome, options));
};

interface Where {
  /** Whether the review of something that landed is talked about here. */
  isReview: boolean;
  isIssue: boolean;
}

async function decide(asked: Asked, where: Where, options: RoutingOptions): Promise<void> {
  const judge = await judgeFor(asked, where, options);
  await options.commands.take(asked, (known) => tellStrangersOnce(judge(known), asked, known));
}

/** Reads what decides on the command, and how it does. */
async function judgeFor(
  asked: Asked,
  { isReview, isIssue }: Where,
  options: RoutingOptions,
): Promise<(known: Known) => Decision> {
  const { reading, ref } = asked;
  const command = "command" in reading ? reading.command : null;
  if (command !== null && (isIssue || (isReview && command.name === "review"))) {
    const officers = await options.officers(ref);
    return (known) => decideReview(asked, command, officers, known);
  }
  if (command === null || !isRoleCommand(command)) return (known) => decidePlainly(asked, known);
  const standing = await options.standing(ref);
  return (known) => decideByRole(command, asked, standing, new Date(), known);
}
