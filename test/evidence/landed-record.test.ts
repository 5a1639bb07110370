import fc from "fast-check";
import { expect, test } from "vitest";
import type { LandedBody } from "../../src/evidence/bodies.ts";
import { canonicalBytes } from "../../src/evidence/canonical.ts";
import { landedRecord } from "../../src/evidence/landed-record.ts";
import { commitmentTo, seal } from "../../src/evidence/seal.ts";
import {
  base,
  checkOf,
  commitOf,
  head,
  landedChange,
  landedDecision,
  merged,
  people,
  reviewOf,
} from "../support/landed-change.ts";

/** The body as it would stand in the log: people by their ids. */
function sealed(...given: Parameters<typeof landedRecord>) {
  const result = seal(landedRecord(...given).body, { pseudonymOf: ({ id }) => `u_${id}`, salt: () => "00" });
  return { ...result, body: result.body as LandedBody };
}

const nobody = { decision: null, on: null, facts: null, groupChecks: [] };

test("a reviewed pull request: every field of the record", () => {
  const { body, documents } = sealed(landedChange(), landedDecision({ title: "ABC-1 Pay" }));
  expect(body).toMatchObject({
    change_id: "acme/api#7@refs/heads/main",
    repo: { id: 1, name: "acme/api" },
    ref: "refs/heads/main",
    landing: {
      kind: "pr_squash",
      before: base,
      after: merged,
      pusher: "u_13",
      merger: "u_13",
      merged_at: body.landing.landed_at,
    },
    commits: { all: 1, first_parent: 1, removed: { all: 0 } },
    content: { head, tree_match: true, tree_source: "head", files: 1 },
    pr: { number: 7, author: "u_11", title: commitmentTo("00", "Pay") },
    tickets: [{ system: "reference", key: commitmentTo("00", "ABC-1"), verified: false }],
    classification: { type: "normal", risk: "med", set_by: "policy" },
    reviews: [{ id: 1, by: "u_12", state: "APPROVED", commit: head, role: "senior", counted: true, why_not: null }],
    approval: {
      ...{ required: 1, obtained: 1, senior: 1, before_merge: true, on_final_head: true, approvers: ["u_12"] },
      approved_at: "2026-11-23T11:00:00.000Z",
      sod: {
        ...{ approver_not_author: true, approver_not_committer: true },
        ...{ approver_not_coauthor: true, approver_not_sole_merger: true },
      },
    },
    checks: [{ name: "unit", app_id: 15368, category: "test", required_by: "policy", before_merge: true, run_id: 70 }],
    policy: { digest: "sha256:p", decision: "pass", decided_seq: 9, mode: "enforce", engine: "mergewarden/1.2.3" },
    protection: { snapshot_seq: 2, drift: false },
    collected: { app: "mergewarden/1.2.3", settle_s: 10 },
  });
  const [commits] = documents.map((bytes) => JSON.parse(new TextDecoder().decode(bytes)));
  expect(commits).toMatchObject([{ sha: merged, author: "u_11", committer: "u_11", signature: "verified" }]);
});

test.for<[string, object, object]>([
  ["a comment", { state: "commented" }, { why_not: "a comment" }],
  ["by the author", { author: people.ada }, { why_not: "its author is not in the role" }],
  ["by nobody any more", { author: null }, { by: null, why_not: "its author is gone" }],
  ["of an older commit", { commit: base }, { why_not: "given to another commit" }],
  ["by somebody who is no senior", { author: people.eve }, { role: null, why_not: "its author is not in the role" }],
  ["by a bot", { author: { ...people.bob, type: "Bot" } }, { why_not: "given by a bot" }],
])("an approval, or a review, %s → not counted, and why", ([, changes, review]) => {
  const { body } = sealed(landedChange(), landedDecision({ reviews: [reviewOf(changes)] }));
  expect(body).toMatchObject({
    reviews: [{ ...review, counted: false }],
    approval: { obtained: 0, approved_at: null },
  });
});

test("nobody approved → no approver had another hand in it", () => {
  const landing = { ...landedChange().landing, merger: people.bob };
  const { body } = sealed(landedChange({ landing }), landedDecision({ reviews: [] }));
  expect(body.approval).toMatchObject({ obtained: 0, sod: { approver_not_sole_merger: true } });
});

test("a co-author approves → told; the approver merges alone → told", () => {
  const landing = { ...landedChange().landing, merger: people.bob };
  const commits = [commitOf(merged, { coAuthors: [people.bob] })];
  const { body } = sealed(landedChange({ landing, commits }), landedDecision());
  expect(body.approval).toMatchObject({ sod: { approver_not_coauthor: false, approver_not_sole_merger: false } });
});

test("a look-alike of another app is no check of the policy; what the branch's rules ask for is", () => {
  const checks = [
    checkOf({ app: { id: 666, slug: "look-alike" } }),
    checkOf({ id: 71, name: "build", completedAt: "2026-11-23T12:30:00Z" }),
  ];
  const { body } = sealed(landedChange(), landedDecision({ checks }));
  expect(body.checks).toMatchObject([
    { name: "build", required_by: "ruleset", category: "other", before_merge: false },
  ]);
});

test("without facts of the head → unavailable, and told why; never a pass", () => {
  const { body } = sealed(landedChange(), nobody);
  expect(body).toMatchObject({ reviews: "unavailable", approval: "unavailable", checks: "unavailable" });
  expect(body.policy).toMatchObject({ decision: "bypass", decided_seq: null });
  expect(body.collected.missing.map(({ field }) => field)).toEqual(
    expect.arrayContaining(["reviews", "approval", "checks"]),
  );
});

test.for<[string, string, string]>([
  ["a revert", 'Revert "Pay"', "revert"],
  ["anything else", "Pay", "normal"],
])("the title says %s", ([, title, type]) => {
  const pull = { number: 7, author: people.ada, openedAt: null, title };
  expect(sealed(landedChange({ pull }), landedDecision()).body.classification).toMatchObject({ type });
});

test("however much there is of everything, the leaf holds 32 KiB at most and no text of a person", () => {
  const text = fc.string({ unit: "binary", minLength: 0, maxLength: 10_000 });
  const many = fc.integer({ min: 0, max: 400 });
  fc.assert(
    fc.property(text, many, many, many, (hostile, commits, reviews, checks) => {
      const marker = "SECRETMARK";
      const title = `${marker} ABC-1 ${hostile}`;
      const author = { ...people.ada, login: marker };
      const sha = (n: number) => n.toString(16).padStart(40, "0");
      const change = landedChange({
        pull: { number: 7, author, openedAt: null, title },
        commits: Array.from({ length: commits }, (_, n) => commitOf(sha(n), { message: title, author })),
        missing: Array.from({ length: checks }, () => ({ field: "commits", reason: hostile })),
      });
      const decided = landedDecision({
        title,
        reviews: Array.from({ length: reviews }, (_, n) => reviewOf({ id: n, author: { ...people.bob, id: 100 + n } })),
        checks: Array.from({ length: checks }, (_, n) => checkOf({ id: n, name: `unit ${hostile.slice(0, 250)}` })),
      });
      const leaf = canonicalBytes(sealed(change, decided).body);
      expect(leaf.length).toBeLessThan(31 * 1024);
      expect(new TextDecoder().decode(leaf)).not.toContain(marker);
    }),
    { numRuns: 40 },
  );
});
