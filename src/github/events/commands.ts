import { placeOf, readAsked } from "../commands/asked.ts";
import { follow } from "../commands/follow.ts";
import { decidePlainly } from "../commands/plain-commands.ts";
import type { Handler } from "./handler.ts";

/**
 * A command in a comment: decided on once, on the comment as GitHub shows it when it is read again, and then followed up. What an
 * edited comment says, or one that is gone, is no command.
 */
export const onComment: Handler = async (payload, options) => {
  const place = placeOf(payload);
  if (place === null || !place.isPullRequest) return;
  const { commands } = options;
  if ((await commands.outcome(place.id)) === null) {
    const asked = await readAsked(await options.installation(place.ref.installationId), place, payload);
    if (asked === null) return;
    if ("command" in asked.reading && !["recheck", "explain"].includes(asked.reading.command.name)) return;
    await commands.take(asked, (known) => decidePlainly(asked, known));
  }
  await commands.followOnce(place.id, (outcome) => follow(place, outcome, options));
};
