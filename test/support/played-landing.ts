import { createHash } from "node:crypto";
import { canonicalBytes } from "../../src/evidence/canonical.ts";
import { type ActorMark, actorMark, committed } from "../../src/evidence/personal.ts";
import type { TestLog } from "./evidence-source.ts";

export const alice = actorMark({ id: 101, login: "alice", type: "User" });
export const bob = actorMark({ id: 102, login: "bob-senior", type: "User" });
export const carol = actorMark({ id: 103, login: "carol-officer", type: "User" });
export const dave = actorMark({ id: 104, login: "dave-officer", type: "User" });
const robot = actorMark({ id: 777, login: "renovate[bot]", type: "Bot" });
export const repo = { id: 518273645, name: "acme/api" };
export const ref = "refs/heads/main";
const zero = "0".repeat(40);

/** A made-up git object id, the same for the same name. */
export function shaOf(name: string): string {
  return createHash("sha1").update(name).digest("hex");
}

export function listDigest(shas: readonly string[]): string {
  return `sha256:${createHash("sha256")
    .update([...shas].sort().join("\n"))
    .digest("hex")}`;
}

/** A landing to play: the rest is as it should be. */
export interface Play {
  number?: number;
  kind?: string;
  at: string;
  before: string;
  commits: { sha: string; parents: string[]; tree?: string; first?: boolean; author?: ActorMark | null }[];
  removed?: string[];
  title?: string;
  exceptions?: string[];
  body?: Record<string, unknown>;
}

/** Appends the landing with its attestations; returns its number in the log. */
export function land(log: TestLog, play: Play): number {
  const seq = log.append("change.landed", play.at, landedBody(log, play));
  const leaf = log.leaf(seq);
  const record = JSON.parse(Buffer.from(leaf).toString("utf8"));
  const sha: string = record.body.landing.tip;
  const uri = `https://github.com/${repo.name}/commit/${sha}`;
  const annotations = { sourceRefs: [ref], source_refs: [ref] };
  const digest = { sha256: createHash("sha256").update(leaf).digest("hex") };
  // A branch that was deleted has no commit to speak of.
  const isThere = record.body.landing.kind !== "ref_delete";
  const revision = { uri, digest: { gitCommit: sha }, annotations };
  const evidence = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [...(isThere ? [revision] : []), { name: "record.json", digest }],
    predicateType: "https://gate.example.com/attestations/change-evidence/v1",
    predicate: { log: { origin: log.origin, index: seq }, record },
  };
  log.attest(seq, "change-evidence", play.at, evidence);
  if (isThere) log.attest(seq, "vsa", play.at, summaryOf({ seq, play, evidence, subject: revision }));
  return seq;
}

function summaryOf(given: { seq: number; play: Play; evidence: object; subject: object }) {
  const { seq, play, evidence, subject } = given;
  const isPassed = (play.exceptions ?? []).length === 0;
  const digest = createHash("sha256").update(canonicalBytes(evidence)).digest("hex");
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [subject],
    predicateType: "https://slsa.dev/verification_summary/v1",
    predicate: {
      verifier: { id: "https://gate.example.com/verifier/v1", version: { mergewarden: "0.1.0" } },
      timeVerified: play.at.replace(".000Z", "Z"),
      resourceUri: `git+https://github.com/${repo.name}`,
      policy: { uri: `git+https://github.com/${repo.name}#.github/mergewarden.yml` },
      inputAttestations: [
        { uri: `attestations/${play.at.slice(0, 7)}.intoto.jsonl#${seq}`, digest: { sha256: digest } },
      ],
      verificationResult: isPassed ? "PASSED" : "FAILED",
      verifiedLevels: isPassed ? ["SLSA_SOURCE_LEVEL_4"] : ["FAILED"],
      slsaVersion: "1.2",
    },
  };
}

