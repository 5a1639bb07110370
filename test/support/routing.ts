import { beforeEach } from "vitest";
import { createTokenClient } from "../../src/github/client.ts";
import type { RoutingOptions } from "../../src/github/events/handler.ts";
import { isOwn, type Payload } from "../../src/github/events/payload.ts";
import { handlers } from "../../src/github/events.ts";
import type { PullRequestRef } from "../../src/pipeline/ports.ts";
import { createCommands, createMemory, createPolicies, createReports } from "./memory.ts";
import { createMergeGroups } from "./merge-groups.ts";

export const app = { id: 1001, slug: "mergewarden" };
export const head = "a".repeat(40);
export const ref: PullRequestRef = { installationId: 5, repositoryId: 9, owner: "acme", name: "api", number: 7 };
const repository = {
  id: 9,
  name: "api",
  default_branch: "main",
  owner: { id: 3, login: "acme", type: "Organization" },
};
export const sender = { id: 1, login: "ada", type: "User" };
/** What every payload has. */
export const common = { installation: { id: 5 }, repository, sender };
export const pull = { number: 7, head: { sha: head }, base: { ref: "main", sha: "b".repeat(40) }, title: "T" };

/** What came of the deliveries of one test. */
export const seen = {
  queued: [] as string[],
  landed: [] as unknown[],
  gaps: [] as unknown[],
  asked: [] as string[],
  rules: [] as string[],
  memory: createMemory(),
  reports: createReports(),
  policies: createPolicies(),
  mergeGroups: createMergeGroups(),
  commands: createCommands(),
};

beforeEach(() => {
  Object.assign(seen, { queued: [], landed: [], gaps: [], asked: [], rules: [], mergeGroups: createMergeGroups() });
  Object.assign(seen, { memory: createMemory(), reports: createReports(), policies: createPolicies() });
  Object.assign(seen, { commands: createCommands() });
});

export type Answers = Record<string, unknown>;

/** GitHub answers what is listed; anything else fails the test. */
export function options(answers: Answers = {}): RoutingOptions {
  const github = createTokenClient({
    token: "t",
    apiUrl: "http://127.0.0.1:9",
    fetch: async (input, init) => {
      const url = new URL(String(input));
      const key = `${init?.method ?? "GET"} ${url.pathname}`;
      seen.asked.push(key);
      if (!(key in answers)) throw new Error(`unexpected: ${key}`);
      return Response.json(answers[key]);
    },
  });
  return {
    app,
    queue: {
      enqueue: async ({ number }, { priority } = {}) => void seen.queued.push(`#${number} ${priority}`),
      enqueueGroup: async ({ headSha }) => void seen.queued.push(`group ${headSha.slice(0, 7)}`),
    },
    mergeGroups: seen.mergeGroups,
    pullRequests: seen.memory,
    reports: seen.reports,
    policies: seen.policies,
    commands: seen.commands,
    installation: async () => github,
    landed: async (landed) => void seen.landed.push(landed),
    gap: async (gap) => void seen.gaps.push(gap),
    isReviewed: async () => false,
    officers: async () => [],
    owners: async () => "",
    now: () => new Date("2026-11-23T12:00:00Z"),
    watchRules: async ({ repository }) => void seen.rules.push(`read ${repository.name}`),
    forgetRules: async (id) => void seen.rules.push(`forgotten ${id}`),
    queued: async ({ number }) => void seen.queued.push(`#${number} is in a merge queue`),
    explain: async () => "because",
    standing: () => Promise.reject(new Error("unexpected: nobody's standing matters")),
  };
}

/** Routes one delivery. */
export async function deliver(name: string, payload: Payload, answers: Answers = {}): Promise<void> {
  if (isOwn(name, payload, app)) return;
  await handlers[name]?.(payload, options(answers));
}
