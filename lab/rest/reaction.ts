import type { Reaction, ReactionContent } from "../state/issues.ts";
import { nodeId, type World } from "../world.ts";
import { userJson } from "./account.ts";

/** What one may react with. https://docs.github.com/en/rest/reactions/reactions#about-reactions */
export const reactionContents: readonly ReactionContent[] = [
  "+1",
  "-1",
  "laugh",
  "confused",
  "heart",
  "hooray",
  "rocket",
  "eyes",
];

/** A reaction. */
export function reactionJson(world: World, reaction: Reaction): Record<string, unknown> {
  return {
    id: reaction.id,
    node_id: nodeId("REA", reaction.id),
    user: userJson(world, reaction.user),
    content: reaction.content,
    created_at: reaction.createdAt,
  };
}

/** How often each reaction was given to the thing at an address. */
export function reactionRollup(url: string, reactions: Reaction[]): Record<string, unknown> {
  const counts = Object.fromEntries(
    reactionContents.map((content) => [content, reactions.filter((reaction) => reaction.content === content).length]),
  );
  return { url: `${url}/reactions`, total_count: reactions.length, ...counts };
}