function landedBody(log: TestLog, play: Play): Record<string, unknown> {
  const { number, kind = number === undefined ? "direct_push" : "pr_squash", before, at } = play;
  const shas = play.commits.map(({ sha }) => sha);
  const after = kind === "ref_delete" ? zero : (shas.at(-1) ?? before);
  const head = number === undefined ? null : shaOf(`head ${number}`);
  const pusher = number === undefined ? (kind === "bot_push" ? robot : alice) : bob;
  return {
    change_id: number === undefined ? `${repo.name}!push:${after}@${ref}` : `${repo.name}#${number}@${ref}`,
    repo,
    ref,
    landing: {
      kind,
      before,
      after,
      tip: after,
      forced: kind === "force_push",
      landed_at: at,
      landed_source: "push_webhook",
      merged_at: number === undefined ? null : at,
      pusher,
      merger: number === undefined ? null : bob,
      rule_suite: { id: 7741902, result: number === undefined ? "bypass" : "pass" },
    },
    commits: {
      all: shas.length,
      first_parent: play.commits.filter(({ first }) => first ?? true).length,
      digest: listDigest(shas),
      items: log.keep(itemsOf(play)),
      removed: { all: play.removed?.length ?? 0, digest: listDigest(play.removed ?? []) },
    },
    ...(head === null ? unreviewed(after) : reviewed({ head, before, at, number: number ?? 0, title: play.title })),
    exceptions: play.exceptions ?? [],
    collected: { app: "mergewarden/0.1.0", settle_s: 600, missing: [] },
    ...play.body,
  };
}

function itemsOf({ commits, at }: Play): unknown[] {
  const items = commits.map(({ sha, parents, tree = shaOf(`tree ${sha}`), first = true, author = alice }) => ({
    sha,
    parents,
    tree,
    on_first_parent: first,
    authored_at: at,
    committed_at: at,
    author,
    committer: null,
    coauthors: [],
    signature: "verified",
  }));
  return items.sort((a, b) => (a.sha < b.sha ? -1 : 1));
}

function unreviewed(after: string): Record<string, unknown> {
  const nothing = { head: null, base: null, expected_tree: null, files: null, additions: null, deletions: null };
  return {
    content: { ...nothing, landed_tree: shaOf(`tree ${after}`), tree_match: "unavailable", tree_source: null },
    pr: null,
    tickets: [],
    classification: { type: "normal", risk: "med", set_by: "policy" },
    reviews: [],
    approval: "unavailable",
    checks: [],
    policy: policyOf({ decision: "bypass", decided_seq: null, mode: null, rules: [] }),
    protection: { snapshot_seq: null, drift: false, bypass_used: true },
  };
}

function reviewed(given: { head: string; before: string; at: string; number: number; title?: string | undefined }) {
  const { head, before, at, number, title = `Change ${number}` } = given;
  const earlier = new Date(Date.parse(at) - 3_600_000).toISOString();
  const review = { id: 9000 + number, state: "approved", commit: head, at: earlier, counted: true, why_not: null };
  const sod = {
    approver_not_author: true,
    approver_not_committer: true,
    approver_not_coauthor: true,
    approver_not_sole_merger: true,
  };
  return {
    content: {
      head,
      base: before,
      expected_tree: shaOf(`tree of ${number}`),
      landed_tree: shaOf(`tree of ${number}`),
      tree_match: true,
      tree_source: "test-merge",
      files: 3,
      additions: 40,
      deletions: 2,
    },
    pr: { number, author: alice, opened_at: earlier, title: committed(title) },
    tickets: [{ system: "pattern", key: committed(`API-${number}`), verified: false }],
    classification: { type: "normal", risk: "med", set_by: "policy" },
    reviews: [{ ...review, by: bob, role: "senior", role_source: `facts@sha256:${"0".repeat(64)}` }],
    approval: {
      required: 1,
      obtained: 1,
      senior: 1,
      before_merge: true,
      approved_at: earlier,
      on_final_head: true,
      sod,
      approvers: [bob],
    },
    checks: [
      check("unit", 15368, "test", head, earlier),
      { ...check("plain-http", 901234, "http", head, earlier), findings: { new: 0, waived: 1 } },
    ],
    policy: policyOf({
      decision: "pass",
      decided_seq: 1,
      mode: "enforce",
      rules: [{ id: "senior-review", enforcement: "block", outcome: "pass" }],
    }),
    protection: { snapshot_seq: 3, drift: false, bypass_used: false },
  };
}

function check(name: string, app: number, category: string, head: string, at: string) {
  const ended = { conclusion: "success", at, before_merge: true, category, required_by: "policy", findings: null };
  return { name, app_id: app, run_id: 40112233445, head, ...ended };
}

export function policyOf(decided: Record<string, unknown>) {
  return { digest: `sha256:${"1".repeat(64)}`, exception: null, engine: "mergewarden/0.1.0", ...decided };
}
