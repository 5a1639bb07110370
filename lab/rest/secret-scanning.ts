import type { Repository } from "../state/repository.ts";
import type { SecretScanningAlert } from "../state/security.ts";
import type { World } from "../world.ts";
import { nullableUserJson } from "./account.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";

type Location = SecretScanningAlert["locations"][number];

function locationDetailsJson(world: World, repository: Repository, location: Location): Record<string, unknown> {
  const url = repositoryUrl(world, repository);
  const html = repositoryHtmlUrl(world, repository);
  return {
    path: location.path,
    start_line: location.startLine,
    end_line: location.endLine,
    start_column: 1,
    end_column: 1,
    blob_sha: location.blobSha,
    blob_url: `${url}/git/blobs/${location.blobSha}`,
    commit_sha: location.commitSha,
    commit_url: `${url}/git/commits/${location.commitSha}`,
    html_url: `${html}/blob/${location.commitSha}/${location.path}#L${location.startLine}-L${location.endLine}`,
  };
}

/** Where a secret was found. */
export function secretLocationJson(world: World, repository: Repository, location: Location): Record<string, unknown> {
  return { type: "commit", details: locationDetailsJson(world, repository, location) };
}

/** An alert as webhooks show it: without secret and places. */
export function webhookSecretAlertJson(
  world: World,
  repository: Repository,
  alert: SecretScanningAlert,
): Record<string, unknown> {
  const url = `${repositoryUrl(world, repository)}/secret-scanning/alerts/${alert.number}`;
  return {
    number: alert.number,
    created_at: alert.createdAt,
    updated_at: alert.updatedAt,
    url,
    html_url: `${repositoryHtmlUrl(world, repository)}/security/secret-scanning/${alert.number}`,
    locations_url: `${url}/locations`,
    secret_type: alert.secretType,
    secret_type_display_name: alert.secretTypeDisplayName,
    validity: "unknown",
    state: alert.state,
    resolution: alert.resolution,
    resolved_at: alert.resolvedAt,
    resolved_by: nullableUserJson(world, alert.resolvedBy),
    resolution_comment: null,
    push_protection_bypassed: false,
    push_protection_bypassed_by: null,
    push_protection_bypassed_at: null,
    publicly_leaked: false,
    multi_repo: false,
  };
}

/** A secret-scanning alert. https://docs.github.com/en/rest/secret-scanning/secret-scanning */
export function secretAlertJson(
  world: World,
  repository: Repository,
  alert: SecretScanningAlert,
): Record<string, unknown> {
  const [first] = alert.locations;
  return {
    ...webhookSecretAlertJson(world, repository, alert),
    secret: "secret-of-the-lab",
    first_location_detected: first ? locationDetailsJson(world, repository, first) : null,
    has_more_locations: alert.locations.length > 1,
  };
}
