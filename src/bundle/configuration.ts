import type { ScopeBody } from "../evidence/bodies.ts";
import type { Background } from "./background.ts";
import { type Cell, csvRow } from "./csv.ts";
import * as histories from "./histories.ts";
import type { Leaf } from "./leaf.ts";
import type { ExportRequest } from "./request.ts";
import type { Spool } from "./spool.ts";

type Repository = Extract<ScopeBody["repositories"], unknown[]>[number];

/** Writes how policies, protection and access stood over the period, with the policies' texts, and what was in scope. */
export async function writeConfiguration(request: ExportRequest, background: Background, spool: Spool): Promise<void> {
  const { period } = request;
  const policies = background.policies.within(period);
  await spool.add(
    "config/policy_history.csv",
    [`${histories.policyColumns}\r\n`, ...policies.map(({ leaf, until }) => histories.policyLine(leaf, until))].join(
      "",
    ),
  );
  const digests = policies.map(({ leaf }) => (leaf as Leaf<{ digest: string | null }>).body.digest);
  for (const digest of [...new Set(digests)].sort()) await addBlob(request, digest, spool);
  const protections = background.protections
    .within(period)
    .map(({ leaf, until }) => histories.protectionLine(leaf, until));
  await spool.add("config/protection_history.csv", [`${histories.protectionColumns}\r\n`, ...protections].join(""));
  const access = background.access.within(period).map(({ leaf, until }) => histories.accessLine(leaf, until));
  await spool.add("config/access_history.csv", [`${histories.accessColumns}\r\n`, ...access].join(""));
  await spool.add("completeness/gaps.csv", [`${histories.gapColumns}\r\n`, ...background.gaps].join(""));
  await spool.add(
    "completeness/scope.csv",
    [`${histories.scopeColumns}\r\n`, ...(await scopeLines(request, background, spool))].join(""),
  );
}

/** A policy's text names people and teams: the profile without them leaves it out. */
async function addBlob({ source, profile }: ExportRequest, digest: string | null, spool: Spool): Promise<void> {
  if (digest === null || profile === "public") return;
  const bytes = (await source.documents([digest])).get(digest);
  if (bytes !== undefined) await spool.add(`config/blobs/${digest.replace("sha256:", "")}.yml`, bytes);
}

/** A repository as it was seen, from the first snapshot that shows it so. */
interface Seen {
  cells: Cell[];
  first: Leaf<ScopeBody>;
  last: Leaf<ScopeBody>;
  /** When a snapshot first showed it otherwise; empty: none did. */
  until: string;
}

/** A line for each state in which a repository was seen: from the first snapshot that shows it so to the next that does not. */
async function scopeLines({ source, period }: ExportRequest, { scope }: Background, spool: Spool): Promise<string[]> {
  const kept = new Set<string>();
  const standing = new Map<string, Seen>();
  const seen: Seen[] = [];
  for (const leaf of scope.filter(({ occurred_at: at }) => at < period.to_utc)) {
    const listed = await repositoriesOf(leaf.body.repositories, { source, spool, kept });
    const shown = new Map(listed.map((repository) => stateOf(repository, leaf)));
    for (const [key, cells] of shown) {
      const known = standing.get(key);
      if (known !== undefined) known.last = leaf;
      else {
        const state = { cells, first: leaf, last: leaf, until: "" };
        seen.push(state);
        standing.set(key, state);
      }
    }
    for (const [key, state] of standing) {
      if (shown.has(key)) continue;
      state.until = leaf.occurred_at;
      standing.delete(key);
    }
  }
  const touched = seen.filter(({ until }) => until === "" || until > period.from_utc);
  return touched.map(({ cells, first, last, until }) =>
    csvRow([...cells, first.occurred_at, until, first.seq, last.seq]),
  );
}

function stateOf(one: Repository, { body }: Leaf<ScopeBody>): [key: string, cells: Cell[]] {
  const about = [one.id, one.name, one.gated, one.refs.join(";"), one.why, one.archived, one.private];
  const cells = [...about, body.installation];
  return [JSON.stringify(cells), cells];
}

/** A long list is a document of its own: it goes into the bundle, once. */
async function repositoriesOf(
  listed: ScopeBody["repositories"],
  { source, spool, kept }: Pick<ExportRequest, "source"> & { spool: Spool; kept: Set<string> },
): Promise<Repository[]> {
  if (Array.isArray(listed)) return listed;
  const { digest } = listed;
  const bytes = (await source.documents([digest])).get(digest);
  if (bytes === undefined) return [];
  if (!kept.has(digest)) await spool.add(`completeness/scopes/${digest.replace("sha256:", "")}.json`, bytes);
  kept.add(digest);
  return JSON.parse(new TextDecoder().decode(bytes)) as Repository[];
}
