import { afterAll, beforeAll, expect, test } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { owner } from "../../demo/people.ts";
import { broughtBy, landedBy, letOwnerBypass, mergeAsOwner, pushAsOwner } from "../support/after-the-fact.ts";
import { approve, merge, waitingChange } from "../support/journey.ts";
import { createStage, type Stage } from "../support/stage.ts";

const where = { owner: organization, repo: repository };
const policy = `version: 1
roles: { senior: { teams: [senior-engineers] }, officer: { teams: [security-officers] } }
controls: { senior-review: {} }
`;

/** A stage whose app may read how rulesets took a move, or may not. */
async function stageOf(administration: "read" | "write"): Promise<Stage> {
  const stage = await createStage({ policy, floor: null });
  Object.assign(stage.company.gate.app.permissions, { administration });
  await letOwnerBypass(stage);
  return stage;
}

async function approvedChange(stage: Stage) {
  const change = await waitingChange(stage);
  await approve(stage, change);
  await stage.settled();
  return change;
}

const moved = (stage: Stage, step: () => Promise<unknown>) => landedBy(stage, step).then(([landed]) => landed);

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf("write");
});
afterAll(() => stage.close());

test("no rule was bypassed → the rule suite passed, with its id", async () => {
  const change = await approvedChange(stage);
  const landed = await moved(stage, () => merge(stage, change));
  expect(landed?.landing.rule_suite).toEqual({ id: expect.any(Number), result: "pass" });
  expect(landed).toMatchObject({ policy: { decision: "pass" }, protection: { bypass_used: false }, exceptions: [] });
  const fields = landed?.collected.missing.map(({ field }) => field);
  expect(fields).not.toContain("landing.rule_suite");
});

test("A44 an owner pushes past the rules → the rule suite tells the bypass", async () => {
  const landed = await moved(stage, () => pushAsOwner(stage, "main", "docs/pushed.md"));
  expect(landed).toMatchObject({
    landing: { kind: "direct_push", rule_suite: { result: "bypass" } },
    protection: { bypass_used: true },
  });
});

test("A44 the gate passed, and an owner merges past another rule → RULE_BYPASS on record, and an issue", async () => {
  const { rest } = stage.company.people[owner];
  const { data: ruleset } = await rest.repos.createRepoRuleset({
    ...where,
    name: "Three look",
    enforcement: "active",
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    bypass_actors: [{ actor_id: 1, actor_type: "OrganizationAdmin", bypass_mode: "always" }],
    rules: [
      {
        type: "pull_request",
        parameters: {
          required_approving_review_count: 3,
          dismiss_stale_reviews_on_push: false,
          require_code_owner_review: false,
          require_last_push_approval: false,
          required_review_thread_resolution: false,
        },
      },
    ],
  });
  const change = await approvedChange(stage);
  let landed: Awaited<ReturnType<typeof moved>>;
  const { issues, records } = await broughtBy(stage, async () => {
    landed = await moved(stage, () => mergeAsOwner(stage, change));
  });
  await rest.repos.deleteRepoRuleset({ ...where, ruleset_id: ruleset.id });
  expect(landed).toMatchObject({ policy: { decision: "pass" }, landing: { rule_suite: { result: "bypass" } } });
  expect(landed?.exceptions).toHaveLength(1);
  expect(records).toMatchObject([{ kind: "exception.opened", code: "RULE_BYPASS", pull_request: change.number }]);
  expect(issues[0]?.body).toContain("past another rule of the branch");
});

test("the app may not read rule suites → unavailable, with what is missing; what the gate knows decides alone", async () => {
  const other = await stageOf("read");
  try {
    const change = await approvedChange(other);
    const landed = await moved(other, () => merge(other, change));
    expect(landed).toMatchObject({
      landing: { rule_suite: "unavailable" },
      protection: { bypass_used: "unavailable" },
      exceptions: [],
    });
    for (const field of ["landing.rule_suite", "protection.bypass_used"])
      expect(landed?.collected.missing).toContainEqual({
        field,
        reason: expect.stringContaining("administration: write"),
      });
  } finally {
    await other.close();
  }
});
