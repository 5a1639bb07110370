import type { Logger } from "pino";
import { sha256 } from "../../evidence/canonical.ts";
import type { PolicyHistory, PolicyNotice } from "../../pipeline/policy-history.ts";
import type { EvidenceLog, RepositoryRef } from "../../pipeline/ports.ts";
import { RateLimited } from "../errors.ts";
import type { OwnApp } from "../events/payload.ts";
import type { GatingOptions } from "../landings/gating.ts";
import type { RepositorySource } from "../landings/repository.ts";
import { findFloor } from "../load-floor.ts";
import { openIssue } from "../obligations/thread.ts";
import { noticeText, noticeTitle } from "./texts.ts";

/** What policies are watched with. */
export interface PolicyWatchOptions extends GatingOptions {
  app: OwnApp;
  history: PolicyHistory;
  evidence: EvidenceLog;
  source(repository: RepositoryRef): Promise<RepositorySource>;
  now(): Date;
  log: Pick<Logger, "warn" | "error">;
}

/** Gives every notice that is owed. One that fails is owed on, and does not keep the others waiting. */
export async function give(options: PolicyWatchOptions): Promise<void> {
  const { history, log, now } = options;
  for (const notice of await history.owed()) {
    if (!(await history.claim(notice.key, now()))) continue;
    try {
      await tell(notice, options);
    } catch (error) {
      const level = error instanceof RateLimited ? "warn" : "error";
      log[level]({ err: error, notice: notice.key }, "a loosened policy could not be told of yet");
    }
  }
}

/** In the repository of the organisation's policy; where that takes no issue, in the repository whose policy it is. */
async function tell(notice: PolicyNotice, options: PolicyWatchOptions): Promise<void> {
  const { history, log } = options;
  const { key, repository, source: policy } = notice;
  const source = await options.source(repository);
  const floor = await findFloor(source);
  const isElsewhere = floor !== null && floor.repositoryId !== repository.repositoryId;
  const places = [...(isElsewhere ? [await options.source(floor)] : []), source];
  for (const place of places) {
    const number = await openNotice(place, source, notice, options);
    if (number === null) continue;
    log.warn({ policy, repository: place.ref, issue: number }, "a policy was loosened, and an issue tells of it");
    return history.keepTold(key, { repositoryId: place.ref.repositoryId, number });
  }
  log.error({ policy, repository }, "a policy was loosened, and GitHub takes no issue that tells of it");
  await history.keepTold(key, null);
}

/** What is private is not told where more people can read. */
async function openNotice(
  place: RepositorySource,
  source: RepositorySource,
  notice: PolicyNotice,
  { app }: PolicyWatchOptions,
): Promise<number | null> {
  const [there, here] = await Promise.all([place.home(), source.home()]);
  const isHidden = here.private && !there.private;
  const marker = `mergewarden policy ${sha256(new TextEncoder().encode(notice.key))}`;
  const issue = { title: noticeTitle(notice, isHidden), body: noticeText(notice, isHidden, marker), marker };
  return openIssue(place, { ...issue, since: notice.since }, app.slug);
}
