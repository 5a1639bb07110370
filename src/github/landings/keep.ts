import { type Move, nowhere } from "./chain.ts";
import { asNamedNow } from "./repository.ts";
import type { Branch } from "./update.ts";

/**
 * Has the mirror hold on to where a branch is now, and to what the move took off it. Returns why that is lost; null: it is not,
 * or nobody keeps mirrors.
 */
export async function keepMove(
  { reconciler: { mirrors }, source }: Branch,
  { before, after }: Move,
  isTakingOff: boolean,
): Promise<string | null> {
  if (mirrors === null) return null;
  const repository = await asNamedNow(source);
  if (after !== nowhere) await mirrors.keep(repository, after);
  if (!isTakingOff || before === nowhere) return null;
  return (await mirrors.keep(repository, before))?.unavailable ?? null;
}
