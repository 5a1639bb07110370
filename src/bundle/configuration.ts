import type { Background } from "./background.ts";
import { csvRow } from "./csv.ts";
import * as histories from "./histories.ts";
import type { Leaf } from "./leaf.ts";
import type { ExportRequest } from "./request.ts";
import type { Spool } from "./spool.ts";

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

interface Repository {
  id: number;
  name: string;
  gated: boolean;
  refs: string[];
  why: string;
  archived: boolean;
  private: boolean;
}

/** A line for each state in which a repository was seen: from the first snapshot that shows it so to the next that does not. */
async function scopeLines({ source, period }: ExportRequest, { scope }: Background, spool: Spool): Promise<string[]> {
  const kept = new Set<string>();
  const states = new Map<
    string,
    { cells: readonly (string | number | boolean)[]; first: Leaf; last: Leaf; until: string }
  >();
  const shown: (typeof states extends Map<string, infer State> ? State : never)[] = [];
  for (const leaf of scope.filter(({ occurred_at: at }) => at < period.to_utc)) {
    const listed = await repositoriesOf(leaf.body.repositories, { source, spool, kept });
    const now = new Set<string>();
    for (const one of listed) {
      const cells = [one.id, one.name, one.gated, one.refs.join(";"), one.why, one.archived, one.private];
      const key = JSON.stringify([...cells, leaf.body.installation]);
      now.add(key);
      const known = states.get(key);
      const state = known ?? {
        cells: [...cells, leaf.body.installation],
        first: leaf as never,
        last: leaf as never,
        until: "",
      };
      state.last = leaf as never;
      if (known === undefined) shown.push(state);
      states.set(key, state);
    }
    for (const [key, state] of states) {
      if (now.has(key)) continue;
      state.until = leaf.occurred_at;
      states.delete(key);
    }
  }
  const touched = shown.filter(({ until }) => until === "" || until > period.from_utc);
  return touched.map(({ cells, first, last, until }) =>
    csvRow([...cells, first.occurred_at, until, first.seq, last.seq]),
  );
}

/** A long list is a document of its own: it goes into the bundle, once. */
async function repositoriesOf(
  listed: unknown,
  { source, spool, kept }: Pick<ExportRequest, "source"> & { spool: Spool; kept: Set<string> },
): Promise<Repository[]> {
  if (Array.isArray(listed)) return listed as Repository[];
  const { digest } = listed as { digest: string };
  const bytes = (await source.documents([digest])).get(digest);
  if (bytes === undefined) return [];
  if (!kept.has(digest)) await spool.add(`completeness/scopes/${digest.replace("sha256:", "")}.json`, bytes);
  kept.add(digest);
  return JSON.parse(new TextDecoder().decode(bytes)) as Repository[];
}
