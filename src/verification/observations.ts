import type { Manifest } from "./manifest.ts";
import type { Problems } from "./problems.ts";
import { at, type Records, textAt } from "./records.ts";
import { shown } from "./rows.ts";

const REFS = "completeness/refs.csv";

/** Wherever a branch was seen in the period, the bundle's landings led there: so none is left out at an edge. */
export function checkSeen(
  records: Records,
  { from_utc: from, to_utc: to }: Manifest["period"],
  heads: ReadonlyMap<string, ReadonlySet<string>>,
  problems: Problems,
): void {
  for (const { seq, body, occurredAt } of records.of("ref.observed")) {
    const when = Date.parse(textAt(body, "observed_at") || occurredAt);
    if (when < Date.parse(from) || when >= Date.parse(to)) continue;
    const key = `${String(at(body, "repo", "id"))} ${textAt(body, "ref")}`;
    if (heads.get(key)?.has(textAt(body, "head")) === true) continue;
    const why = `record ${seq} saw ${shown(key)} in the period where no landing in the bundle leads: changes are missing`;
    problems.add("REF_CHAIN_BREAK", REFS, why);
  }
}
