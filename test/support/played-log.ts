import { createHash } from "node:crypto";
import { type ActorMark, type CommittedMark, committed } from "../../src/evidence/personal.ts";
import { TestLog } from "./evidence-source.ts";
import { alice, bob, carol, dave, land, listDigest, policyOf, ref, repo, shaOf } from "./played-landing.ts";

const hostileTitle = `=cmd|' /C calc'!A0 <script>alert("1")</script> ‮gnp.exe\r\n${"x".repeat(10_000)}`;

/**
 * A quarter of one repository, with a bit of everything: landings of several kinds, one at the very beginning (2026-01-01 in New
 * York) and one at the very end (2026-04-01), exceptions that were decided in time and not yet, a gap, two checkpoints.
 */
export function playedLog(): TestLog {
  const log = new TestLog();
  setUp(log);
  const one = { sha: shaOf("one"), parents: [shaOf("zero")] };
  land(log, { number: 1, at: "2026-01-01T05:00:00.000Z", before: shaOf("zero"), commits: [one] });
  const side = { sha: shaOf("side"), parents: [one.sha], first: false, author: null };
  const merge = { sha: shaOf("merge"), parents: [one.sha, side.sha] };
  const two = { number: 2, kind: "pr_merge", before: one.sha, commits: [side, merge], title: hostileTitle };
  land(log, { ...two, at: "2026-01-20T10:00:00.000Z" });
  log.signCheckpoint();
  exportOf(log);
  const push = pushDirectly(log, merge.sha);
  const glass = breakGlass(log, push);
  forceBack(log, glass, push);
  land(log, {
    number: 9,
    at: "2026-04-01T04:00:00.000Z",
    before: push,
    commits: [{ sha: shaOf("nine"), parents: [push] }],
  });
  observe(log, "2026-04-01T05:00:00.000Z", shaOf("nine"));
  log.signCheckpoint();
  return log;
}

function setUp(log: TestLog): void {
  const at = "2025-12-31T12:00:00.000Z";
  log.append("app.started", at, { version: "0.1.0" });
  log.append("scope.snapshot", at, {
    installation: "selected",
    repositories: [
      { ...repo, gated: true, refs: [ref], why: "policy", archived: false, private: true },
      { id: 2, name: "acme/=site", gated: false, refs: [], why: "no-policy", archived: true, private: false },
    ],
  });
  const gate = { check: "mergewarden", required: true, pinned: true, pull_request: true, bypass: ["Team:5"] };
  const first = { before_since: null, changed: null, drift: false, weaker: [] };
  log.append("protection.snapshot", at, { repo, ref, gate, ...first });
  log.append("access.snapshot", at, { two_factor_required: true, ...first });
  const text = Buffer.from("version: 1\ncontrols:\n  senior-review: {}\n");
  const digest = `sha256:${createHash("sha256").update(text).digest("hex")}`;
  const effects = { tightened: 0, loosened: 0, changed: 0, digest: log.keep([]) };
  const source = { repo, scope: "repository", source: "repository", blob: shaOf("policy"), digest, loads: true };
  log.append("policy.snapshot", at, { ...source, since: at, before: null, effects }, [text]);
  observe(log, at, shaOf("zero"));
}

function observe(log: TestLog, at: string, head: string): void {
  log.append("ref.observed", at, { repo, ref, head, observed_at: at });
}

function exportOf(log: TestLog): void {
  const period = { from: "2026-01-01", to: "2026-01-31", tz: "America/New_York", profile: "full", basis: "landed" };
  log.append("export.created", "2026-02-01T09:00:00.000Z", {
    size: log.size,
    ...period,
    manifest: `sha256:${"2".repeat(64)}`,
  });
}

