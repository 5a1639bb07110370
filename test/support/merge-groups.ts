import type { KnownGroup, MergeGroupMemory, MergeGroupRef } from "../../src/pipeline/merge-groups.ts";
import type { Report, RepositoryRef } from "../../src/pipeline/ports.ts";

const keyOf = ({ repositoryId, headSha }: Pick<MergeGroupRef, "repositoryId" | "headSha">) =>
  `${repositoryId}/${headSha}`;

/** The merge groups that there are, without a database. */
export function createMergeGroups(): MergeGroupMemory & { all: Map<string, KnownGroup> } {
  const all = new Map<string, KnownGroup>();
  const reports = new Map<string, Report>();
  return {
    all,
    async keep(repository: RepositoryRef, group, seenAt) {
      const key = keyOf({ ...repository, ...group });
      all.set(key, all.get(key) ?? { ...group, seenAt, conclusion: null });
    },
    find: async (ref) => all.get(keyOf(ref)) ?? null,
    async headsOf({ repositoryId }, concerned) {
      const entries = Object.entries(concerned) as [keyof KnownGroup, unknown][];
      const found = [...all].filter(([key, group]) => {
        return key.startsWith(`${repositoryId}/`) && entries.every(([name, value]) => group[name] === value);
      });
      return found.map(([, group]) => group.headSha);
    },
    async keepConclusion(ref, conclusion) {
      const group = all.get(keyOf(ref));
      const isAnother = group !== undefined && group.conclusion !== conclusion;
      if (isAnother) all.set(keyOf(ref), { ...group, conclusion });
      return isAnother;
    },
    async forget(ref) {
      all.delete(keyOf(ref));
      reports.delete(keyOf(ref));
    },
    async lastReport(ref) {
      const none = {
        headSha: ref.headSha,
        checkRunId: null,
        checkRunDigest: null,
        commentId: null,
        commentDigest: null,
      };
      return all.has(keyOf(ref)) ? (reports.get(keyOf(ref)) ?? none) : null;
    },
    keepReport: async (ref, report) => void reports.set(keyOf(ref), report),
  };
}
