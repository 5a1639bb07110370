import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { isUnavailable } from "./domain/readable.ts";
import { checkNameFor } from "./engine/context.ts";
import type { Evaluation } from "./engine/judge.ts";
import {
  accessRecord,
  accessSubject,
  branchPosture,
  branchWeakenings,
  organizationWeakenings,
  protectionRecord,
  protectionSubject,
  sameState,
  type Weakening,
} from "./evidence/posture.ts";
import type { EvidenceRecord, RepositoryRef } from "./pipeline/ports.ts";
import type { BranchPosture, OrganizationPosture, PostureWatch, Snapshot } from "./pipeline/posture.ts";
import { evidenceLog } from "./storage/evidence-log.ts";
import { postureMemory } from "./storage/posture-memory.ts";
import type { Schema } from "./storage/schema.ts";
import type { Metrics } from "./web/metrics.ts";

interface World {
  database: Kysely<Schema>;
  metrics: Pick<Metrics, "drift">;
  log: Pick<Logger, "warn">;
}

/** How something stands, and what is made of it. */
interface Observation<State> {
  subject: string;
  state: State;
  at: Date;
  record(before: Snapshot<State> | null): EvidenceRecord;
  weaker(before: State): readonly Weakening[];
  /** For the log. */
  about: object;
}

/** Milliseconds for which what was seen need not be seen again. */
const fresh = 60_000;

/** Keeps how branches are protected and what organisations demand: a change is on record first, then in mind. */
export function watchPostures({ database, metrics, log }: World): PostureWatch {
  const [evidence, memory] = [evidenceLog(database), postureMemory(database)];

  async function observe<State extends BranchPosture | OrganizationPosture>(given: Observation<State>): Promise<void> {
    const { subject, state, at } = given;
    const before = await memory.last<State>(subject);
    const isSame = before !== null && sameState(before.state, state);
    if (before !== null && at.getTime() < before.seenAt.getTime() + (isSame ? fresh : 0)) return;
    if (!isSame) await evidence.append(given.record(before));
    const isChange = await memory.keep(subject, state, at);
    if (!isChange || before === null) return;
    const weaker = given.weaker(before.state);
    if (weaker.length === 0) return;
    log.warn({ ...given.about, weaker, after: before.seenAt, until: at }, "what protects the gate became weaker");
    for (const part of weaker) metrics.drift(part);
  }

  return {
    async branch(observed, rules, at) {
      const state = branchPosture(rules, observed.check);
      if (state === null) return;
      const { repositoryId, owner, name } = observed.repository;
      await observe({
        subject: protectionSubject(repositoryId, observed.branch),
        state,
        at,
        record: (before) => protectionRecord(observed, state, before, at),
        weaker: (before) => branchWeakenings(before, state),
        about: { repositoryId, repository: `${owner}/${name}`, branch: observed.branch },
      });
    },
    organization: (tenant, state, at) =>
      observe({
        subject: accessSubject(tenant),
        state,
        at,
        record: (before) => accessRecord(tenant, state, before, at),
        weaker: (before) => organizationWeakenings(before, state),
        about: { tenant },
      }),
  };
}

/** Since when a branch has been seen as protected as it is; null: it never was looked at. */
export function protectionMemory(
  database: Kysely<Schema>,
): (repository: RepositoryRef, branch: string) => Promise<Date | null> {
  const memory = postureMemory(database);
  return async ({ repositoryId }, branch) =>
    (await memory.last(protectionSubject(repositoryId, branch)))?.since ?? null;
}

/** An evaluation that read the rules of its base branch tells how that is protected. */
export async function watchEvaluation(
  watch: PostureWatch,
  repository: RepositoryRef,
  { facts, effective, verdict }: Evaluation,
  tenant: number,
): Promise<void> {
  const { branchRules, now } = facts;
  if (isUnavailable(branchRules) || !verdict.gated) return;
  const branch = facts.pullRequest.base.ref;
  const check = checkNameFor(effective["check-name"], branch);
  await watch.branch({ repository, tenant, branch, check }, branchRules, new Date(now));
}
