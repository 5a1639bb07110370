import { plainHttp } from "../../controls/plain-http.ts";
import type { AnyControl } from "../../domain/control.ts";
import type { Problem } from "../../domain/policy.ts";
import type { Values } from "../../domain/setting.ts";
import type { Enforcement } from "../../domain/verdict.ts";
import { matchesAnyGlob } from "../../matching/glob.ts";
import { settingsInForce } from "../../policy/settings-in-force.ts";
import type { Finding, Severity } from "../../scanner/finding.ts";
import type { ScanFile, ScanOptions } from "../../scanner/scan.ts";
import { hostsInForce } from "../../waivers/settings.ts";
import { type PolicyWaived, waiveByPolicy } from "../../waivers/waive.ts";
import { loadPolicies, type PolicyPaths } from "../load-policies.ts";

/** What a policy asks of a scan. */
export interface ScanPolicy {
  /** False: its gate looks for nothing. */
  isActive: boolean;
  options: ScanOptions;
  failOn: Severity;
  /** What the policy says besides, a sentence each. */
  notes: readonly string[];
  isIgnored(file: Pick<ScanFile, "path" | "previousPath">): boolean;
  waive<F extends Finding>(findings: readonly F[]): PolicyWaived<F>;
}

/** What holds without a policy: everything is looked at, and nothing waived. */
export const noPolicy: ScanPolicy = {
  isActive: true,
  options: {},
  failOn: "error",
  notes: [],
  isIgnored: () => false,
  waive: (findings) => ({ open: [...findings], waived: [], expired: [] }),
};

/**
 * The plain-http settings of a policy file, under the organisation's if there is one. What its rules ask for depends on the
 * pull request, which nobody knows here: they count as far as they tighten. `now` is RFC 3339, in UTC.
 */
export async function loadScanPolicy(
  paths: PolicyPaths,
  controls: readonly AnyControl[],
  now: string,
): Promise<ScanPolicy | { problems: Problem[] }> {
  const loaded = await loadPolicies(paths, controls);
  if ("problems" in loaded) return loaded;
  const { repository, organization, resolved } = loaded;
  const rules = resolved.effective.rules.map(({ from, ...rule }) => ({ rule, from, match: "cannot-tell" as const }));
  const inForce = settingsInForce({ floor: organization ?? null, repository, controls }, rules)[plainHttp.id];
  if (inForce === undefined || inForce.enforcement === "off") return { ...noPolicy, isActive: false };
  const settings = inForce as unknown as Values<typeof plainHttp.settings> & { enforcement: Enforcement };
  const allowed = hostsInForce(settings["allow-hosts"], now);
  return {
    isActive: true,
    options: { allowHosts: allowed.hosts, severities: settings.severities },
    failOn: settings["fail-on"],
    notes: allowed.notes,
    isIgnored: ({ path, previousPath }) =>
      [path, previousPath ?? path].every((name) => matchesAnyGlob(name, settings["ignore-paths"])),
    waive: (findings) => waiveByPolicy(findings, settings.waivers, now),
  };
}
