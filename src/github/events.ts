import type { Logger } from "pino";
import type { Probot } from "probot";
import { onCheckRun, onCheckSuite, onCodeScanningAlert, onStatus } from "./events/checks.ts";
import { onComment } from "./events/commands.ts";
import { type Handler, inTurn, type RoutingOptions } from "./events/handler.ts";
import { onInstallation, onInstallationRepositories } from "./events/installations.ts";
import { onBranchUpdate, onDefaultBranch, onEnd, onGap } from "./events/landings.ts";
import { onMergeGroup } from "./events/merge-groups.ts";
import { isOwn, type Payload } from "./events/payload.ts";
import { onPolicyPush } from "./events/policy-changes.ts";
import { onPullRequest, onReview } from "./events/pull-requests.ts";
import { onOrganizationChange, onPush, onRepositoryChange, onRulesChange } from "./events/wide-changes.ts";

/** What is done about each event. Whatever a payload lacks, nothing throws for it: there is then nothing to do. */
export const handlers: Readonly<Record<string, Handler>> = {
  pull_request: inTurn(onEnd, onPullRequest),
  pull_request_review: onReview,
  check_run: onCheckRun,
  check_suite: onCheckSuite,
  status: onStatus,
  merge_group: onMergeGroup,
  code_scanning_alert: onCodeScanningAlert,
  secret_scanning_alert: onRepositoryChange,
  secret_scanning_alert_location: onRepositoryChange,
  push: inTurn(onBranchUpdate, onPolicyPush, onPush),
  issue_comment: onComment,
  membership: onOrganizationChange,
  team: onOrganizationChange,
  organization: onOrganizationChange,
  member: onRepositoryChange,
  team_add: onRepositoryChange,
  repository: inTurn(onDefaultBranch, onRepositoryChange),
  repository_ruleset: onRulesChange,
  branch_protection_rule: onRulesChange,
  installation: inTurn(onGap, onInstallation),
  installation_repositories: onInstallationRepositories,
};

/**
 * Maps deliveries to the pull requests they touch and asks for these to be judged. An event is a hint: nothing in it is
 * taken as a fact but who pushed and who merged.
 */
export function routeEvents(
  probot: Pick<Probot, "onAny">,
  options: RoutingOptions & { log: Pick<Logger, "debug"> },
): void {
  probot.onAny(async ({ id, name, payload }) => {
    const handler = handlers[name];
    const told = payload as unknown as Payload;
    if (handler === undefined || isOwn(name, told, options.app)) return;
    options.log.debug({ delivery: id, event: name, action: told.action }, "routing a delivery");
    await handler(told, options);
  });
}
