import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { Facts, Severity } from "../../domain/facts.ts";
import { allPages, perPage } from "../pages.ts";
import { readable } from "../readable.ts";
import type { Source } from "../reader.ts";
import type { Gatherer } from "./gatherer.ts";

type Answers = RestEndpointMethodTypes;
type AnalysisData = Answers["codeScanning"]["listRecentAnalyses"]["response"]["data"][number];
type AlertData = Answers["codeScanning"]["listAlertsForRepo"]["response"]["data"][number];
type CodeScanning = Extract<Facts["codeScanning"], { analyses: unknown }>;
type Analysis = Extract<CodeScanning["analyses"], unknown[]>[number];
type Alert = Extract<CodeScanning["alerts"], unknown[]>[number];

/** Analyses and open alerts of code scanning for this pull request. */
export const codeScanning: Gatherer<"codeScanning"> = {
  changedBy: ["code_scanning_alert", "check_run"],
  permissions: { security_events: "read", contents: "read" },
  async read(source) {
    const { github, repo, ref } = source;
    const query = { ...repo, pr: ref.number, per_page: perPage };
    const found = await readable(
      () => allPages((page) => github.rest.codeScanning.listRecentAnalyses({ ...query, page })),
      source.onFailure,
    );
    // Alerts are on refs that were analysed, and on no others.
    const analysed = "unavailable" in found ? [] : found.map((analysis) => analysis.ref);
    const refs = new Set(analysed.length > 0 ? analysed : [`refs/pull/${ref.number}/merge`]);
    const alerts = readable(() => readAlerts(source, refs), source.onFailure);
    if ("unavailable" in found) return { analyses: found, alerts: await alerts };
    return { analyses: await toAnalyses(source, found), alerts: await alerts };
  },
};

async function toAnalyses(source: Source, found: readonly AnalysisData[]): Promise<Analysis[]> {
  const { head } = await source.pull();
  return Promise.all(found.map((analysis) => toAnalysis(source, analysis, head.sha)));
}

async function toAnalysis(source: Source, analysis: AnalysisData, head: string): Promise<Analysis> {
  const { tool, commit_sha: commit, error } = analysis;
  const headSha = await readable(() => coveredHead(source, commit, head), source.onFailure);
  return { tool: tool.name ?? "", version: tool.version ?? null, headSha, error };
}

/** The head that an analysis covers: its commit, or the second parent of the test merge that it ran on. */
async function coveredHead({ github, repo }: Source, commit: string, head: string): Promise<string | null> {
  if (commit === head) return head;
  const { data } = await github.rest.git.getCommit({ ...repo, commit_sha: commit });
  return data.parents.length === 2 ? (data.parents[1]?.sha ?? null) : commit;
}

/** The alerts on every ref that was analysed for the pull request, each once. */
async function readAlerts(source: Source, refs: ReadonlySet<string>): Promise<Alert[]> {
  const perRef = await Promise.all([...refs].map((ref) => openAlerts(source, ref)));
  const found = [...new Map(perRef.flat().map((alert) => [alert.number, alert])).values()];
  if (found.length === 0) return [];
  const onBase = await readable(async () => {
    const open = await openAlerts(source, `refs/heads/${(await source.pull()).base.ref}`);
    return new Set(open.map((alert) => alert.number));
  }, source.onFailure);
  return found.map((alert) => toAlert(alert, onBase));
}

function openAlerts({ github, repo }: Source, ref: string): Promise<AlertData[]> {
  const query = { ...repo, ref, state: "open" as const, per_page: perPage };
  return allPages((page) => github.rest.codeScanning.listAlertsForRepo({ ...query, page }));
}

function toAlert(alert: AlertData, onBase: Set<number> | { unavailable: string }): Alert {
  const { location } = alert.most_recent_instance;
  return {
    number: alert.number,
    tool: alert.tool.name ?? "",
    rule: alert.rule.id ?? alert.rule.name ?? "",
    severity: severityOf(alert.rule),
    state: alert.state ?? "open",
    new: onBase instanceof Set ? !onBase.has(alert.number) : onBase,
    path: location?.path ?? null,
    line: location?.start_line ?? null,
  };
}

const severities: Readonly<Record<string, Severity>> = { error: "high", warning: "medium", note: "low" };

/** The security severity, else the rule's: error → high, warning → medium, note → low. */
function severityOf(rule: AlertData["rule"]): Alert["severity"] {
  if (rule.security_severity_level) return rule.security_severity_level;
  return severities[rule.severity ?? ""] ?? { unavailable: `GitHub gives the severity ${rule.severity ?? "none"}` };
}
