import type { Account } from "./account.ts";
import type { PullRequest } from "./pull-request.ts";

/** Merges what the gate allows. Throws when GitHub refuses. */
export async function mergeAllowed(pull: PullRequest, account: Account): Promise<void> {
  const { status, message } = await pull.merge(account);
  if (status !== 200) throw new Error(`the merge was answered with ${status}: ${message}`);
}
