import type { MatrixRow } from "../audit/matrix.ts";
import type { ControlResult } from "../audit/tally.ts";
import type { Background } from "./background.ts";
import { csvRow } from "./csv.ts";
import type { Leaf } from "./leaf.ts";
import type { Period } from "./period.ts";
import type { Population } from "./population.ts";
import type { ExportRequest } from "./request.ts";
import type { Spool } from "./spool.ts";

const resultColumns =
  "control_id,tsc,population,applicable,passed,remediated,deviations,unavailable,deviation_rate,query";

/** Writes the matrix of controls and what each came to in the period; returns the results. */
export async function writeControls(
  { period, matrix: { source } }: ExportRequest,
  background: Background,
  { matrix, tally }: Population,
  totals: { rows: number; differing: number },
  spool: Spool,
): Promise<ControlResult[]> {
  const results = tally.rows({
    reconciliation: totals,
    access: accessOf(background, period),
    evidence: { intact: true },
  });
  await spool.add("controls/matrix.yml", source);
  await spool.add("controls/controls_matrix.csv", matrixFile(matrix));
  const lines = results.map((row) => {
    const counts = [row.population, row.applicable, row.passed, row.remediated, row.deviations, row.unavailable];
    return csvRow([row.control_id, row.tsc, ...counts, row.deviation_rate, row.query]);
  });
  await spool.add("controls/control_results.csv", `${resultColumns}\r\n${lines.join("")}`);
  return results;
}

function matrixFile(matrix: readonly MatrixRow[]): string {
  const lines = matrix.map(({ id, title, controls, tsc, others, rule }) =>
    csvRow([id, title, controls.join(";"), tsc.join(";"), others.join(";"), rule]),
  );
  return `control_id,title,gate_controls,tsc,other_frameworks,rule\r\n${lines.join("")}`;
}

/** Who could get past the gate, by each snapshot that held in the period. */
function accessOf({ protections, access }: Background, period: Period) {
  const ofBranches = protections
    .within(period)
    .map(({ leaf }) => (leaf as Leaf<{ gate: { bypass: unknown } }>).body.gate.bypass);
  const ofMembers = access.within(period).map(({ leaf }) => (leaf as Leaf<{ two_factor_required: boolean }>).body);
  const open =
    ofBranches.filter((bypass) => Array.isArray(bypass) && bypass.length > 0).length +
    ofMembers.filter(({ two_factor_required: required }) => !required).length;
  const unread = ofBranches.filter((bypass) => bypass === "unavailable").length;
  return { snapshots: ofBranches.length + ofMembers.length, open, unread };
}
