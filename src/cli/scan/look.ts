import type { Finding } from "../../scanner/finding.ts";
import { scan, scanText } from "../../scanner/scan.ts";
import { sayExpired } from "../../waivers/waive.ts";
import { readText } from "./decode.ts";
import { type FoundFile, findFiles } from "./find-files.ts";
import { lineHashes } from "./line-hashes.ts";
import { readChange } from "./read-change.ts";
import type { Report, ReportedFinding } from "./report.ts";
import type { ScanPolicy } from "./scan-policy.ts";

/** What is looked at, and how. */
export interface Look {
  /** Files and folders; none: the current folder, or the whole change. */
  paths: readonly string[];
  /** Only the lines added since this revision. */
  base?: string | undefined;
  head?: string | undefined;
  folder: string;
  policy: ScanPolicy;
  /** Whether findings are to have the hashes of their lines. */
  isHashed: boolean;
}

type Looked = Pick<Report, "findings" | "files" | "unreadable">;

/** Looks at files and folders, or at a change, and says what the policy makes of it. */
export async function look(given: Look): Promise<Report> {
  const { policy, base } = given;
  if (!policy.isActive) {
    const notes = ["The policy does not switch plain-http on: its gate looks for nothing."];
    return { findings: [], files: 0, unreadable: [], waived: 0, notes };
  }
  const looked = await (base === undefined ? lookAtPaths(given) : lookAtChange({ ...given, base }));
  const { open, waived, expired } = policy.waive(looked.findings);
  return { ...looked, findings: open, waived: waived.length, notes: [...expired.map(sayExpired), ...policy.notes] };
}

async function lookAtPaths({ paths, folder, policy, isHashed }: Look): Promise<Looked> {
  const findings: ReportedFinding[] = [];
  const unreadable: string[] = [];
  let files = 0;
  for (const file of await findFiles(paths.length === 0 ? ["."] : paths, folder)) {
    if (policy.isIgnored(file)) continue;
    const text = textOf(file);
    if (text === undefined) unreadable.push(file.shown);
    else files += 1;
    if (text === undefined || text === null) continue;
    const found = scanText(file.path, text, policy.options);
    findings.push(...reported(found, file.shown, isHashed ? text : null));
  }
  return { findings, files, unreadable };
}

/** null: it is binary; undefined: it cannot be read. */
function textOf({ location, path }: FoundFile): string | null | undefined {
  try {
    return readText(location, path);
  } catch {
    return undefined;
  }
}

async function lookAtChange({ policy, folder, isHashed, ...given }: Look & { base: string }): Promise<Looked> {
  const { files, unreadable } = await readChange({ ...given, head: given.head }, folder);
  const looked = files.filter((file) => !policy.isIgnored(file));
  const findings = looked.flatMap((file) =>
    reported(scan(file, policy.options), file.path, isHashed ? (file.text ?? null) : null),
  );
  return { findings, files: looked.length, unreadable };
}

function reported(findings: readonly Finding[], shown: string, text: string | null): ReportedFinding[] {
  if (findings.length === 0) return [];
  const hashes = text === null ? null : lineHashes(text, new Set(findings.map(({ line }) => line)));
  return findings.map((finding) => ({ ...finding, shown, lineHash: hashes?.get(finding.line) ?? null }));
}
