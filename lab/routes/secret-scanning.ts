import { accountOf } from "../auth/actor.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { optionalOneOf } from "../http/input.ts";
import { ok, paged } from "../http/reply.ts";
import { secretAlertJson, secretLocationJson } from "../rest/secret-scanning.ts";
import { emitSecretAlert } from "../security/secret-scanning.ts";
import type { SecretScanningAlert } from "../state/security.ts";
import { now } from "../world.ts";

const read = { app: ["secret_scanning_alerts:read"], user: "admin" } as const;
const write = { app: ["secret_scanning_alerts:write"], user: "admin" } as const;

/** "Repository is public, or secret scanning is disabled": 404. */
function requireEnabled({ repository }: RepositoryCall): void {
  if (!repository.security.secretScanningEnabled) {
    throw new ApiError(404, "Secret scanning is disabled on this repository.");
  }
}

function alertOf(call: RepositoryCall): SecretScanningAlert {
  requireEnabled(call);
  const alert = call.repository.security.secretScanning.find(({ number }) => String(number) === call.params.number);
  if (!alert) throw notFound();
  return alert;
}

function list(call: RepositoryCall) {
  const { world, repository, query } = call;
  requireEnabled(call);
  const fits = (name: string, value: string | null) =>
    query.get(name) === null || (query.get(name) ?? "").split(",").includes(value ?? "");
  const alerts = repository.security.secretScanning.filter(
    (alert) =>
      fits("state", alert.state) && fits("secret_type", alert.secretType) && fits("resolution", alert.resolution),
  );
  const sign = query.get("direction") === "asc" ? 1 : -1;
  const sorted = alerts.toSorted((a, b) => sign * (a.number - b.number));
  return paged(call, sorted, (alert) => secretAlertJson(world, repository, alert));
}

function update(call: RepositoryCall) {
  const { world, repository, body, actor } = call;
  const alert = alertOf(call);
  const state = optionalOneOf(body, "state", ["open", "resolved"] as const);
  const resolutions = ["false_positive", "wont_fix", "revoked", "used_in_tests"] as const;
  const resolution = optionalOneOf(body, "resolution", resolutions);
  if (state === "resolved" && !resolution) throw new ApiError(422, "resolution is required when resolving an alert.");
  if (state && state !== alert.state) {
    const resolved = state === "resolved";
    alert.state = state;
    alert.resolution = resolved ? resolution : null;
    alert.resolvedBy = resolved ? accountOf(actor) : null;
    alert.resolvedAt = resolved ? now() : null;
    alert.updatedAt = now();
    emitSecretAlert(world, repository, alert, resolved ? "resolved" : "reopened", accountOf(actor));
  }
  return ok(secretAlertJson(world, repository, alert));
}

/** Secret scanning; its data is what a scenario set, the lab scans nothing. https://docs.github.com/en/rest/secret-scanning/secret-scanning */
export function secretScanningRoutes(api: Api): void {
  const path = "/secret-scanning/alerts/:number{[0-9]+}";
  api.repository("get", "/secret-scanning/alerts", read, list);
  api.repository("get", path, read, (call) => ok(secretAlertJson(call.world, call.repository, alertOf(call))));
  api.repository("patch", path, write, update);
  api.repository("get", `${path}/locations`, read, (call) =>
    paged(call, alertOf(call).locations, (location) => secretLocationJson(call.world, call.repository, location)),
  );
}
