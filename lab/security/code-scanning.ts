import { alertInstanceJson, codeScanningAlertJson } from "../rest/code-scanning.ts";
import type { Account } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import type { CodeScanningAlert, CodeScanningAnalysis } from "../state/security.ts";
import { findAccount, nextId } from "../state/state.ts";
import { now, type World } from "../world.ts";

type Instance = CodeScanningAlert["instances"][number];

/** A result of an analysis as a scenario states it. */
export type Result = {
  rule: CodeScanningAlert["rule"];
  path: string;
  startLine: number;
  endLine: number;
  message: string;
};

/** An analysis as a scenario states it. */
export type Upload = Pick<CodeScanningAnalysis, "ref" | "commitSha" | "toolName" | "category" | "error">;

/** Events of GitHub's own making come from the account `github`. */
export function githubAccount(world: World, repository: Repository): Account {
  return findAccount(world.state, "github") ?? repository.owner;
}

/** Tells about an alert. https://docs.github.com/en/webhooks/webhook-events-and-payloads#code_scanning_alert */
export function emitCodeScanningAlert(
  world: World,
  repository: Repository,
  about: { alert: CodeScanningAlert; instance: Instance },
  action: string,
  sender: Account,
): void {
  const { alert, instance } = about;
  const json = codeScanningAlertJson(world, repository, alert, instance);
  // In webhooks the places are inside, and the tags are not told.
  const shown = {
    ...json,
    rule: { ...(json.rule as object), tags: null },
    instances: alert.instances.map(alertInstanceJson),
  };
  const byUser = action.endsWith("_by_user");
  const payload = {
    alert: shown,
    ref: byUser ? "" : instance.ref,
    commit_oid: byUser ? "" : instance.commitSha,
  };
  world.webhooks.emit({ event: "code_scanning_alert", action, repository, sender, payload });
}

/** Takes in an analysis: what it found is open on its ref, what it no longer finds there is fixed. */
export function uploadAnalysis(
  world: World,
  repository: Repository,
  upload: Upload,
  results: Result[],
): CodeScanningAnalysis {
  const { security } = repository;
  security.codeScanningEnabled = true;
  const analysis: CodeScanningAnalysis = {
    id: nextId(world.state),
    ...upload,
    resultsCount: results.length,
    createdAt: now(),
  };
  security.analyses.push(analysis);
  const found = new Set(results.map((result) => open(world, repository, upload, result)));
  for (const alert of security.codeScanning) {
    if (alert.tool.name !== upload.toolName || found.has(alert)) continue;
    const instance = alert.instances.find(({ ref, state }) => ref === upload.ref && state === "open");
    if (instance) fix(world, repository, alert, instance, upload.commitSha);
  }
  return analysis;
}

function fix(
  world: World,
  repository: Repository,
  alert: CodeScanningAlert,
  instance: Instance,
  commitSha: string,
): void {
  Object.assign(instance, { state: "fixed", commitSha });
  alert.updatedAt = now();
  if (alert.state === "open" && alert.instances.every(({ state }) => state === "fixed")) alert.state = "fixed";
  emitCodeScanningAlert(world, repository, { alert, instance }, "fixed", githubAccount(world, repository));
}

/** The alert of a result: the known one of the same rule and file, or a new one. */
function open(world: World, repository: Repository, upload: Upload, result: Result): CodeScanningAlert {
  const { security } = repository;
  const { path, startLine, endLine, message } = result;
  const { ref, commitSha } = upload;
  const instance: Instance = { ref, commitSha, state: "open", path, startLine, endLine, message };
  const sender = githubAccount(world, repository);
  const known = security.codeScanning.find(
    ({ rule, tool, instances }) =>
      rule.id === result.rule.id && tool.name === upload.toolName && instances.some((other) => other.path === path),
  );
  if (!known) {
    const alert = newAlert(repository, upload, result, instance);
    security.codeScanning.push(alert);
    emitCodeScanningAlert(world, repository, { alert, instance }, "created", sender);
    return alert;
  }
  const before = known.instances.find((other) => other.ref === ref);
  const wasFixed = known.state === "fixed" || before?.state === "fixed";
  known.instances = [...known.instances.filter((other) => other !== before), instance];
  if (known.state === "fixed") known.state = "open";
  known.updatedAt = now();
  if (wasFixed) emitCodeScanningAlert(world, repository, { alert: known, instance }, "reopened", sender);
  else if (!before) emitCodeScanningAlert(world, repository, { alert: known, instance }, "appeared_in_branch", sender);
  return known;
}

function newAlert(repository: Repository, upload: Upload, result: Result, instance: Instance): CodeScanningAlert {
  const instant = now();
  return {
    number: repository.security.codeScanning.length + 1,
    state: "open",
    rule: result.rule,
    tool: { name: upload.toolName, version: null },
    dismissedReason: null,
    dismissedComment: null,
    dismissedBy: null,
    dismissedAt: null,
    instances: [instance],
    createdAt: instant,
    updatedAt: instant,
  };
}
