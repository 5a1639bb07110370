import type { Actor } from "../../src/domain/facts.ts";
import type { CommandMemory, Outcome } from "../../src/pipeline/commands.ts";
import type {
  PolicyFile,
  PolicyMemory,
  PullRequestMemory,
  PullRequestRef,
  Push,
  Report,
  ReportMemory,
  RepositoryRef,
} from "../../src/pipeline/ports.ts";

export type Memory = PullRequestMemory & { numbersAt(repository: RepositoryRef, headSha: string): Promise<number[]> };

const keyOf = ({ repositoryId, number }: PullRequestRef) => `${repositoryId}#${number}`;

/** What the app remembers of pull requests, without a database. */
export function createMemory(): Memory {
  const heads = new Map<string, Date>();
  const pushes = new Map<string, Push[]>();
  const people = new Map<string, Actor[]>();
  return {
    async seenAt(ref, headSha, now) {
      const key = `${keyOf(ref)} ${headSha}`;
      heads.set(key, heads.get(key) ?? now);
      return heads.get(key) ?? now;
    },
    async keepPush(ref, push) {
      const known = pushes.get(keyOf(ref)) ?? [];
      if (known.every((one) => JSON.stringify(one) !== JSON.stringify(push))) pushes.set(keyOf(ref), [...known, push]);
    },
    async pushes(ref) {
      const found = pushes.get(keyOf(ref)) ?? [];
      return { pushes: found, complete: found.some((push) => /^0+$/.test(push.before)) };
    },
    contributors: async (ref) => people.get(keyOf(ref)) ?? [],
    async keepContributors(ref, actors) {
      const all = [...(people.get(keyOf(ref)) ?? []), ...actors];
      people.set(keyOf(ref), [...new Map(all.map((actor) => [actor.id, actor])).values()]);
    },
    async numbersAt({ repositoryId }, headSha) {
      const found = [...heads.keys()].filter(
        (key) => key.startsWith(`${repositoryId}#`) && key.endsWith(` ${headSha}`),
      );
      return found.map((key) => Number(key.slice(key.indexOf("#") + 1, key.indexOf(" "))));
    },
  };
}

/** What was written, without a database. */
export function createReports(): ReportMemory & { all: Map<string, Report> } {
  const all = new Map<string, Report>();
  return {
    all,
    last: async (ref) => all.get(keyOf(ref)) ?? null,
    keep: async (ref, report) => void all.set(keyOf(ref), report),
  };
}

/** The last policies that loaded, without a database. */
export function createPolicies(): PolicyMemory & { floors: Map<number, PolicyFile>; good: Map<number, PolicyFile> } {
  const floors = new Map<number, PolicyFile>();
  const good = new Map<number, PolicyFile>();
  return {
    floors,
    good,
    lastGood: async ({ repositoryId }) => good.get(repositoryId) ?? null,
    keepGood: async ({ repositoryId }, file) => void good.set(repositoryId, file),
    lastFloor: async (id) => floors.get(id) ?? null,
    async keepFloor(id, file) {
      if (file === null) floors.delete(id);
      else floors.set(id, file);
    },
  };
}

/** What became of commands, without a database: of one place and one process. */
export function createCommands(): CommandMemory {
  const outcomes = new Map<number, Outcome>();
  const kinds = new Set<string>();
  const followed = new Set<number>();
  return {
    outcome: async (id) => outcomes.get(id) ?? null,
    async take({ id }, decide) {
      const { kind, outcome } = decide({ kinds, requests: [], recentRequests: 0, obligation: null });
      kinds.add(kind);
      outcomes.set(id, outcome);
      return outcome;
    },
    async followOnce(id, follow) {
      const outcome = outcomes.get(id);
      if (outcome === undefined || followed.has(id)) return;
      await follow(outcome);
      followed.add(id);
    },
  };
}
