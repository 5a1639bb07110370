import type { Repository } from "../state/repository.ts";
import type { CodeScanningAlert, CodeScanningAnalysis } from "../state/security.ts";
import { nodeId, type World } from "../world.ts";
import { nullableUserJson } from "./account.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";

type Instance = CodeScanningAlert["instances"][number];

// The lab uploads analyses of one made-up workflow.
const analysisKey = ".github/workflows/code-scanning.yml:analyze";

/** Where an alert was found. */
export function alertInstanceJson(instance: Instance): Record<string, unknown> {
  return {
    ref: instance.ref,
    analysis_key: analysisKey,
    environment: "{}",
    category: analysisKey,
    state: instance.state,
    commit_sha: instance.commitSha,
    message: { text: instance.message },
    location: {
      path: instance.path,
      start_line: instance.startLine,
      end_line: instance.endLine,
      start_column: 1,
      end_column: 1,
    },
    classifications: [],
  };
}

/** A code-scanning alert as it stands at one of its places. https://docs.github.com/en/rest/code-scanning/code-scanning */
export function codeScanningAlertJson(
  world: World,
  repository: Repository,
  alert: CodeScanningAlert,
  instance: Instance,
): Record<string, unknown> {
  const url = `${repositoryUrl(world, repository)}/code-scanning/alerts/${alert.number}`;
  const { rule, tool } = alert;
  const state = alert.state === "dismissed" ? "dismissed" : instance.state;
  return {
    number: alert.number,
    created_at: alert.createdAt,
    updated_at: alert.updatedAt,
    url,
    html_url: `${repositoryHtmlUrl(world, repository)}/security/code-scanning/${alert.number}`,
    state,
    fixed_at: state === "fixed" ? alert.updatedAt : null,
    dismissed_by: nullableUserJson(world, alert.dismissedBy),
    dismissed_at: alert.dismissedAt,
    dismissed_reason: alert.dismissedReason,
    dismissed_comment: alert.dismissedComment,
    rule: {
      id: rule.id,
      severity: rule.severity,
      description: rule.description,
      name: rule.name,
      tags: rule.tags,
      full_description: rule.description,
      help: null,
      security_severity_level: rule.securitySeverity,
    },
    tool: { name: tool.name, guid: null, version: tool.version },
    most_recent_instance: alertInstanceJson(instance),
    instances_url: `${url}/instances`,
  };
}

/** An uploaded analysis. */
export function codeScanningAnalysisJson(
  world: World,
  repository: Repository,
  analysis: CodeScanningAnalysis,
): Record<string, unknown> {
  return {
    id: analysis.id,
    ref: analysis.ref,
    commit_sha: analysis.commitSha,
    analysis_key: analysisKey,
    category: analysis.category,
    environment: "{}",
    error: analysis.error,
    created_at: analysis.createdAt,
    results_count: analysis.resultsCount,
    rules_count: analysis.resultsCount,
    url: `${repositoryUrl(world, repository)}/code-scanning/analyses/${analysis.id}`,
    sarif_id: nodeId("SARIF", analysis.id),
    tool: { name: analysis.toolName, guid: null, version: null },
    deletable: true,
    warning: "",
  };
}
