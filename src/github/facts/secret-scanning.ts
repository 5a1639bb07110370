import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { Facts } from "../../domain/facts.ts";
import { allPages, perPage } from "../pages.ts";
import { readable } from "../readable.ts";
import type { Source } from "../reader.ts";
import type { Gatherer } from "./gatherer.ts";

type AlertData = RestEndpointMethodTypes["secretScanning"]["listAlertsForRepo"]["response"]["data"][number];
type SecretScanning = Extract<Facts["secretScanning"], { alerts: unknown }>;
type Alert = Extract<SecretScanning["alerts"], unknown[]>[number];

/** The most alerts whose locations are looked up, newest first. */
const mostLocated = 100;

/** Open alerts of secret scanning; new are those with a location in a commit of this pull request. */
export const secretScanning: Gatherer<"secretScanning"> = {
  changedBy: ["secret_scanning_alert", "secret_scanning_alert_location"],
  permissions: { secret_scanning_alerts: "read" },
  async read(source) {
    return { alerts: await readable(() => readAlerts(source), source.onFailure) };
  },
};

async function readAlerts(source: Source): Promise<Alert[]> {
  const { github, repo } = source;
  const query = { ...repo, state: "open" as const, per_page: perPage };
  const found = await allPages((page) => github.rest.secretScanning.listAlertsForRepo({ ...query, page }));
  if (found.length === 0) return [];
  const own = await readable(async () => {
    const [commits, pull] = await Promise.all([source.commits(), source.pull()]);
    if (commits.length < pull.commits) return { unavailable: "not every commit of the pull request is listed" };
    return new Set(commits.map((commit) => commit.sha));
  }, source.onFailure);
  return Promise.all(found.map((alert, index) => toAlert(source, alert, own, index)));
}

type Own = Set<string> | { unavailable: string };

async function toAlert(source: Source, alert: AlertData, own: Own, index: number): Promise<Alert> {
  const { number = 0, secret_type: type = "", state = "open" } = alert;
  if (!(own instanceof Set)) return { number, type, state, new: own };
  if (index >= mostLocated) {
    return { number, type, state, new: { unavailable: `more than ${mostLocated} alerts are open` } };
  }
  const isNew = await readable(() => isIn(source, number, own), source.onFailure);
  return { number, type, state, new: isNew };
}

async function isIn({ github, repo }: Source, number: number, own: ReadonlySet<string>): Promise<boolean> {
  const query = { ...repo, alert_number: number, per_page: perPage };
  const locations = await allPages((page) => github.rest.secretScanning.listLocationsForAlert({ ...query, page }));
  return locations.some(({ details }) => {
    const { commit_sha: commit } = (details ?? {}) as { commit_sha?: string };
    return commit !== undefined && own.has(commit);
  });
}
