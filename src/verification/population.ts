import { createHash } from "node:crypto";
import { z } from "zod";
import type { Json } from "./canonical.ts";
import { columns, sampleColumns } from "./column-names.ts";
import { checkRow, commitRow, type Judged, populationRow, reviewRow, sampleRow } from "./columns.ts";
import type { Branches } from "./completeness.ts";
import { Opened } from "./disclosures.ts";
import type { Documents } from "./documents.ts";
import { checksSchema, commitSchema, type Landed, landedSchema, reviewsSchema } from "./landed.ts";
import { type Leaf, provenLeaves } from "./leaves.ts";
import type { Manifest } from "./manifest.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import type { Records } from "./records.ts";
import { partsOf, remedyOf, resultOf } from "./result.ts";
import { shown, Table } from "./rows.ts";
import { Tally } from "./tally.ts";

const LANDINGS = "population/changes.jsonl";

/** What verification of the landings needs. */
export interface Given {
  manifest: Manifest;
  records: Records;
  documents: Documents;
  branches: Branches;
}

/** What was seen on the way through the landings. */
export interface Walked {
  landings: Set<number>;
  /** Those of them with exceptions. */
  exceptional: number[];
  disclosed: number;
  /** Which landing is the last that names an exception, by its key. */
  changes: ReadonlyMap<string, string>;
  /** What is disclosed of records of exceptions, by number and place. */
  told: ReadonlyMap<number, ReadonlyMap<string, Json>>;
  tally: Tally;
  rows: { commits: number; reviews: number; checks: number };
}

/** Goes through the landings once, and beside them through every table that is made from them. */
export async function checkPopulation(bundle: Bundle, given: Given, problems: Problems): Promise<Walked> {
  const tables = tablesOf(bundle, problems);
  const disclosed = new Opened(bundle, given.records, problems);
  const landings = new Set<number>();
  const exceptional: number[] = [];
  const changes = new Map<string, string>();
  const tally = new Tally();
  for await (const leaf of provenLeaves(bundle, LANDINGS, given.records, problems)) {
    const read = landedSchema.safeParse(leaf.body);
    if (!read.success) {
      problems.add("LEAF_MALFORMED", LANDINGS, `record ${leaf.seq} is no landing as it is published`);
      continue;
    }
    landings.add(leaf.seq);
    for (const key of read.data.exceptions) changes.set(key, read.data.change_id);
    checkPeriod(read.data, given.manifest, leaf.seq, problems);
    checkNamed(read.data, given.records, leaf.seq, problems);
    const judged = await judge(leaf, read.data, { ...given, disclosed }, problems);
    tally.add(read.data, judged);
    await tables.population.skipBefore("seq", leaf.seq);
    await tables.population.expect(populationRow(judged));
    if (read.data.exceptions.length > 0) {
      exceptional.push(leaf.seq);
      await tables.sample.expect(sampleRow(judged));
    }
    for (const commit of judged.commits ?? []) await tables.commits.expect(commitRow(judged, commit));
    for (const review of judged.reviews ?? []) await tables.reviews.expect(reviewRow(judged, review));
    for (const check of judged.checks ?? []) await tables.checks.expect(checkRow(judged, check));
  }
  await disclosed.upTo(Number.POSITIVE_INFINITY, null);
  for (const one of Object.values(tables)) await one.end();
  const { commits, reviews, checks } = tables;
  return {
    landings,
    exceptional,
    ...{ disclosed: disclosed.count, changes, told: disclosed.told, tally },
    rows: { commits: commits.count, reviews: reviews.count, checks: checks.count },
  };
}

/** The tables that are made from landings. */
function tablesOf(bundle: Bundle, problems: Problems) {
  const table = (name: keyof typeof columns, keys: string[]) =>
    new Table(bundle, { file: `population/${name}.csv`, columns: columns[name], keys }, problems);
  return {
    population: table("population", ["seq", "change_id"]),
    commits: table("commits", ["change_id", "sha"]),
    reviews: table("reviews", ["change_id", "review_id"]),
    sample: new Table(bundle, { file: "samples/sample.csv", columns: sampleColumns, keys: ["seq"] }, problems),
    checks: table("checks", ["change_id", "name", "app_id", "head_sha"]),
  };
}

