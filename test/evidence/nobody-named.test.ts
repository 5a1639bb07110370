import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { factsSchema } from "../../src/domain/facts.ts";
import type { EffectivePolicy } from "../../src/domain/policy.ts";
import type { GatedVerdict } from "../../src/domain/verdict.ts";
import { canonicalBytes } from "../../src/evidence/canonical.ts";
import { decidedRecord, lateRecord, openedRecord, resolvedRecord } from "../../src/evidence/exception-record.ts";
import { gapRecord } from "../../src/evidence/gap-record.ts";
import { grantRecord, waiverExpiredRecord } from "../../src/evidence/grant-record.ts";
import { groupDecisionRecord } from "../../src/evidence/group-record.ts";
import { erasedRecord, readRecord } from "../../src/evidence/identity-record.ts";
import { newLogRecord, revokedRecord, rotatedRecord } from "../../src/evidence/key-record.ts";
import { landedRecord } from "../../src/evidence/landed-record.ts";
import { policyRecord } from "../../src/evidence/policy-record.ts";
import { accessRecord, protectionRecord } from "../../src/evidence/posture.ts";
import { decisionRecord } from "../../src/evidence/record.ts";
import { refRecord } from "../../src/evidence/ref-record.ts";
import { seal } from "../../src/evidence/seal.ts";
import type { LandingException, Obligation } from "../../src/pipeline/obligations.ts";
import { commitOf, landedChange, landedDecision, reviewOf } from "../support/landed-change.ts";

/** Stands for every text that tells of a person, and the id for every person. */
const secret = 'Marker="],"@actor":</script>\u202e';
const id = 987_654_321;
const person = { id, login: secret, type: "User" } as const;
const at = new Date("2026-11-23T12:00:00.000Z");
const sha = "a".repeat(40);
const repository = { installationId: 5, repositoryId: 1, owner: "acme", name: "api" };
const subject = { ...repository, tenant: 9, number: 7 };
const ref = { ...repository, number: 7 };
const comment = { id: 4, ref, tenant: 9, by: person, at };

const verdict: GatedVerdict = {
  gated: true,
  mode: "enforce",
  conclusion: "pending",
  headSha: sha,
  policyDigest: "sha256:policy",
  controls: [{ id: "lint", enforcement: "block", outcome: "fail", summary: secret, reasons: [secret], remedy: secret }],
  exception: null,
};
const effective: EffectivePolicy = {
  version: 1,
  mode: "enforce",
  branches: null,
  "check-name": "mergewarden",
  "missing-after": 30,
  comment: true,
  roles: { senior: { users: [secret], teams: [secret], permissions: [] } },
  controls: {},
  rules: [],
  "break-glass": null,
};
const facts = factsSchema.parse({
  repository: { id: 1, owner: "acme", name: "api" },
  pullRequest: {
    number: 7,
    title: secret,
    body: secret,
    author: person,
    base: { ref: "main", sha },
    head: { ref: secret, sha },
  },
  now: at.toISOString(),
});
const exception: LandingException = {
  key: "DIRECT_PUSH/1/main/b",
  code: "DIRECT_PUSH",
  tenant: 9,
  repository,
  pullRequest: 7,
  branch: "main",
  before: sha,
  after: sha,
  commits: [sha],
  removed: [],
  landedAt: at,
  mode: "enforce",
  barred: [person],
  reviewHours: 24,
};
const { reviewHours: _, commits: __, removed: ___, ...about } = exception;
const obligation: Obligation = {
  ...about,
  openedAt: at,
  dueAt: at,
  state: "open",
  thread: 8,
  resolvedAt: null,
  decisions: [],
};
const decided = { commentId: 4, officer: person, decision: "approve", decidedAt: at } as const;
const nobody = { decision: null, on: null, facts: null, groupChecks: [] };
const commit = { author: person, committer: person, coAuthors: [person], message: secret };
const landing = {
  ...landedChange({
    commits: [commitOf(sha, commit)],
    pull: { number: 7, author: person, openedAt: at, title: secret },
  }),
  landing: { ...landedChange().landing, pusher: person, merger: person },
};
const judged = landedDecision({ title: `ABC-1 ${secret}`, reviews: [reviewOf({ author: person })] });
const group = { group: { headSha: sha, baseRef: "main", baseSha: sha, number: 7 }, now: at.toISOString() };
const request = { what: "request", headSha: sha, baseRef: "main", incident: secret, reason: secret } as const;
const waiver = { rule: "HTTP001", path: secret, line: 3, reason: secret, grantedAt: at, expiresAt: at };
const file = { text: secret, blobSha: sha, digest: "sha256:text" };
const seen = { source: "acme/api:.github/mergewarden.yml", file, loads: true, since: at };
const posture = { check: "mergewarden", required: true, pinned: true, pull_request: true, bypass: [`User:${id}`] };
const pullRequest = { number: 7, headSha: sha, decidedSeq: 1 };
const erased = { tenant: 9, pseudonym: "u_X", basis: secret, by: secret, documents: 0, decisions: 0, at, id: "x" };

