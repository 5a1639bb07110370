import { sql, type Transaction } from "kysely";
import type { Pseudonym } from "../evidence/bodies.ts";
import { actorsIn } from "../evidence/seal.ts";
import type { EvidenceRecord } from "../pipeline/ports.ts";
import type { Schema } from "./schema.ts";

/** The end of a tenant's log, as far as the records depend on it that are about to be appended. */
export interface LogEnd {
  next: number;
  recordedAt: Date;
  /** Where records without a subject stand already, by their keys. */
  keys: Map<string, number>;
  /** The last record on each subject. */
  subjects: Map<string, { key: string; seq: number }>;
  /** By account id. */
  pseudonyms: Map<number, Pseudonym>;
}

interface Row {
  next: string;
  now: Date;
  keys: [string, number][] | null;
  subjects: [string, string, number][] | null;
  pseudonyms: [number, Pseudonym][] | null;
}

/** Reads the end of a log that is locked. One query: whoever appends next waits for it. */
export async function readEnd(
  db: Transaction<Schema>,
  tenant: number,
  records: readonly EvidenceRecord[],
): Promise<LogEnd> {
  const keys = records.flatMap(({ key, subject }) => (subject === undefined ? [key] : []));
  const subjects = records.flatMap(({ subject }) => subject ?? []);
  const accounts = records.flatMap(({ body }) => actorsIn(body).map(({ id }) => String(id)));
  const { rows } = await sql<Row>`
    select coalesce((select max(seq) + 1 from evidence where tenant = ${tenant}), 0) as next,
      date_trunc('milliseconds', clock_timestamp()) as now,
      (select json_agg(json_build_array(key, seq)) from evidence
        where tenant = ${tenant} and key = any(${keys}::text[]) and subject is null) as keys,
      (select json_agg(json_build_array(name, newest.key, newest.seq)) from unnest(${subjects}::text[]) as name,
        lateral (select key, seq from evidence where tenant = ${tenant} and subject = name order by seq desc limit 1) as newest
      ) as subjects,
      (select json_agg(json_build_array(account_id, pseudonym)) from pseudonyms
        where tenant = ${tenant} and account_id = any(${accounts}::bigint[])) as pseudonyms`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error("a query of values without a row");
  return {
    next: Number(row.next),
    recordedAt: row.now,
    keys: new Map(row.keys),
    subjects: new Map(row.subjects?.map(([subject, key, seq]) => [subject, { key, seq }])),
    pseudonyms: new Map(row.pseudonyms),
  };
}
