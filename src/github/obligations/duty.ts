import type { Logger } from "pino";
import { lateRecord, openedRecord } from "../../evidence/exception-record.ts";
import type { LandingException, Obligation, Obligations } from "../../pipeline/obligations.ts";
import type { EvidenceLog, RepositoryRef } from "../../pipeline/ports.ts";
import type { OwnApp } from "../events/payload.ts";
import { type GatingOptions, officersOf, readEffective } from "../landings/gating.ts";
import type { RepositorySource } from "../landings/repository.ts";
import { allPages, perPage } from "../pages.ts";
import { escalatedText, mentions, mentionsOf, overdueText } from "./texts.ts";
import { openThread, say } from "./thread.ts";

/** What the duty to review is kept up with. */
export interface DutyOptions extends GatingOptions {
  app: OwnApp;
  obligations: Obligations;
  evidence: EvidenceLog;
  source(repository: RepositoryRef): Promise<RepositorySource>;
  now(): Date;
  log: Pick<Logger, "warn" | "error">;
}

/** Who has to look at what landed past the gate, and what happens if nobody does. */
export interface Duty {
  /** Records the exception and asks for its review, once. */
  open(exception: LandingException): Promise<void>;
  /** Catches up on issues that could not be opened, and says what is overdue. */
  remind(): Promise<void>;
}

const hour = 3_600_000;

/** The duty to review, kept up on GitHub. Evidence comes first: what cannot be told there is on record all the same. */
export function createDuty(options: DutyOptions): Duty {
  const { obligations, evidence, log, now } = options;
  return {
    async open(exception) {
      const dueAt = new Date(exception.landedAt.getTime() + exception.reviewHours * hour);
      await evidence.append(openedRecord(exception, dueAt));
      const { key, code, repository, pullRequest, branch } = exception;
      const obligation = await obligations.open(exception, now());
      if (obligation.state === "recorded" || obligation.thread !== null) return;
      log.warn({ exception: key, code, repository, pullRequest, branch }, "something landed past the gate");
      await ask(obligation, options);
    },
    async remind() {
      for (const obligation of await obligations.pending()) {
        try {
          if (obligation.thread === null) await ask(obligation, options);
          await remindOf(obligation, options);
        } catch (error) {
          log.error({ err: error, exception: obligation.key }, "an overdue review could not be told of");
        }
      }
    },
  };
}

async function ask(obligation: Obligation, options: DutyOptions): Promise<void> {
  const { obligations, log, now } = options;
  if (!(await obligations.claim(obligation.key, now()))) return;
  const source = await options.source(obligation.repository);
  const people = await officers(source, obligation, options);
  const thread = await openThread(source, obligation, { officers: people, slug: options.app.slug });
  if (thread !== null) await obligations.keepThread(obligation.key, thread);
  else
    log.error({ exception: obligation.key }, "GitHub takes no issue for what landed past the gate; it is tried again");
}

async function officers(source: RepositorySource, { branch }: Obligation, options: DutyOptions): Promise<string> {
  const { owner, default_branch: defaultBranch } = await source.home();
  return mentionsOf(officersOf(await readEffective(source, defaultBranch, branch, options)), owner.login);
}

/** Overdue when the time is over, escalated when twice the time is. Each is recorded once, whatever became of the comment. */
async function remindOf(given: Obligation, options: DutyOptions): Promise<void> {
  const { obligations, evidence, log, now } = options;
  const at = now();
  const { key, dueAt, landedAt } = given;
  if (at < dueAt) return;
  const obligation = (await obligations.find(key)) ?? given;
  const source = await options.source(obligation.repository);
  await evidence.append(lateRecord("exception.overdue", obligation, at));
  if (obligation.state === "open") {
    log.warn({ exception: key }, "the review of what landed past the gate is overdue");
    await tell(source, obligation, async () => overdueText(obligation, await officers(source, obligation, options)));
    await obligations.setState(key, "overdue", at);
  }
  if (at.getTime() < dueAt.getTime() + (dueAt.getTime() - landedAt.getTime())) return;
  await evidence.append(lateRecord("exception.escalated", obligation, at));
  if (obligation.state === "open" || obligation.state === "overdue") {
    await tell(source, obligation, async () => escalatedText(obligation, await mentionOwners(source)));
    await obligations.setState(key, "escalated", at);
  }
}

/** Without a thread there is nowhere to say it; the log has it. */
async function tell(source: RepositorySource, { thread }: Obligation, text: () => Promise<string>): Promise<void> {
  if (thread !== null) await say(source, thread, await text());
}

/** The owners of the organisation, or the person whose repository it is. */
export async function mentionOwners({ github, home }: RepositorySource): Promise<string> {
  const { owner } = await home();
  if (owner.type !== "Organization") return mentions([owner.login]);
  const query = { org: owner.login, role: "admin", per_page: perPage } as const;
  const found = await allPages((page) => github.rest.orgs.listMembers({ ...query, page }));
  return mentions(found.map(({ login }) => login)) || "owners of this organisation";
}
