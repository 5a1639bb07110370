import { z } from "zod";
import { defineControl } from "../domain/control.ts";
import type { Facts } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";
import { level, list } from "../domain/setting.ts";
import { type Annotation, combine, fail, type Judgement, pass, unknown } from "../domain/verdict.ts";
import { pathMatches } from "../matching/glob.ts";
import { rereadRemedy } from "../review/conclude-approvals.ts";
import { type Finding, scan } from "../scanner/scan.ts";
import { addedContent } from "../waivers/added-content.ts";
import { type PolicyWaiver, type WaiverFacts, waive } from "../waivers/waive.ts";

/** A civil date; what expires holds until the end of that day, UTC. */
const date = z.iso.date();
const text = z.string().trim().min(1);

const hostSchema = z
  .union([text, z.strictObject({ host: text, reason: text.optional(), expires: date.optional() })])
  .transform((value) => (typeof value === "string" ? { host: value } : value))
  .transform(({ host, ...rest }) => ({ host: host.toLowerCase(), ...rest }));

const waiverSchema = z
  .strictObject({
    rule: z.string().regex(/^HTTP\d{3}$/, "expected a rule such as HTTP001"),
    path: text,
    line: z.int().min(1).optional(),
    reason: text,
    "approved-by": text.optional(),
    expires: date,
  })
  .transform(({ rule, path, line, reason, "approved-by": approvedBy, expires }) => ({
    rule,
    path,
    ...(line !== undefined && { line }),
    reason,
    ...(approvedBy !== undefined && { "approved-by": approvedBy }),
    expires,
  }));

const severities = ["error", "warning", "notice"] as const;

export const plainHttp = defineControl({
  id: "plain-http",
  title: "No plain HTTP",
  rationale: "No added line opens a connection that everybody on the way can read and change.",
  satisfies: ["SOC2 CC6.7", "SOC2 CC8.1", "ISO27001 A.8.28"],
  needs: ["files", "exceptions", "commits", "pushers", "roles"],
  settings: {
    "fail-on": level(severities, { default: "error", description: "The least severity of a finding that fails." }),
    "allow-hosts": list(hostSchema, {
      longer: "laxer",
      covers: (a, b) => a.host === b.host && (a.expires ?? "9999") >= (b.expires ?? "9999"),
      description:
        "Hosts that may be spoken to in the clear: a host, `*.suffix`, an IP address or range, or `{ host, reason, expires }`.",
    }),
    "ignore-paths": list(text, {
      longer: "laxer",
      description: "Globs of files that are not looked at; a renamed file only if both names match.",
    }),
    waivers: list<PolicyWaiver>(waiverSchema, {
      longer: "laxer",
      description:
        "Single findings that may stay: `{ rule, path, line, reason, approved-by, expires }`; reason and expiry are required.",
    }),
  },

  evaluate(facts, settings, context) {
    const today = facts.now.slice(0, 10);
    const hosts = settings["allow-hosts"].filter((entry) => entry.expires === undefined || entry.expires >= today);
    const scanned = scanFiles(
      facts,
      settings["ignore-paths"],
      hosts.map((entry) => entry.host),
    );
    const threshold = severities.indexOf(settings["fail-on"]);
    const counted = scanned.findings.filter((finding) => severities.indexOf(finding.severity) >= 0);
    const waived = waive(counted, settings.waivers, facts as WaiverFacts, context.breakGlass?.approve ?? "officer");
    const isFailing = (finding: Finding) => severities.indexOf(finding.severity) <= threshold;
    const objections = waived.open.filter(isFailing);
    const expired = settings["allow-hosts"]
      .filter((entry) => !hosts.includes(entry))
      .map((entry) => `The allowed host ${entry.host} expired on ${entry.expires}.`);
    const told = [...waived.notes, ...expired];
    const annotations = waived.open.map(annotationOf);
    const parts: Judgement[] = [
      pass(countWords(waived.open.length, waived.waived.length), { reasons: told, annotations }),
    ];
    if (objections.length > 0) parts.push(objection(objections));
    const doubts = [
      ...scanned.doubts,
      ...waived.doubtful.filter(isFailing).map((finding) => `${place(finding)}: ${waived.doubt}`),
    ];
    if (doubts.length > 0)
      parts.push(unknown("not every added line could be read", { reasons: doubts, remedy: rereadRemedy }));
    return combine(parts);
  },
});

interface Scanned {
  findings: Finding[];
  doubts: string[];
}

function scanFiles(
  { files, pullRequest }: Pick<Facts, "files" | "pullRequest">,
  ignored: readonly string[],
  allowHosts: readonly string[],
): Scanned {
  if (isUnavailable(files)) return { findings: [], doubts: [`could not read the changed files: ${files.unavailable}`] };
  const scanned: Scanned = { findings: [], doubts: [] };
  for (const file of files) {
    if (ignored.length > 0 && pathMatches(file, ignored, "all")) continue;
    const added = addedContent(file);
    if ("doubt" in added) scanned.doubts.push(added.doubt);
    else if (added.lines.length > 0) {
      const previousPath = isUnavailable(file.previousPath) ? null : file.previousPath;
      scanned.findings.push(...scan({ path: file.path, previousPath, ...added }, { allowHosts }));
    }
  }
  const { changedFiles } = pullRequest;
  if (isUnavailable(changedFiles))
    scanned.doubts.push(`could not read how many files changed: ${changedFiles.unavailable}`);
  else if (files.length < changedFiles)
    scanned.doubts.push(`only ${files.length} of ${changedFiles} changed files are listed`);
  return scanned;
}

function place({ path, line, rule }: Finding): string {
  return `${path}:${line} ${rule}`;
}

function objection(findings: readonly Finding[]): Judgement {
  const shown = findings.slice(0, 20).map((finding) => `${place(finding)}: \`${finding.excerpt}\` ${finding.message}`);
  if (findings.length > 20) shown.push(`… and ${findings.length - 20} more.`);
  const remedy =
    "Use https, wss, or the TLS option of the client; for what cannot be changed ask an officer for a waiver.";
  return fail(countWords(findings.length, 0), { reasons: shown, remedy });
}

function countWords(open: number, waived: number): string {
  const found = open === 0 ? "no plain-HTTP findings" : `${open} plain-HTTP ${open === 1 ? "finding" : "findings"}`;
  return waived === 0 ? found : `${found}, ${waived} waived`;
}

function annotationOf({ path, line, severity, rule, message }: Finding): Annotation {
  const level = severity === "error" ? "failure" : severity;
  return { path, line, level, title: `${rule}: plain HTTP`, message };
}
