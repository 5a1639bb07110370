import type { ExceptionRow } from "./exceptions.ts";
import { type Html, html, page, table } from "./html.ts";
import { matrixIn } from "./ipe.ts";
import type { Summary } from "./summary.ts";

/** Of exceptions so many are in the report; the rest is in exceptions.csv. */
const mostExceptions = 500;

const results: readonly (readonly [string, string])[] = [
  ["compliant", "everything that the policy asks was there before it landed"],
  ["remediated", "it went past the rules; two officers let it stand in time"],
  ["remediated_late", "the same, but late"],
  ["deviation", "something that a control asks was not there, and two officers did not let it stand"],
  ["unavailable", "something that counts could not be read: never taken as passed"],
];

/** report.html: the summary, each control, and every exception; never the whole population. */
export function reportPage(summary: Summary): string {
  const { period, totals, controls, exceptions } = summary;
  const count = (name: string) => totals.by_result[name] ?? 0;
  return page(
    `Change management, ${period.from} to ${period.to}`,
    html`<h1>Change management</h1>
<p class="muted">${period.from} to ${period.to}, ${period.tz} · ${summary.tenant} · log <code>${summary.origin}</code> at ${summary.size} records</p>
${warnings(summary)}
<p><b>${totals.landings}</b> changes landed on gated branches, with ${totals.commits} commits, ${totals.reviews} reviews and ${totals.checks} checks on record.
${totals.exceptions} exceptions were opened or open; ${totals.exceptions_open} were open at the end of the period.</p>
<p>${lead(summary)}</p>
<h2>What the changes came to</h2>
${table(
  ["Result", "Changes#", "Means"],
  results.map(([name, text]) => [name, count(name), text]),
)}
${notableTable(summary)}
<h2>Controls</h2>
${table(
  ["Control", "What it asks", "Criteria", "Applicable#", "Passed#", "Remediated#", "Deviations#", "Unavailable#"],
  controls.map((row) => [
    row.control_id,
    summary.matrix.find(({ id }) => id === row.control_id)?.title ?? "",
    row.tsc,
    row.applicable,
    row.passed,
    row.remediated,
    row.deviations,
    row.unavailable,
  ]),
)}
<p class="muted">What each control counts is in <code>controls/control_results.csv</code> (column query). Whether a criterion is met is the auditor's judgement.</p>
<h2>Completeness</h2>
<p>${completeness(summary)}</p>
${table(["Landing", "Changes#"], Object.entries(totals.by_kind).sort())}
<h2 class="new">Exceptions</h2>
${exceptions.length === 0 ? html`<p>None.</p>` : exceptionTable(exceptions.slice(0, mostExceptions))}
${exceptions.length > mostExceptions ? html`<p>${exceptions.length - mostExceptions} more stand in exceptions/exceptions.csv.</p>` : html``}
<h2>Changes with a folder of their own</h2>
${
  summary.sampled.length === 0
    ? html`<p>None: a change with an exception has one.</p>`
    : table(
        ["Change", "Result", "Folder"],
        summary.sampled
          .slice(0, mostExceptions)
          .map(({ changeId, result, seq }) => [changeId, result, `samples/${seq}/`]),
      )
}
<h2>Where this comes from</h2>
${table(["What", "Value"], origin(summary))}
<p>How to check it: <code>README.html</code>. How it was produced: <code>IPE.md</code>.</p>`,
  );
}

/** The sentence that a reader takes along, and what to do next. */
function lead({ totals }: Summary): Html {
  const [deviations, unknown] = [totals.by_result.deviation ?? 0, totals.by_result.unavailable ?? 0];
  if (totals.landings === 0)
    return html`<b>Nothing landed in this period.</b> Next: see in <code>completeness/</code> which branches were watched.`;
  if (deviations + unknown === 0)
    return html`<span class="good">No change deviates.</span> Next: check the bundle (<code>README.html</code>), then draw a sample.`;
  return html`<span class="bad">Deviations: ${deviations} of ${totals.landings} changes. Not wholly readable: ${unknown}.</span> Next: check the bundle (<code>README.html</code>), look at each of these changes, then draw a sample of the rest.`;
}

function notableTable({ notable, totals }: Summary): Html {
  const all = totals.landings - (totals.by_result.compliant ?? 0);
  if (all === 0) return html``;
  const rows = notable.map(({ changeId, seq, result, why }) => [
    changeId,
    seq,
    result,
    why.join("; ") || "its exception",
  ]);
  const more =
    all > notable.length
      ? html`<p>${all - notable.length} more: population/population.csv, column result.</p>`
      : html``;
  return html`<h2>Changes to look at</h2>\n${table(["Change", "Record", "Result", "Why"], rows)}${more}`;
}

function warnings({ development, totals }: Summary): Html[] {
  return [
    ...(development
      ? [
          html`<p class="note"><b>UNSIGNED.</b> Keys for development signed this bundle: the signatures prove nothing to others.</p>`,
        ]
      : []),
    ...(totals.gaps > 0
      ? [
          html`<p class="note"><b>Times without eyes: ${totals.gaps}.</b> The app was suspended or uninstalled: completeness/gaps.csv.</p>`,
        ]
      : []),
  ];
}

function completeness({ totals }: Summary): Html {
  const { segments, segments_differing: differing } = totals;
  return differing === 0
    ? html`<span class="good">All ${segments} stretches of branches add up</span>: each move begins where the one before ended, and every commit belongs to one change.`
    : html`<span class="bad">${differing} of ${segments} stretches of branches do not add up</span>: completeness/reconciliation.csv.`;
}

function exceptionTable(exceptions: readonly ExceptionRow[]): Html {
  return table(
    ["Code", "Change", "Opened (UTC)", "Due (UTC)", "Officers", "Resolved (UTC)", "Reason"],
    exceptions.map((row) => [
      row.code,
      row.changeId || row.id,
      minuteOf(row.openedAt),
      row.dueAt === "" ? "–" : minuteOf(row.dueAt),
      row.officers.map(({ by, decision }) => `${by} (${decision})`).join(", ") || "–",
      row.resolvedAt === ""
        ? html`<span class="bad">open</span>`
        : `${minuteOf(row.resolvedAt)}${row.late ? " (late)" : ""}`,
      row.reason || "–",
    ]),
  );
}

/** Seconds are in exceptions.csv. */
function minuteOf(at: string): string {
  return at.slice(0, 16).replace("T", " ");
}

function origin(summary: Summary): (readonly [string, string])[] {
  const { generator, root, redaction, previousSize, basis, period, totals } = summary;
  return [
    ["Program", generator],
    ["Root of the log", root],
    ["Period in UTC", `${period.from_utc} to ${period.to_utc}, the end not included`],
    ["Basis", basis],
    ["Controls", matrixIn(summary)],
    [
      "Profile",
      `${redaction.profile}: ${redaction.withheld} texts and ${redaction.identities_withheld} identities withheld`,
    ],
    [
      "Bundle before",
      previousSize === null ? "none" : `of ${previousSize} records; consistent with this one by log/consistency.txt`,
    ],
    ["Samples on record", `${totals.draws} drawn before this bundle was made`],
  ];
}
