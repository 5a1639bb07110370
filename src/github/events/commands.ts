import { type Asked, placeOf, readAsked } from "../commands/asked.ts";
import { decideByRole, isRoleCommand } from "../commands/exceptions.ts";
import { follow } from "../commands/follow.ts";
import { decidePlainly } from "../commands/plain-commands.ts";
import type { Handler, RoutingOptions } from "./handler.ts";

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
    await decide(asked, options);
  }
  await commands.followOnce(place.id, (outcome) => follow(place, outcome, options));
};

async function decide(asked: Asked, { commands, standing }: RoutingOptions): Promise<void> {
  const { reading } = asked;
  if (!("command" in reading) || !isRoleCommand(reading.command)) {
    await commands.take(asked, (known) => decidePlainly(asked, known));
    return;
  }
  const { command } = reading;
  const found = await standing(asked.ref);
  await commands.take(asked, (known) => decideByRole(command, asked, found, new Date(), known));
}
