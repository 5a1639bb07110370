import { accountOf } from "../auth/actor.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { optionalOneOf, optionalString } from "../http/input.ts";
import { ok, paged } from "../http/reply.ts";
import { alertInstanceJson, codeScanningAlertJson, codeScanningAnalysisJson } from "../rest/code-scanning.ts";
import { emitCodeScanningAlert } from "../security/code-scanning.ts";
import type { CodeScanningAlert } from "../state/security.ts";
import { now } from "../world.ts";

const read = { app: ["security_events:read"], user: "write" } as const;
const write = { app: ["security_events:write"], user: "write" } as const;
type Instance = CodeScanningAlert["instances"][number];
type Found = { alert: CodeScanningAlert; instance: Instance };

/** "Code scanning is not enabled": 403. No analysis yet: 404. */
function requireAnalyses({ repository }: RepositoryCall): void {
  if (!repository.security.codeScanningEnabled) {
    const message =
      "Code scanning is not enabled for this repository. Please enable code scanning in the repository settings.";
    throw new ApiError(403, message);
  }
  if (repository.security.analyses.length === 0) throw new ApiError(404, "no analysis found");
}

/** The refs a query asks for: a ref, both refs of a pull request, or the default branch. */
function refsOf({ query }: RepositoryCall): Set<string> | null {
  const pull = query.get("pr");
  if (pull !== null) return new Set([`refs/pull/${pull}/merge`, `refs/pull/${pull}/head`]);
  const ref = query.get("ref");
  if (ref === null) return null;
  if (ref.startsWith("refs/")) return new Set([ref]);
  return new Set([/^(heads|tags|pull)\//.test(ref) ? `refs/${ref}` : `refs/heads/${ref}`]);
}

function listAlerts(call: RepositoryCall) {
  const { world, repository, query } = call;
  requireAnalyses(call);
  const refs = refsOf(call) ?? new Set([`refs/heads/${repository.defaultBranch}`]);
  const tool = query.get("tool_name");
  const state = query.get("state");
  const severity = query.get("severity");
  const found: Found[] = [];
  for (const alert of repository.security.codeScanning) {
    const instance = alert.instances.findLast(({ ref }) => refs.has(ref));
    if (!instance || (tool !== null && alert.tool.name !== tool)) continue;
    const stands = alert.state === "dismissed" ? "dismissed" : instance.state;
    if (state !== null && state !== stands && !(state === "closed" && stands !== "open")) continue;
    if (severity !== null && alert.rule.securitySeverity !== severity && alert.rule.severity !== severity) continue;
    found.push({ alert, instance });
  }
  const sign = query.get("direction") === "asc" ? 1 : -1;
  found.sort((a, b) => sign * (a.alert.number - b.alert.number));
  return paged(call, found, ({ alert, instance }) => codeScanningAlertJson(world, repository, alert, instance));
}

function alertOf(call: RepositoryCall): Found {
  requireAnalyses(call);
  const alert = call.repository.security.codeScanning.find(({ number }) => String(number) === call.params.number);
  const instance = alert?.instances.at(-1);
  if (!alert || !instance) throw notFound();
  return { alert, instance };
}

/** Dismisses an alert or opens it again. https://docs.github.com/en/rest/code-scanning/code-scanning#update-a-code-scanning-alert */
function updateAlert(call: RepositoryCall) {
  const { world, repository, body, actor } = call;
  const { alert, instance } = alertOf(call);
  const state = optionalOneOf(body, "state", ["open", "dismissed"] as const);
  const reason = optionalOneOf(body, "dismissed_reason", ["false positive", "won't fix", "used in tests"] as const);
  if (state === "dismissed" && !reason) throw new ApiError(400, "dismissed_reason is required when dismissing.");
  if (state && state !== alert.state) {
    const dismissed = state === "dismissed";
    alert.state = state;
    alert.dismissedReason = dismissed ? reason : null;
    alert.dismissedComment = dismissed ? optionalString(body, "dismissed_comment") : null;
    alert.dismissedBy = dismissed ? accountOf(actor) : null;
    alert.dismissedAt = dismissed ? now() : null;
    alert.updatedAt = now();
    const action = dismissed ? "closed_by_user" : "reopened_by_user";
    emitCodeScanningAlert(world, repository, { alert, instance }, action, accountOf(actor));
  }
  return ok(codeScanningAlertJson(world, repository, alert, instance));
}

function listAnalyses(call: RepositoryCall) {
  const { world, repository, query } = call;
  requireAnalyses(call);
  const refs = refsOf(call);
  const tool = query.get("tool_name");
  const analyses = repository.security.analyses.filter(
    ({ ref, toolName }) => (refs === null || refs.has(ref)) && (tool === null || toolName === tool),
  );
  return paged(call, analyses.toReversed(), (analysis) => codeScanningAnalysisJson(world, repository, analysis));
}

/** Code scanning; its data is what a scenario uploaded, the lab analyses nothing. https://docs.github.com/en/rest/code-scanning/code-scanning */
export function codeScanningRoutes(api: Api): void {
  const path = "/code-scanning/alerts/:number{[0-9]+}";
  api.repository("get", "/code-scanning/alerts", read, listAlerts);
  api.repository("get", path, read, (call) => {
    const { alert, instance } = alertOf(call);
    return ok(codeScanningAlertJson(call.world, call.repository, alert, instance));
  });
  api.repository("patch", path, write, updateAlert);
  api.repository("get", `${path}/instances`, read, (call) =>
    paged(call, alertOf(call).alert.instances, alertInstanceJson),
  );
  api.repository("get", "/code-scanning/analyses", read, listAnalyses);
}
