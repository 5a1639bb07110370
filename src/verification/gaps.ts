import type { Manifest } from "./manifest.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { at, type Records, textAt } from "./records.ts";
import { Table, type Value } from "./rows.ts";

const FILE = "completeness/gaps.csv";
const columns = "installation,why,from_utc,to_utc,opened_seq,closed_seq".split(",");

/** Every time without eyes that touches the period is told, as the log has it. Returns how many there are. */
export async function checkGaps(
  bundle: Bundle,
  { period }: Manifest,
  records: Records,
  problems: Problems,
): Promise<number> {
  const gaps = new Map<string, Record<string, Value>>();
  for (const { kind, seq, body } of records.starting("gap.")) {
    const [installation, from] = [String(at(body, "installation")), textAt(body, "from")];
    const key = `${installation}/${from}`;
    const opened = kind === "gap.opened" ? seq : gaps.get(key)?.opened_seq;
    const about = { installation, why: textAt(body, "why"), from_utc: from, to_utc: textAt(body, "to") };
    gaps.set(key, { ...about, opened_seq: opened, closed_seq: kind === "gap.closed" ? seq : "" });
  }
  const table = new Table(bundle, { file: FILE, columns, keys: ["installation", "from_utc"] }, problems);
  for (const gap of gaps.values())
    if (isTouched(period, String(gap.from_utc), String(gap.to_utc))) await table.expect(gap);
  await table.end();
  return table.count;
}

function isTouched({ from_utc: start, to_utc: end }: Manifest["period"], from: string, to: string): boolean {
  if (from === "") return true;
  return Date.parse(from) < Date.parse(end) && (to === "" || Date.parse(to) >= Date.parse(start));
}
