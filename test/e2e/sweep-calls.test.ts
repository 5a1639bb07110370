import { afterAll, beforeAll, expect, test } from "vitest";
import { waitingChange } from "../support/journey.ts";
import { createStage, type Stage } from "../support/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.close());

/** As if an hour had gone by since anything happened on the pull requests: GitHub's times are of whole seconds. */
function growOld(): void {
  const anHourAgo = `${new Date(Date.now() - 3_600_000).toISOString().slice(0, 19)}Z`;
  for (const { pulls } of stage.lab.world.state.repositories.values()) {
    for (const { issue } of pulls.values()) issue.updatedAt = anHourAgo;
  }
}

test("nothing changed → a sweep costs no quota: one call a repository, one for the rules of each branch that requires the gate", async () => {
  for (let count = 0; count < 3; count += 1) await waitingChange(stage);
  growOld();
  expect(await stage.sweep()).toMatchObject({ enqueued: 3, stoppedBy: [] });
  const from = stage.lab.requests.entries.length;
  const report = await stage.sweep();
  expect(report).toEqual({ repositories: 2, enqueued: 0, redelivered: 0, stoppedBy: [] });
  const calls = stage.lab.requests.entries
    .slice(from)
    .filter(({ actor }) => actor.kind === "app" || actor.kind === "installation");
  expect(calls.filter(({ cost, actor }) => cost > 0 && actor.kind === "installation")).toEqual([]);
  expect(calls.map(({ route }) => route).sort()).toEqual([
    "get /app/hook/deliveries",
    "get /app/installations",
    "get /installation/repositories",
    "get /orgs/:org",
    "get /rate_limit",
    "get /repos/:owner/:repo/pulls",
    "get /repos/:owner/:repo/pulls",
    "get /repos/:owner/:repo/rules/branches/:branch{.+}",
  ]);
});
