import { atLeast, type Severity } from "../../scanner/finding.ts";
import { scan, scanText } from "../../scanner/scan.ts";
import type { Io } from "../io.ts";
import { answerJsonl } from "../scan/answer-jsonl.ts";
import { readText } from "../scan/decode.ts";
import { findFiles, NoSuchPath } from "../scan/find-files.ts";
import { NoSuchChange, readChange } from "../scan/read-change.ts";
import { renderGithub } from "../scan/render-github.ts";
import { renderJson } from "../scan/render-json.ts";
import { renderSarif } from "../scan/render-sarif.ts";
import { renderText } from "../scan/render-text.ts";
import type { Report, ReportedFinding } from "../scan/report.ts";

const renderers = { text: renderText, json: renderJson, sarif: renderSarif, github: renderGithub };

export interface ScanArguments {
  /** Files and folders; none: the current folder, or the whole change. */
  paths: string[];
  base?: string;
  head?: string;
  jsonl?: boolean;
  format?: keyof typeof renderers;
  json?: boolean;
  failOn?: Severity;
}

/** `mergewarden scan`: 0 none · 1 some · 2 wrong usage, no such path, repository or revision · 3 a file unreadable. */
export async function scanCommand(given: ScanArguments, io: Io, folder = process.cwd()): Promise<number> {
  const wrong = wrongUsage(given);
  if (wrong !== undefined) return refuse(wrong, io);
  if (given.jsonl) return answerJsonl(io);
  try {
    const report = await (given.base === undefined
      ? scanPaths(given.paths, folder)
      : scanChange({ ...given, base: given.base }, folder));
    return tell(report, given, io);
  } catch (error) {
    if (error instanceof NoSuchPath || error instanceof NoSuchChange) return refuse(error.message, io);
    io.error(`scan: ${error instanceof Error ? error.message : String(error)}\n`);
    return 3;
  }
}

function wrongUsage({ paths, base, head, jsonl, format, json, failOn }: ScanArguments): string | undefined {
  if (jsonl && (paths.length > 0 || base !== undefined || head !== undefined)) {
    return "--jsonl reads standard input: it takes no paths and no revisions";
  }
  if (jsonl && (format !== undefined || failOn !== undefined)) return "--jsonl has a form of its own";
  if (head !== undefined && base === undefined) return "--head needs --base";
  if (json && format !== undefined && format !== "json") return `--json and --format ${format} contradict each other`;
  return undefined;
}

function refuse(message: string, io: Io): number {
  io.error(`scan: ${message}\n`);
  return 2;
}

async function scanPaths(paths: readonly string[], folder: string): Promise<Report> {
  const findings: ReportedFinding[] = [];
  const unreadable: string[] = [];
  let files = 0;
  for (const file of await findFiles(paths.length === 0 ? ["."] : paths, folder)) {
    const text = await readText(file.location, file.path).catch((error: Error) => error);
    if (text instanceof Error) {
      unreadable.push(file.shown);
      continue;
    }
    files += 1;
    if (text === null) continue;
    for (const finding of scanText(file.path, text)) findings.push({ ...finding, shown: file.shown });
  }
  return { findings, files, unreadable };
}

async function scanChange(given: ScanArguments & { base: string }, folder: string): Promise<Report> {
  const { files, unreadable } = await readChange({ ...given, head: given.head }, folder);
  const findings = files.flatMap((file) => scan(file)).map((finding) => ({ ...finding, shown: finding.path }));
  return { findings, files: files.length, unreadable };
}

function tell(report: Report, { format, json, failOn = "error" }: ScanArguments, io: Io): number {
  io.out(renderers[json ? "json" : (format ?? "text")](report));
  for (const path of report.unreadable) io.error(`scan: cannot read ${JSON.stringify(path)}\n`);
  if (report.findings.some(({ severity }) => atLeast(severity, failOn))) return 1;
  return report.unreadable.length > 0 ? 3 : 0;
}
