import { refRecord } from "../../evidence/ref-record.ts";
import { scopeRecord } from "../../evidence/scope-record.ts";
import type { RefTips } from "../../pipeline/landings.ts";
import type { EvidenceLog } from "../../pipeline/ports.ts";
import type { Installation, SeenInstallation } from "./installations.ts";
import type { ListedRepository } from "./rules.ts";

/** What keeps record of where eyes were, and on what. */
export interface Watched {
  evidence: EvidenceLog;
  tips: RefTips;
}

/** Records what an installation sees, where that is another than before. Every repository of one installation has one owner. */
export async function recordScope(
  { evidence, tips }: Watched,
  { account, repository_selection: selection }: Installation,
  { all }: SeenInstallation,
  now: Date,
): Promise<void> {
  if (account === null) return;
  const refs = await tips.refsOf(all.map(({ id }) => id));
  const repositories = all.map((one) => ({ ...one, refs: refs.get(one.id) ?? [] }));
  const installation = selection === "all" || selection === "selected" ? selection : "unavailable";
  await evidence.append(scopeRecord({ tenant: account.id, selection: installation, repositories }, now));
}

/** Records where the gated branches of a repository are, once a day; one that is seen for the first time is followed from there on. */
export async function observeRefs(
  { evidence, tips }: Watched,
  { repository, tenant }: ListedRepository,
  branches: readonly { branch: string; sha: string }[],
  now: Date,
): Promise<void> {
  for (const { branch, sha } of branches) {
    const ref = `refs/heads/${branch}`;
    const observed = { tenant, ...repository, ref, head: sha };
    await evidence.append(refRecord(observed, now, now.toISOString().slice(0, 10)));
    if ((await tips.last(repository.repositoryId, ref)) !== null) continue;
    await tips.keep(repository.repositoryId, ref, { head: sha, seq: 0, at: now, activity: null });
  }
}