const key = { use: "log", key: "vkey", previous: null, development: true } as const;
const previous = { origin: "gate.example.com/gh-9/log1", size: 3, root: "cm9vdA==" };

/** Every builder, with all the texts that it is given. */
const played = {
  decisionRecord: [decisionRecord({ facts, verdict, policyDigest: "sha256:policy", effective, settings: {} }, subject)],
  groupDecisionRecord: [groupDecisionRecord({ verdict, facts: group, effective, pullRequest, onSeq: null }, subject)],
  landedRecord: [landedRecord(landing, nobody), landedRecord(landing, judged)],
  refRecord: [refRecord({ ...subject, ref: "refs/heads/main", head: sha }, at, "x")],
  openedRecord: [openedRecord(exception, at), openedRecord({ ...exception, barred: Array(500).fill(person) }, at)],
  decidedRecord: [decidedRecord(obligation, decided, secret)],
  lateRecord: [lateRecord("exception.overdue", obligation, at)],
  resolvedRecord: [resolvedRecord(obligation, [person], at)],
  grantRecord: [
    grantRecord(comment, request, {}),
    grantRecord(comment, { what: "approval", request: 1, reason: secret, grant: null }, {}),
    grantRecord(comment, { what: "waiver", waiver }, { rule: "HTTP001" }),
  ],
  waiverExpiredRecord: [waiverExpiredRecord({ id: 4, tenant: 9, repositoryId: 1, expiresAt: at })],
  gapRecord: [gapRecord({ kind: "suspended", tenant: 9, installationId: 5, at }, null)],
  policyRecord: [policyRecord({ tenant: 9, repository, scope: "repository", seen, before: null, effects: [], at })],
  protectionRecord: [
    protectionRecord({ repository, tenant: 9, branch: "main", check: "mergewarden" }, posture, null, at),
  ],
  accessRecord: [accessRecord(9, { two_factor_required: true }, null, at)],
  rotatedRecord: [rotatedRecord(9, key, at)],
  revokedRecord: [revokedRecord(9, { ...key, trust_up_to: 3 }, at)],
  newLogRecord: [newLogRecord(9, { origin: "gate.example.com/gh-9/log2", previous, reason: secret }, at)],
  erasedRecord: [erasedRecord(erased)],
  readRecord: [readRecord({ tenant: 9, what: "evidence", by: secret, at, id: "x" })],
};

function leafOf(body: unknown): string {
  const sealed = seal(body, { pseudonymOf: () => "u_0000000000000", salt: () => "0".repeat(32) });
  return new TextDecoder().decode(canonicalBytes(sealed.body));
}

test.for(Object.entries(played))("%s: no leaf holds a login, a name, a title, a reason or a path", ([, records]) => {
  for (const record of records) {
    const leaf = leafOf(record?.body);
    expect(leaf).not.toMatch(/Marker|987654321|@actor|@committed|@of|@document/);
    expect(record?.key).not.toMatch(/Marker|987654321/);
  }
});

test("every builder of a file of which one is played is played", () => {
  const folder = join(import.meta.dirname, "..", "..", "src", "evidence");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) =>
      [...readFileSync(join(folder, name), "utf8").matchAll(/^export function (\w+Record)\b/gm)].map(
        ([, name]) => name,
      ),
    );
  const names = Object.keys(played);
  const builders = files.filter((own) => own.some((name) => names.includes(name ?? ""))).flat();
  expect(builders.sort()).toEqual(names.sort());
});
