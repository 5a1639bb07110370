import type { AnyControl } from "../../domain/control.ts";
import { atLeast, type Severity } from "../../scanner/finding.ts";
import type { Io } from "../io.ts";
import { printable } from "../printable.ts";
import { answerJsonl } from "../scan/answer-jsonl.ts";
import { NoSuchPath } from "../scan/find-files.ts";
import { look } from "../scan/look.ts";
import { NoSuchChange } from "../scan/read-change.ts";
import { renderGithub } from "../scan/render-github.ts";
import { renderJson } from "../scan/render-json.ts";
import { renderSarif } from "../scan/render-sarif.ts";
import { renderText } from "../scan/render-text.ts";
import type { Report } from "../scan/report.ts";
import { loadScanPolicy, noPolicy } from "../scan/scan-policy.ts";
import { tellProblems } from "../tell-problems.ts";

const renderers = { text: renderText, json: renderJson, sarif: renderSarif, github: renderGithub };

export interface ScanArguments {
  /** Files and folders; none: the current folder, or the whole change. */
  paths: string[];
  base?: string;
  head?: string;
  /** A policy file, whose plain-http settings judge, and the organisation's. */
  policy?: string;
  orgPolicy?: string;
  jsonl?: boolean;
  format?: keyof typeof renderers;
  json?: boolean;
  /** Default: what the policy says, else error. */
  failOn?: Severity;
}

/** Where and when a scan runs. */
export interface ScanSurroundings {
  folder: string;
  now: Date;
  controls: readonly AnyControl[];
}

/** `mergewarden scan`: 0 none · 1 some · 2 wrong usage, no such path, repository or revision · 3 a file unreadable. */
export async function scanCommand(given: ScanArguments, io: Io, around: ScanSurroundings): Promise<number> {
  const wrong = wrongUsage(given);
  if (wrong !== undefined) return refuse(wrong, io);
  if (given.jsonl) return answerJsonl(io);
  const { orgPolicy, policy: file } = given;
  const policy =
    file === undefined
      ? noPolicy
      : await loadScanPolicy({ file, orgPolicy }, around.controls, around.now.toISOString());
  if ("problems" in policy) {
    tellProblems(policy.problems, io);
    return 2;
  }
  try {
    const { paths, base, head } = given;
    const isHashed = given.format === "sarif";
    const report = await look({ paths, base, head, policy, isHashed, folder: around.folder });
    return tell(report, { ...given, failOn: given.failOn ?? policy.failOn }, io);
  } catch (error) {
    if (error instanceof NoSuchPath || error instanceof NoSuchChange) return refuse(error.message, io);
    io.error(`scan: ${printable(error instanceof Error ? error.message : String(error))}\n`);
    return 3;
  }
}

function wrongUsage(given: ScanArguments): string | undefined {
  const { paths, base, head, policy, orgPolicy, jsonl, format, json, failOn } = given;
  if (jsonl && (paths.length > 0 || [base, head, policy, orgPolicy].some((option) => option !== undefined))) {
    return "--jsonl reads standard input: it takes no paths, no revisions and no policy";
  }
  if (jsonl && (format !== undefined || failOn !== undefined)) return "--jsonl has a form of its own";
  if (head !== undefined && base === undefined) return "--head needs --base";
  if (orgPolicy !== undefined && policy === undefined) return "--org-policy needs --policy";
  if (json && format !== undefined && format !== "json") return `--json and --format ${format} contradict each other`;
  return undefined;
}

function refuse(message: string, io: Io): number {
  io.error(`scan: ${printable(message)}\n`);
  return 2;
}

function tell(report: Report, given: ScanArguments & { failOn: Severity }, io: Io): number {
  const { format, json, failOn } = given;
  io.out(renderers[json ? "json" : (format ?? "text")](report, io.hasColours));
  for (const path of report.unreadable) io.error(`scan: cannot read ${printable(JSON.stringify(path))}\n`);
  if (report.findings.some(({ severity }) => atLeast(severity, failOn))) return 1;
  return report.unreadable.length > 0 ? 3 : 0;
}
