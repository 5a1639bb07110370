import { expect, test } from "vitest";
import type { Payload } from "../../../src/github/events/payload.ts";
import { common, deliver, ref, seen } from "../../support/routing.ts";

const [before, after] = ["b".repeat(40), "c".repeat(40)];
const pushedAt = "2026-11-23T12:00:00.000Z";
const policy = ".github/mergewarden.yml";
const floor = "mergewarden.organization.yml";

/** The policies that a push has looked at. */
async function lookedAt(name: string, given: Partial<Payload>): Promise<unknown[]> {
  const repository = { ...common.repository, name, pushed_at: Date.parse(pushedAt) / 1000 };
  const answers = {
    [`GET /repos/acme/${name}/pulls`]: [],
    "GET /installation/repositories": { total_count: 0, repositories: [] },
  };
  await deliver("push", { ...common, repository, ref: "refs/heads/main", before, after, ...given }, answers);
  return seen.landed.filter((landed) => (landed as { kind: string }).kind === "policy");
}

const modified = (...paths: string[]) => [{ modified: paths }];

test.for<[string, string, Partial<Payload>, string[]]>([
  ["the policy is changed", "api", { commits: modified("a.ts", policy) }, [policy]],
  ["the policy is removed", "api", { commits: [{ removed: [policy] }] }, [policy]],
  ["something else is changed", "api", { commits: modified("a.ts", floor) }, []],
  ["the policy of another branch is changed", "api", { ref: "refs/heads/topic", commits: modified(policy) }, []],
  ["nobody knows what is changed", "api", { commits: [] }, [policy]],
  ["the branch is deleted", "api", { after: "0".repeat(40), commits: [] }, []],
  ["the floor is changed", ".github", { commits: modified(floor) }, [floor]],
  [
    "both are, in the repository that comes first",
    ".github-private",
    { commits: modified(policy, floor) },
    [policy, floor],
  ],
])("%s → looked at", async ([, name, given, paths]) => {
  const { number: _, ...repository } = { ...ref, name };
  const moves = paths.map((path) => ({ kind: "policy", repository, path, push: { before, after }, pushedAt }));
  expect(await lookedAt(name, given)).toEqual(moves);
});
