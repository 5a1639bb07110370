import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { controls } from "./controls/index.ts";
import { type Gap, type GapBody, gapRecord, gapSubject } from "./evidence/gap-record.ts";
import type { GitHub } from "./github/client.ts";
import type { RoutingOptions } from "./github/events/handler.ts";
import type { OwnApp } from "./github/events/payload.ts";
import { readOfficers } from "./github/landings/gating.ts";
import { createReconciler } from "./github/landings/reconcile.ts";
import { createRepositorySource } from "./github/landings/repository.ts";
import { createDuty, mentionOwners } from "./github/obligations/duty.ts";
import { createPolicyWatch } from "./github/policy-changes/look.ts";
import { createPolicyReader } from "./github/policy-reader.ts";
import { groupDecisionOn } from "./handle-merge-groups.ts";
import type { ExceptionMemory } from "./pipeline/exceptions.ts";
import type { Mirrors } from "./pipeline/mirrors.ts";
import type { EvidenceLog, PolicyMemory, PullRequestMemory, RepositoryRef } from "./pipeline/ports.ts";
import type { JobHandlers } from "./pipeline/queue.ts";
import { obligations as storedObligations } from "./storage/obligations.ts";
import { policyHistory } from "./storage/policy-history.ts";
import { refTips } from "./storage/ref-tips.ts";
import type { Schema } from "./storage/schema.ts";

/** What landings, and the duties that follow from them, are handled with. */
export interface LandingWorld {
  database: Kysely<Schema>;
  evidence: EvidenceLog;
  pullRequests: PullRequestMemory;
  exceptions: ExceptionMemory;
  policies: PolicyMemory;
  /** null: there are none. */
  mirrors: Mirrors | null;
  installation(id: number): Promise<GitHub>;
  app: OwnApp;
  now(): Date;
  /** The app's version, for records. */
  version: string;
  /** Milliseconds that are waited before a look at what landed. */
  settle: number;
  log: Logger;
}

/** What to do about what landed. */
export interface LandingHandling {
  jobs: Pick<JobHandlers, "reconcile" | "remind">;
  routing: Pick<RoutingOptions, "gap" | "isReviewed" | "officers" | "owners">;
}

/** Puts together what happens after the fact. */
export function handleLandings(world: LandingWorld): LandingHandling {
  const { database, evidence, installation, log } = world;
  const obligations = storedObligations(database);
  const gating = { policies: world.policies, reader: createPolicyReader(controls), controls };
  async function source(repository: RepositoryRef) {
    const onFailure = (error: unknown) => {
      log.warn({ err: error, repository }, "something that landed could not be read from GitHub");
    };
    return createRepositorySource(await installation(repository.installationId), repository, onFailure);
  }
  const duty = createDuty({ ...world, ...gating, obligations, source });
  const policies = createPolicyWatch({ ...world, ...gating, history: policyHistory(database), source });
  const { pullRequests, exceptions, mirrors, now } = world;
  const { explained } = obligations;
  const reconcile = createReconciler({
    ...gating,
    ...{ evidence, pullRequests, exceptions, mirrors, explained, source, now },
    tips: refTips(database),
    engine: { app: `mergewarden/${world.version}`, settleSeconds: Math.round(world.settle / 1000) },
    async record(landed) {
      await evidence.append(landed);
    },
    open: duty.open,
    groupDecision: (subject, sha) => groupDecisionOn(evidence, subject, sha),
  });
  return {
    jobs: {
      async remind() {
        await duty.remind();
        await policies.remind();
      },
      reconcile: tellingOfFailures(
        (landed) => (landed.kind === "policy" ? policies.look(landed) : reconcile(landed)),
        log,
      ),
    },
    routing: {
      gap: (gap) => keepGap(gap, evidence),
      isReviewed: async ({ repositoryId, number }) => (await obligations.onThread(repositoryId, number)) !== null,
      officers: async (repository) => readOfficers(await source(repository), gating),
      owners: async (repository) => mentionOwners(await source(repository)),
    },
  };
}

function tellingOfFailures(reconcile: JobHandlers["reconcile"], log: Logger): JobHandlers["reconcile"] {
  return async (landed) => {
    try {
      return await reconcile(landed);
    } catch (error) {
      log.error(
        { err: error, landed },
        "what landed could not be held against the gate's decisions; it is tried again",
      );
      throw error;
    }
  };
}

async function keepGap(gap: Gap, evidence: EvidenceLog): Promise<void> {
  const last = await evidence.last(gap.tenant, gapSubject);
  const record = gapRecord(gap, (last?.body as GapBody | undefined) ?? null);
  if (record !== null) await evidence.append(record);
}
