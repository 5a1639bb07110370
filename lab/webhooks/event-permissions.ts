import { hasPermission } from "../auth/access.ts";
import type { Permissions } from "../state/accounts.ts";

/**
 * The permission an app must hold, at least to read, to hear of an event; an event that is not here needs none, as
 * `installation` does. https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
export const eventPermissions: Record<string, string> = {
  branch_protection_configuration: "administration",
  branch_protection_rule: "administration",
  check_run: "checks",
  check_suite: "checks",
  code_scanning_alert: "security_events",
  commit_comment: "contents",
  create: "contents",
  delete: "contents",
  deployment: "deployments",
  deployment_status: "deployments",
  fork: "contents",
  gollum: "contents",
  issue_comment: "issues",
  issues: "issues",
  label: "metadata",
  member: "members",
  membership: "members",
  merge_group: "merge_queues",
  milestone: "issues",
  organization: "members",
  public: "metadata",
  pull_request: "pull_requests",
  pull_request_review: "pull_requests",
  pull_request_review_comment: "pull_requests",
  pull_request_review_thread: "pull_requests",
  push: "contents",
  release: "contents",
  repository: "metadata",
  repository_dispatch: "contents",
  repository_ruleset: "administration",
  secret_scanning_alert: "secret_scanning_alerts",
  secret_scanning_alert_location: "secret_scanning_alerts",
  star: "metadata",
  status: "statuses",
  team: "members",
  team_add: "members",
  watch: "metadata",
  workflow_dispatch: "contents",
  workflow_job: "actions",
  workflow_run: "actions",
};

/** Whether permissions suffice to hear of an event. */
export function mayHear(permissions: Permissions, event: string): boolean {
  const needed = eventPermissions[event];
  return needed === undefined || hasPermission(permissions, `${needed}:read`);
}
