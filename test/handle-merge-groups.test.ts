import { expect, test } from "vitest";
import type { GitHub } from "../src/github/client.ts";
import { watchQueues } from "../src/handle-merge-groups.ts";

const ref = { installationId: 5, repositoryId: 9, owner: "acme", name: "api", number: 7 };

async function told(permissions: Record<string, string> | null): Promise<unknown[]> {
  const warnings: unknown[] = [];
  const github = { permissions: async () => permissions } as GitHub;
  const watch = watchQueues(async () => github, { warn: (about: unknown) => void warnings.push(about) });
  for (const installationId of [5, 5, 6]) await watch({ ...ref, installationId });
  return warnings;
}

test.for<[string, Record<string, string> | null, number[]]>([
  ["no right to read merge queues", { checks: "write" }, [5, 6]],
  ["the right to", { merge_queues: "read" }, []],
  ["nobody knows which rights", null, []],
])(
  "a queue is used, with %s → the operator is told once for each installation without",
  async ([, permissions, expected]) => {
    const repository = "acme/api";
    expect(await told(permissions)).toEqual(expected.map((installationId) => ({ installationId, repository })));
  },
);
