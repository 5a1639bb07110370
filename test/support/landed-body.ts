import type { LandedBody, LandedCheck } from "../../src/evidence/bodies.ts";

const sha = (digit: string) => digit.repeat(40);

/** A check that passed on the head that landed. */
export function landedCheck(own: Partial<LandedCheck> = {}): LandedCheck {
  return {
    name: "unit",
    app_id: 15368,
    run_id: 7,
    head: sha("b"),
    conclusion: "success",
    at: "2026-03-04T09:41:17.000Z",
    before_merge: true,
    category: "test",
    required_by: "policy",
    findings: null,
    ...own,
  };
}

/** A pull request that was squashed as it should be. */
export function landedBody(own: Partial<LandedBody> = {}): LandedBody {
  const blocking = (id: string) => ({ id, enforcement: "block" as const, outcome: "pass" });
  return {
    change_id: "acme/api#1482@refs/heads/main",
    repo: { id: 518273645, name: "acme/api" },
    ref: "refs/heads/main",
    landing: {
      kind: "pr_squash",
      before: sha("3"),
      after: sha("9"),
      tip: sha("9"),
      forced: false,
      landed_at: "2026-03-04T10:15:22.000Z",
      landed_source: "push_webhook",
      merged_at: "2026-03-04T10:15:21.000Z",
      pusher: "u_7QK2M9ZC4VXHA",
      merger: "u_7QK2M9ZC4VXHA",
      rule_suite: "unavailable",
    },
    commits: {
      all: 1,
      first_parent: 1,
      digest: `sha256:${"a".repeat(64)}`,
      items: `sha256:${"b".repeat(64)}`,
      removed: { all: 0, digest: `sha256:${"c".repeat(64)}` },
    },
    content: {
      head: sha("b"),
      base: sha("3"),
      expected_tree: sha("d"),
      landed_tree: sha("d"),
      tree_match: true,
      tree_source: "test merge",
      files: 7,
      additions: 212,
      deletions: 31,
    },
    pr: {
      number: 1482,
      author: "u_7QK2M9ZC4VXHA",
      opened_at: "2026-03-03T16:02:10.000Z",
      title: `c1:${"e".repeat(64)}`,
    },
    tickets: [{ system: "pattern", key: `c1:${"f".repeat(64)}`, verified: false }],
    classification: { type: "normal", risk: "low", set_by: "policy" },
    reviews: [],
    approval: {
      required: 1,
      obtained: 1,
      senior: 1,
      before_merge: true,
      approved_at: "2026-03-04T09:58:03.000Z",
      on_final_head: true,
      sod: {
        approver_not_author: true,
        approver_not_committer: true,
        approver_not_coauthor: true,
        approver_not_sole_merger: true,
      },
      approvers: ["u_T3WN8RJ5PYDAA"],
    },
    checks: [landedCheck()],
    policy: {
      digest: `sha256:${"1".repeat(64)}`,
      decision: "pass",
      decided_seq: 41,
      mode: "enforce",
      exception: null,
      rules: ["senior-review", "unit-tests", "plain-http", "linked-issue"].map(blocking),
      engine: "mergewarden/1.0.0",
    },
    protection: { snapshot_seq: 12, drift: false, bypass_used: "unavailable" },
    exceptions: [],
    collected: { app: "mergewarden/1.0.0", settle_s: 600, missing: [] },
    ...own,
  };
}

/** A push without a pull request, with the exception that was opened for it. */
export function pushedBody(own: Partial<LandedBody> = {}): LandedBody {
  const body = landedBody();
  const { approval } = body;
  if (approval === "unavailable") throw new Error("the model has an approval");
  return {
    ...body,
    change_id: `acme/api!push:${sha("9")}@refs/heads/main`,
    landing: { ...body.landing, kind: "direct_push", merged_at: null, merger: null },
    content: { ...body.content, head: null, expected_tree: null, tree_match: "unavailable" },
    pr: null,
    tickets: [],
    approval: { ...approval, required: 0, obtained: 0, senior: 0, before_merge: false, on_final_head: false },
    checks: [],
    policy: { ...body.policy, digest: null, decision: "bypass", decided_seq: null, mode: null, rules: [] },
    exceptions: ["push/1"],
    ...own,
  };
}
