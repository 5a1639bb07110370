import type { Readable, Severity } from "../domain/facts.ts";
import { isUnavailable, read } from "../domain/readable.ts";
import { level } from "../domain/setting.ts";
import { fail, type Judgement, pass, unknown } from "../domain/verdict.ts";

/** Laxest first: `high` fails on high and critical, `any` on whatever there is. */
const thresholds = ["critical", "high", "medium", "low", "any"] as const;
export type Threshold = (typeof thresholds)[number];

/** The setting `fail-on`. */
export function failOnSetting(fallback: Threshold) {
  return level(thresholds, { default: fallback, description: "The least severity that fails; `any` is everything." });
}

/** Whether a finding of this severity fails. */
export function isReached(severity: Severity | "moderate", threshold: Threshold): boolean {
  const name = severity === "moderate" ? "medium" : severity;
  return thresholds.indexOf(name) <= thresholds.indexOf(threshold);
}

interface Alert {
  number: number;
  tool?: Readable<string>;
  rule?: Readable<string>;
  type?: Readable<string>;
  severity?: Readable<Severity | "moderate">;
  state: Readable<string>;
  new: Readable<boolean>;
}

/** Only new, open alerts count. One without a severity (a secret) counts at any threshold. */
export function judgeAlerts<A extends Alert>(
  alerts: Readable<readonly A[]>,
  source: string,
  threshold: Threshold,
  belongs: (alert: A) => boolean = () => true,
): Judgement {
  const found: A[] = [];
  const doubts: string[] = [];
  for (const alert of read(alerts, `the alerts of ${source}`)) {
    if (alert.tool !== undefined && isUnavailable(alert.tool))
      doubts.push(`could not read the tool of alert ${alert.number}`);
    else if (belongs(alert)) weigh(alert, threshold, found, doubts);
  }
  const summary = `${found.length} new ${found.length === 1 ? "alert" : "alerts"} of ${source}`;
  if (found.length > 0) {
    const reasons = found.slice(0, 20).map((alert) => `Alert ${alert.number}: ${describe(alert)}.`);
    return fail(summary, { reasons, remedy: "Mend what the alerts tell, or have them dismissed by those who may." });
  }
  if (doubts.length > 0) return unknown(`not every alert of ${source} could be read`, { reasons: doubts });
  return pass(`no new alerts of ${source}`);
}

function weigh<A extends Alert>(alert: A, threshold: Threshold, found: A[], doubts: string[]): void {
  const { state, new: isNew, severity } = alert;
  if ((!isUnavailable(state) && state !== "open") || isNew === false) return;
  const isSevere =
    severity === undefined || threshold === "any" || isUnavailable(severity) || isReached(severity, threshold);
  if (!isSevere) return;
  const unread = [state, isNew, ...(threshold === "any" || severity === undefined ? [] : [severity])].filter((fact) =>
    isUnavailable(fact),
  );
  if (unread.length === 0) found.push(alert);
  else doubts.push(`could not read whether alert ${alert.number} is new, open and severe: ${unread[0]?.unavailable}`);
}

function describe(alert: Alert): string {
  const what = alert.rule ?? alert.type;
  const severity = alert.severity === undefined || isUnavailable(alert.severity) ? "" : ` (${alert.severity})`;
  return `${what === undefined || isUnavailable(what) ? "unknown kind" : what}${severity}`;
}
