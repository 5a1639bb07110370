import type { LandedChange } from "../../evidence/landed/change.ts";
import { type DecidedOn, type Decisions, decisionThatCounts, onPull } from "../../evidence/landed/decision.ts";
import type { LandedDecision } from "../../evidence/landed-record.ts";
import { protectionSubject } from "../../evidence/posture.ts";
import { type DecisionBody, type Subject, subjectOf } from "../../evidence/record.ts";
import type { BranchPosture } from "../../pipeline/posture.ts";
import type { PullData } from "../reader.ts";
import type { Reconciler } from "./reconcile.ts";

type Reading = Pick<Reconciler, "evidence" | "groupDecision">;

/** What the gate decided on a merge, and all that it decided on, read back from the log. */
export async function readDecided(reading: Reading, subject: Subject, pull: PullData): Promise<LandedDecision> {
  const { evidence, groupDecision } = reading;
  const { tenant, number } = subject;
  const [last, group] = await Promise.all([
    evidence.last(tenant, subjectOf(subject)),
    groupDecision(subject, pull.merge_commit_sha),
  ]);
  const decisions: Decisions = { pull: last as Decisions["pull"], group };
  const merge = { number, headSha: pull.head.sha, ref: `refs/heads/${pull.base.ref}` };
  const own = onPull(decisions.pull, merge);
  const decision = decisionThatCounts(decisions, merge);
  const groupFacts =
    decision !== null && decision === group ? await readDocument(reading, tenant, group.body.facts) : null;
  const checks = (groupFacts as { checks?: unknown } | null)?.checks;
  return {
    decision,
    on: own === null ? null : await readDecidedOn(reading, tenant, own.body),
    facts: own?.body.facts ?? null,
    groupChecks: Array.isArray(checks) ? checks : [],
  };
}

async function readDecidedOn(reading: Reading, tenant: number, body: DecisionBody): Promise<DecidedOn> {
  const [facts, verdict, settings] = await Promise.all(
    [body.facts, body.verdict, body.settings].map((digest) => readDocument(reading, tenant, digest)),
  );
  return {
    facts: facts as DecidedOn["facts"],
    verdict: verdict as DecidedOn["verdict"],
    settings: settings as DecidedOn["settings"],
  };
}

/** The document that the gate itself wrote, or null if it was erased. */
async function readDocument({ evidence }: Reading, tenant: number, digest: string): Promise<unknown> {
  const bytes = await evidence.document(tenant, digest);
  return bytes === null ? null : JSON.parse(new TextDecoder().decode(bytes));
}

/** How the branch was protected when that was looked at last. */
export async function readProtection(
  { evidence }: Reading,
  tenant: number,
  repositoryId: number,
  branch: string,
): Promise<LandedChange["protection"]> {
  const last = await evidence.last(tenant, protectionSubject(repositoryId, branch));
  const gate = (last?.body as { gate?: BranchPosture } | undefined)?.gate;
  return last === null || gate === undefined ? null : { seq: last.seq, gate };
}
