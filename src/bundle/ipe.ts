import type { Summary } from "./summary.ts";

/** IPE.md: information produced by the entity, as auditors ask for it: source, parameters, filters, totals, limits. */
export function ipeSheet(summary: Summary): string {
  const { period, totals, redaction } = summary;
  const lines = Object.entries(totals).flatMap(([name, value]) =>
    typeof value === "number"
      ? [`| ${name} | ${value} |`]
      : Object.entries(value)
          .sort()
          .map(([key, count]) => `| ${name}: ${key} | ${count} |`),
  );
  return `# Information produced by the entity

${summary.development ? "**UNSIGNED**: keys for development signed this bundle. The signatures prove nothing to others.\n\n" : ""}| what | value |
| --- | --- |
| source | evidence log ${summary.origin} of ${summary.tenant} |
| log size, root | ${summary.size}, ${summary.root} |
| bundle before | ${summary.previousSize === null ? "none of this log" : `of ${summary.previousSize} records; log/consistency.txt proves that its log is the beginning of this one`} |
| logs before | ${givenUp(summary)} |
| produced by | ${summary.generator} export |
| period | ${period.from} to ${period.to}, both included, in ${period.tz} |
| the same in UTC | ${period.from_utc} (in) to ${period.to_utc} (not in) |
| basis | ${summary.basis === "landed" ? "when a change landed on the branch" : "when a pull request was merged; what was not merged: when it landed"} |
| controls | ${matrixIn(summary)} |
| profile | ${redaction.profile}: ${redaction.disclosed} texts disclosed, ${redaction.withheld} withheld; ${redaction.identities} identities disclosed, ${redaction.identities_withheld} withheld |

Who ran it, and when, is the record \`export.created\` that follows in the log: the same log size and the same options give the same bytes, so
that neither stands in the bundle itself.

## Query and filters

All records of kind \`change.landed\` below the log size whose time by the basis is in the period. No other filter, no limit on rows. A record is written
for every move of a gated branch: merges, squashes, rebases, merge queues, direct and force pushes, creations and deletions. Exceptions: those
opened in the period, and those that were still open when it began. How they stood is told as of the end of the period; what was resolved later is
in columns of its own. Configuration: every state that held at some time in the period.

## Control totals

| what | number |
| --- | --- |
${lines.join("\n")}

\`draws\`: samples on record so far, of this and earlier bundles (\`sample.drawn\` in \`log/leaves.jsonl\`, with their seeds in \`identities/\`
where the profile includes them). Draws without the server's database are not among them.

\`completeness/reconciliation.csv\` repeats the changes for each stretch of each branch; \`difference\` must be 0 and \`updates_chain_ok\` true in every
line. \`manifest.json\` lists every file with its SHA-256, \`manifest.sig\` signs it.

## How to read the cells

- People stand as pseudonyms; \`identities/identities.csv\` says who they are, where the profile includes it. \`b_\` is a bot.
- \`(withheld)\`: the profile leaves the text out. \`(erased)\`: it was erased at somebody's request; the commitment in the record stays.
- \`unavailable\`: nobody could read it. It never counts as passed.
- A cell that a spreadsheet would take for a formula begins with an apostrophe; the records (JSONL) hold the exact text.
- \`tests\`, \`scans\`, \`plain_http\`: \`pass\` if every check of the kind succeeded before the merge, \`none\` if there was none.
- \`result\`: compliant; remediated (two officers let it stand in time); remediated_late; deviation; unavailable.

## Limits

- Repositories outside the app's installation are not seen; \`completeness/scope.csv\` lists what was.
- Deployments are not recorded: \`deployed_at_utc\` is empty, and there is no deployments.csv.
- Root cause, compensating control and remediation are for people to fill in; their columns are empty.
- Of branch protection the app reads what the gate needs; columns for the rest are empty.
- \`prs_merged_api\`, \`checked_at\` and \`git_version\` are empty: git is asked by whoever checks (\`mergewarden verify --repo\`), not by the export.
- There is no RFC 3161 time stamp and no Sigstore bundle of the manifest. Records say when they were recorded; the checkpoint has no time of its own.
`;
}

/** Whose controls are counted. */
export function matrixIn({ matrixKind, generator }: Pick<Summary, "matrixKind" | "generator">): string {
  return matrixKind === "default"
    ? `the default matrix of ${generator}, a proposal: controls/matrix.yml`
    : "the matrix that the entity gave: controls/matrix.yml";
}

function givenUp({ givenUp: logs }: Summary): string {
  if (logs.length === 0) return "none";
  const told = logs.map(({ origin, size }) => `${origin}, of which ${size} records were signed`).join("; ");
  return `${told}: given up, as \`log.rotated\` in \`log/leaves.jsonl\` says. This log holds the records that were left`;
}
