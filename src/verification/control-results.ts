import { type Json, parseCanonical } from "./canonical.ts";
import type { Access } from "./configuration.ts";
import type { Manifest } from "./manifest.ts";
import { type Row, readMatrix } from "./matrix.ts";
import type { Problems } from "./problems.ts";
import { queries } from "./queries.ts";
import type { Bundle } from "./read-bundle.ts";
import { at, textAt } from "./records.ts";
import { shown, Table, type Value } from "./rows.ts";
import type { Counts, Tally } from "./tally.ts";

const MATRIX = "controls/matrix.yml";
const RESULTS = "controls/control_results.csv";
const OSCAL = "controls/oscal-assessment-results.json";
const resultColumns =
  "control_id,tsc,population,applicable,passed,remediated,deviations,unavailable,deviation_rate,query".split(",");

/** What was counted on the way, beside what the matrix asks. */
export interface CountedAll {
  tally: Tally;
  access: Access;
  /** Stretches of branches, and those of them that do not add up. */
  stretches: { rows: number; differing: number };
}

/** What each control came to follows from the landings, and the OSCAL document says the same. */
export async function checkControls(
  bundle: Bundle,
  manifest: Manifest,
  counted: CountedAll,
  problems: Problems,
): Promise<void> {
  const table = new Table(bundle, { file: RESULTS, columns: resultColumns, keys: ["control_id"] }, problems);
  const judged: { title: string; sentence: string; isMet: boolean }[] = [];
  for (const row of await readMatrix(bundle, manifest, problems)) {
    const { id, title, rule } = row;
    const counts = countsOf(rule, counted);
    if (counts === null) {
      problems.add("FILE_MALFORMED", MATRIX, `${shown(id)} names the rule ${shown(rule)}, which there is not`);
      continue;
    }
    await table.expect(resultRow(row, counts));
    if (counts.applicable === 0) continue;
    const { applicable, passed, remediated, deviations, unavailable } = counts;
    const sentence = `${passed} of ${applicable} passed; ${remediated} remediated, ${deviations} deviations, ${unavailable} unavailable.`;
    judged.push({ title: `${id}: ${title}`, sentence, isMet: passed === applicable });
  }
  await table.end();
  const oscal = parseCanonical(await bundle.read(OSCAL));
  const [result] = listAt(at(oscal, "assessment-results"), "results");
  const wanted = judged.map(({ title, sentence, isMet }) => ({ title, sentence, state: stateOf(isMet) }));
  if (!isSaid(result, manifest, wanted)) {
    problems.add("CELL_WRONG", OSCAL, "its observations or findings are not what the records come to");
  }
  if (!isLinked(oscal, manifest)) problems.add("CELL_WRONG", OSCAL, "it names another table of landings by its digest");
}

interface Said {
  title: string;
  sentence: string;
  state: string;
}

/** Observations and findings, one each for every control that applies, and the table of landings that they are from. */
function isSaid(result: Json | undefined, { period }: Manifest, wanted: readonly Said[]): boolean {
  const observed = listAt(result, "observations").map((one) => [textAt(one, "title"), textAt(one, "description")]);
  const found = listAt(result, "findings").map((one) => [
    ...[textAt(one, "title"), textAt(one, "description"), textAt(one, "target", "status", "state")],
  ]);
  const isOfPeriod = textAt(result, "start") === period.from_utc && textAt(result, "end") === period.to_utc;
  const own = wanted.map(({ title, sentence }) => [title.split(":")[0], sentence]);
  const ended = wanted.map(({ title, sentence, state }) => [title, sentence, state]);
  return isOfPeriod && isEqual(observed, own) && isEqual(found, ended);
}

/** It names the table of landings by its digest. */
function isLinked(oscal: Json | undefined, { files }: Manifest): boolean {
  const own = files.find(({ path }) => path === "population/population.csv");
  const resources = listAt(at(oscal, "assessment-results", "back-matter"), "resources");
  const links = resources.flatMap((one) => listAt(one, "rlinks"));
  const digests = links.flatMap((link) => listAt(link, "hashes").map((hash) => textAt(hash, "value")));
  return digests.length === 1 && digests[0] === own?.sha256;
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function listAt(value: Json | undefined, name: string): readonly Json[] {
  const found = at(value, name);
  return Array.isArray(found) ? found : [];
}

function stateOf(isMet: boolean): string {
  return isMet ? "satisfied" : "not-satisfied";
}

function countsOf(rule: string, { tally, access, stretches }: CountedAll): Counts | null {
  if (rule === "complete-population") return ofPeriod(stretches.rows, stretches.differing, 0);
  if (rule === "intact-evidence") return ofPeriod(1, 0, 0);
  if (rule !== "least-privilege") return tally.of(rule);
  return access.snapshots === 0 ? ofPeriod(1, 0, 1) : ofPeriod(access.snapshots, access.open, access.unread);
}

function ofPeriod(applicable: number, deviations: number, unavailable: number): Counts {
  const passed = applicable - deviations - unavailable;
  return { population: applicable, applicable, passed, remediated: 0, deviations, unavailable };
}

/** The rate in percent, rounded up to a tenth: a deviation among many is not none. */
function resultRow({ id, tsc, rule }: Row, counts: Counts): Record<string, Value> {
  const tenths = Math.ceil((counts.deviations * 1000) / counts.applicable);
  const rate = counts.applicable === 0 ? "" : `${Math.floor(tenths / 10)}.${tenths % 10}`;
  return { control_id: id, tsc: tsc.join(" "), ...counts, deviation_rate: rate, query: queries.get(rule) };
}