/** A direct push across the change of the clocks, reviewed by two officers in time. */
function pushDirectly(log: TestLog, before: string): string {
  const at = "2026-03-08T06:59:59.000Z";
  const sha = shaOf("push");
  const due_at = "2026-03-09T06:59:59.000Z";
  const about = { exception: `DIRECT_PUSH/${repo.id}/${sha}`, code: "DIRECT_PUSH", repo, ref, pull_request: null };
  land(log, { at, before, commits: [{ sha, parents: [before] }], exceptions: [about.exception] });
  const listed = { all: 1, digest: listDigest([sha]) };
  const landing = { before, after: sha, landed_at: at };
  const removed = { all: 0, digest: listDigest([]) };
  log.append("exception.opened", at, {
    ...about,
    mode: "enforce",
    landing,
    commits: listed,
    removed,
    barred: [alice],
    due_at,
  });
  decide(log, about, carol, "2026-03-08T08:00:00.000Z", committed("+looked at it, fine"));
  decide(log, about, dave, "2026-03-08T09:00:00.000Z", committed("same here"));
  const resolved = { outcome: "remediated", late: false, due_at, officers: [carol, dave] };
  log.append("exception.resolved", "2026-03-08T09:00:00.000Z", { ...about, ...resolved });
  return sha;
}

function decide(log: TestLog, about: object, officer: ActorMark, at: string, reason: CommittedMark): void {
  log.append("exception.decided", at, {
    ...about,
    decision: "approve",
    officer,
    comment: 5,
    landed: shaOf("push"),
    reason,
  });
}

function breakGlass(log: TestLog, before: string): string {
  const at = "2026-03-10T10:00:00.000Z";
  const sha = shaOf("glass");
  const asked = { id: 8101, repo, pull_request: 5, code: "BREAK_GLASS", head: shaOf("head 5") };
  const texts = { incident: committed("INC-123"), reason: committed("@payments down") };
  log.append("exception.opened", "2026-03-10T09:00:00.000Z", { ...asked, declared: true, by: alice, ...texts });
  log.append("exception.decided", "2026-03-10T09:30:00.000Z", {
    ...asked,
    id: 8102,
    request: 8101,
    decision: "approved",
    by: carol,
    reason: committed("seen"),
  });
  const key = `BREAK_GLASS/${repo.id}/${sha}`;
  const policy = policyOf({ decision: "fail", decided_seq: 1, mode: "enforce", exception: "break-glass", rules: [] });
  const body = { policy, classification: { type: "emergency", risk: "high", set_by: "policy" } };
  land(log, { number: 5, at, before, commits: [{ sha, parents: [before] }], exceptions: [key], body });
  const about = { exception: key, code: "BREAK_GLASS", repo, ref, pull_request: 5, due_at: "2026-03-11T10:00:00.000Z" };
  log.append("exception.opened", at, {
    ...about,
    mode: "enforce",
    landing: { before, after: sha, landed_at: at },
    barred: [],
  });
  log.append("exception.overdue", "2026-03-11T10:00:00.000Z", about);
  const waiver = {
    id: 8200,
    repo,
    pull_request: 5,
    by: bob,
    rule: "http-url",
    path: committed("src/a.ts"),
    reason: texts.reason,
  };
  log.append("waiver.granted", at, { ...waiver, expires_at: "2026-06-30T00:00:00.000Z" });
  const gap = { installation: 1, why: "suspended", from: "2026-03-12T00:00:00.000Z", to: null };
  log.append("gap.opened", gap.from, gap);
  log.append("gap.closed", "2026-03-12T06:00:00.000Z", { ...gap, to: "2026-03-12T06:00:00.000Z" });
  return sha;
}

function forceBack(log: TestLog, before: string, after: string): void {
  const at = "2026-03-20T10:00:00.000Z";
  const key = `FORCE_PUSH/${repo.id}/${after}`;
  const moved = {
    kind: "force_push",
    before,
    after,
    tip: after,
    forced: true,
    landed_at: at,
    landed_source: "activity_api",
  };
  const landing = { ...moved, merged_at: null, pusher: alice, merger: null, rule_suite: "unavailable" };
  land(log, { kind: "force_push", at, before, commits: [], removed: [before], exceptions: [key], body: { landing } });
  const about = { exception: key, code: "FORCE_PUSH", repo, ref, pull_request: null, due_at: null };
  log.append("exception.opened", at, {
    ...about,
    mode: "observe",
    landing: { before, after, landed_at: at },
    barred: [],
  });
}
