import { resolveCommit } from "../git/history.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { ApiError } from "../http/errors.ts";
import { invalidRequest, listOf, optionalOneOf, optionalString, requiredString } from "../http/input.ts";
import { created, noContent } from "../http/reply.ts";
import { codeScanningAnalysisJson } from "../rest/code-scanning.ts";
import { secretAlertJson } from "../rest/secret-scanning.ts";
import { type Result, uploadAnalysis } from "../security/code-scanning.ts";
import { addSecretAlert } from "../security/secret-scanning.ts";
import type { DependencyChange } from "../state/security.ts";

type Body = Record<string, unknown>;

const severities = ["none", "note", "warning", "error"] as const;
const securitySeverities = ["low", "medium", "high", "critical"] as const;

/** The commit a branch or SHA of a request's body names. Throws 422. */
async function commitOf({ repository }: RepositoryCall, name: string): Promise<string> {
  const sha = await resolveCommit(repository.git, name);
  if (!sha) throw new ApiError(422, `No commit found for SHA: ${name}`);
  return sha;
}

function line(body: Body, name: string): number {
  const value = body[name] ?? 1;
  if (typeof value !== "number") throw invalidRequest(`For 'properties/${name}', ${value} is not an integer.`);
  return value;
}

function readResult(body: Body): Result {
  const id = requiredString(body, "rule");
  const description = optionalString(body, "description") ?? id;
  const startLine = line(body, "start_line");
  return {
    rule: {
      id,
      name: id,
      severity: optionalOneOf(body, "severity", severities) ?? "warning",
      securitySeverity: optionalOneOf(body, "security_severity", securitySeverities),
      description,
      tags: ["security"],
    },
    path: requiredString(body, "path"),
    startLine,
    endLine: body.end_line === undefined ? startLine : line(body, "end_line"),
    message: optionalString(body, "message") ?? description,
  };
}

async function addAnalysis(call: RepositoryCall) {
  const { world, repository, body } = call;
  const toolName = optionalString(body, "tool_name") ?? "CodeQL";
  const upload = {
    ref: requiredString(body, "ref"),
    commitSha: await commitOf(call, requiredString(body, "commit_sha")),
    toolName,
    category: optionalString(body, "category") ?? "",
    error: optionalString(body, "error") ?? "",
  };
  const analysis = uploadAnalysis(world, repository, upload, listOf(body, "results", 5000).map(readResult));
  return created(codeScanningAnalysisJson(world, repository, analysis));
}

async function addSecret(call: RepositoryCall) {
  const { world, repository, body } = call;
  const path = requiredString(body, "path");
  const commitSha = await commitOf(call, requiredString(body, "commit_sha"));
  const blob = await repository.git.object(`${commitSha}:${path}`);
  if (!blob) throw new ApiError(422, `No file ${path} in ${commitSha}`);
  const startLine = line(body, "start_line");
  const secretType = requiredString(body, "secret_type");
  const alert = addSecretAlert(world, repository, {
    secretType,
    secretTypeDisplayName: optionalString(body, "secret_type_display_name") ?? secretType,
    locations: [{ path, startLine, endLine: startLine, blobSha: blob.sha, commitSha }],
  });
  return created(secretAlertJson(world, repository, alert));
}

function readChange(body: Body): DependencyChange {
  return {
    change_type: optionalOneOf(body, "change_type", ["added", "removed"] as const) ?? "added",
    manifest: optionalString(body, "manifest") ?? "package-lock.json",
    ecosystem: optionalString(body, "ecosystem") ?? "npm",
    name: requiredString(body, "name"),
    version: requiredString(body, "version"),
    package_url: optionalString(body, "package_url"),
    license: optionalString(body, "license"),
    source_repository_url: optionalString(body, "source_repository_url"),
    vulnerabilities: listOf(body, "vulnerabilities", 100).map((one) => ({
      severity: requiredString(one, "severity"),
      advisory_ghsa_id: requiredString(one, "advisory_ghsa_id"),
      advisory_summary: optionalString(one, "advisory_summary") ?? "",
      advisory_url: optionalString(one, "advisory_url") ?? "",
    })),
    scope: optionalOneOf(body, "scope", ["unknown", "runtime", "development"] as const) ?? "runtime",
  };
}

async function setDependencyChanges(call: RepositoryCall) {
  const { repository, body } = call;
  const head = await commitOf(call, requiredString(body, "head"));
  const base = optionalString(body, "base");
  const key = `${base === null ? "*" : await commitOf(call, base)}...${head}`;
  repository.security.dependencyChanges ??= new Map();
  repository.security.dependencyChanges.set(key, listOf(body, "changes", 5000).map(readChange));
  return noContent();
}

function setFeatures({ repository, body }: RepositoryCall) {
  const { security } = repository;
  if (typeof body.code_scanning === "boolean") security.codeScanningEnabled = body.code_scanning;
  if (typeof body.secret_scanning === "boolean") security.secretScanningEnabled = body.secret_scanning;
  if (body.dependency_graph === false) security.dependencyChanges = null;
  if (body.dependency_graph === true) security.dependencyChanges ??= new Map();
  return noContent();
}

/**
 * Where a scenario states what GitHub's scanners would have found. GitHub has no such endpoints: it analyses code, secrets and
 * manifests itself, the lab analyses nothing.
 */
export function securityDataRoutes(api: Api): void {
  const access = { app: "none", user: "admin" } as const;
  api.repository("patch", "/_lab/security", access, setFeatures);
  api.repository("post", "/_lab/code-scanning/analyses", access, addAnalysis);
  api.repository("post", "/_lab/secret-scanning/alerts", access, addSecret);
  api.repository("put", "/_lab/dependency-changes", access, setDependencyChanges);
}