/** What became of every exception that the landing names is told. */
function checkNamed({ exceptions }: Landed, records: Records, seq: number, problems: Problems): void {
  for (const key of exceptions.filter((one) => !records.exceptions.has(one))) {
    const why = `landing ${seq} names ${shown(key)}, of which nothing is told`;
    problems.add("EXCEPTION_MISSING", "exceptions/exceptions.jsonl", why);
  }
}

function checkPeriod({ landing }: Landed, { period, basis }: Manifest, seq: number, problems: Problems): void {
  const when = Date.parse(basis === "merged" ? (landing.merged_at ?? landing.landed_at) : landing.landed_at);
  if (when >= Date.parse(period.from_utc) && when < Date.parse(period.to_utc)) return;
  problems.add("ROW_EXTRA", LANDINGS, `landing ${seq} is not in the period of the bundle`);
}

async function judge(
  leaf: Leaf,
  landed: Landed,
  { documents, records, manifest, branches, disclosed }: Given & { disclosed: Opened },
  problems: Problems,
): Promise<Judged> {
  const named = { documents, problems, seq: leaf.seq };
  const commits = listIn(named, landed.commits.items, z.array(commitSchema));
  if (commits !== null) checkCommits(landed, commits, leaf.seq, problems);
  const { reviews, checks } = landed;
  const [givenReviews, givenChecks] = [
    reviews === "unavailable" ? null : Array.isArray(reviews) ? reviews : listIn(named, reviews.digest, reviewsSchema),
    checks === "unavailable" ? null : Array.isArray(checks) ? checks : listIn(named, checks.digest, checksSchema),
  ];
  const parts = partsOf(landed, givenChecks);
  const remedy = remedyOf(landed, (key) => statesIn(records, key, manifest.period.to_utc));
  return {
    seq: leaf.seq,
    hash: leaf.hash.toString("hex"),
    tz: manifest.period.tz,
    profile: manifest.profile,
    landed,
    commits,
    reviews: givenReviews,
    checks: givenChecks,
    disclosed: await disclosed.upTo(leaf.seq, leaf),
    segment: branches.add(landed, commits ?? []),
    ...{ parts, remedy, result: resultOf(parts, remedy) },
  };
}

/** What became of an exception up to the end of the period: what comes after is never folded in. */
function statesIn({ exceptions }: Records, key: string, end: string): Leaf[] {
  return (exceptions.get(key) ?? []).filter(({ occurredAt }) => Date.parse(occurredAt) < Date.parse(end));
}

/** The list that a record names by digest; null, and told: the bundle does not hold it. */
function listIn<Item>(
  { documents, problems, seq }: { documents: Documents; problems: Problems; seq: number },
  digest: string,
  schema: z.ZodType<Item>,
): Item | null {
  const found = documents.get(digest);
  const read = schema.safeParse(found);
  if (read.success) return read.data;
  const why = `the list ${digest} of landing ${seq} ${found === undefined ? "is not there" : "is not in its form"}`;
  problems.add(found === undefined ? "DOCUMENT_MISSING" : "DOCUMENT_WRONG", "population/lists.jsonl", why);
  return null;
}

function checkCommits(
  { commits }: Landed,
  items: readonly { sha: string; on_first_parent: boolean }[],
  seq: number,
  problems: Problems,
) {
  const shas = items.map(({ sha }) => sha).sort();
  const digest = `sha256:${createHash("sha256").update(shas.join("\n")).digest("hex")}`;
  const first = items.filter(({ on_first_parent: isFirst }) => isFirst).length;
  if (digest === commits.digest && shas.length === commits.all && first === commits.first_parent) return;
  problems.add(
    "COMMITS_DISAGREE",
    "population/lists.jsonl",
    `the commits of landing ${seq} are not those of its record`,
  );
}
