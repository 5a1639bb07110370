import { createHash } from "node:crypto";
import { z } from "zod";
import { parseCanonical } from "./canonical.ts";
import type { Leaf } from "./leaves.ts";
import type { Manifest } from "./manifest.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { at, type Records, textAt } from "./records.ts";
import { Table, type Value } from "./rows.ts";

const FILE = "completeness/scope.csv";
const LISTS = "completeness/scopes/";
const columns =
  "repo_id,repo,in_scope,refs,reason,archived,private,installation,seen_from_utc,seen_to_utc,first_seq,last_seq".split(
    ",",
  );

const text = z.string();
const schema = z.array(
  z.object({
    id: z.int().min(0),
    name: text,
    gated: z.boolean(),
    refs: z.array(text),
    why: text,
    archived: z.boolean(),
    private: z.boolean(),
  }),
);

/** Every state in which a repository was seen in the period has its row, and each row is what the snapshots say. */
export async function checkScope(
  bundle: Bundle,
  { period }: Manifest,
  records: Records,
  problems: Problems,
): Promise<void> {
  const inTime = records.of("scope.snapshot").filter((leaf) => Date.parse(leaf.occurredAt) < Date.parse(period.to_utc));
  const table = new Table(bundle, { file: FILE, columns, keys: ["first_seq", "repo_id"] }, problems);
  for (const row of await rowsOf(bundle, inTime, problems)) {
    const until = String(row.seen_to_utc);
    if (until === "" || Date.parse(until) > Date.parse(period.from_utc)) await table.expect(row);
  }
  await table.end();
}

async function rowsOf(bundle: Bundle, leaves: readonly Leaf[], problems: Problems): Promise<Record<string, Value>[]> {
  const unnamed = new Set(bundle.names.filter((name) => name.startsWith(LISTS)));
  const rows: Record<string, Value>[] = [];
  const current = new Map<string, Record<string, Value>>();
  for (const leaf of leaves) {
    const seen = new Set<string>();
    for (const cells of await statesIn(bundle, leaf, unnamed, problems)) {
      const key = JSON.stringify(cells);
      const times = { seen_from_utc: leaf.occurredAt, seen_to_utc: "", first_seq: leaf.seq };
      const row = current.get(key) ?? { ...cells, ...times };
      if (!current.has(key)) rows.push(row);
      row.last_seq = leaf.seq;
      current.set(key, row);
      seen.add(key);
    }
    for (const [key, row] of current) {
      if (seen.has(key)) continue;
      row.seen_to_utc = leaf.occurredAt;
      current.delete(key);
    }
  }
  for (const name of unnamed) problems.add("DOCUMENT_WRONG", name, "no snapshot of the scope names this list");
  return rows;
}

async function statesIn(
  bundle: Bundle,
  { seq, body }: Leaf,
  unnamed: Set<string>,
  problems: Problems,
): Promise<Record<string, Value>[]> {
  const digest = textAt(body, "repositories", "digest");
  const name = `${LISTS}${digest.replace("sha256:", "")}.json`;
  if (digest !== "" && !bundle.has(name)) {
    problems.add("DOCUMENT_MISSING", name, `the list of repositories of record ${seq} is not there`);
    return [];
  }
  const list = digest === "" ? at(body, "repositories") : await listIn(bundle, name, digest);
  unnamed.delete(name);
  const read = schema.safeParse(list);
  if (!read.success) {
    problems.add(
      "DOCUMENT_WRONG",
      digest === "" ? "log/leaves.jsonl" : name,
      `record ${seq} names no list of repositories`,
    );
    return [];
  }
  const installation = textAt(body, "installation");
  return read.data.map(({ id, name: repo, gated, refs, why, archived, private: isPrivate }) => {
    const about = { repo_id: id, repo, in_scope: gated, refs: refs.join(";"), reason: why };
    return { ...about, archived, private: isPrivate, installation };
  });
}

async function listIn(bundle: Bundle, name: string, digest: string) {
  const bytes = await bundle.read(name);
  const own = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  return own === digest ? parseCanonical(bytes) : undefined;
}
