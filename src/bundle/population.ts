import { judgeLanding, type LandingJudgement } from "../audit/judgement.ts";
import { type MatrixRow, parseMatrix } from "../audit/matrix.ts";
import { type ControlTally, tallyControls } from "../audit/tally.ts";
import type { LandedBody } from "../evidence/bodies.ts";
import { leafHash } from "../transparency/merkle.ts";
import type { Background } from "./background.ts";
import * as columns from "./columns.ts";
import { Reconciliation } from "./completeness.ts";
import { DisclosureCursor } from "./disclosed.ts";
import { AttestationFiles, commitsOf, documentsOf, listOf, readDocuments, withLists } from "./landings.ts";
import { type Leaf, readLeaf } from "./leaf.ts";
import { localTimes } from "./period.ts";
import { type ExportRequest, isWithin } from "./request.ts";
import { type Sampled, sampleOf } from "./samples.ts";
import type { Spool } from "./spool.ts";

/** What the population came to. */
export interface Population {
  matrix: readonly MatrixRow[];
  tally: ControlTally;
  reconciliation: Reconciliation;
  results: Map<string, number>;
  kinds: Map<string, number>;
  counts: { landings: number; commits: number; reviews: number; checks: number; attestations: number };
  sampled: Sampled[];
  /** The first of those that are not compliant, and why; all of them are in population.csv. */
  notable: Notable[];
}

/** A change that an auditor looks at first. */
export interface Notable {
  changeId: string;
  seq: number;
  result: string;
  why: string[];
}

/** As many as a page names. */
const mostNotable = 500;

/** Reads the landings of the period once, in the order of the log, and writes every file that has lines of them. */
export async function writePopulation(
  request: ExportRequest,
  background: Background,
  spool: Spool,
): Promise<Population> {
  const matrix = parseMatrix(request.matrix.source);
  const found: Population = {
    ...{ matrix, tally: tallyControls(matrix), reconciliation: new Reconciliation(), sampled: [], notable: [] },
    ...{ results: new Map(), kinds: new Map() },
    counts: { landings: 0, commits: 0, reviews: 0, checks: 0, attestations: 0 },
  };
  const writer = new PopulationWriter(request, background, spool, found);
  await writer.writeHeads();
  for await (const { bytes } of request.source.leaves(0, request.pinned.size, ["change.landed"])) {
    const { leaf, line } = readLeaf<LandedBody>(bytes);
    if (isWithin(request.period, timeOf(leaf, request.basis))) await writer.add({ leaf, line, bytes });
  }
  await writer.close();
  return found;
}

/** When it counts. What was not merged has no other time than its landing. */
function timeOf({ body }: Leaf<LandedBody>, basis: ExportRequest["basis"]): string {
  return basis === "merged" ? (body.landing.merged_at ?? body.landing.landed_at) : body.landing.landed_at;
}

/** Landings that are written at once; fewer where they brought many commits. */
const page = 200;
const pageCommits = 5000;

interface Landing {
  leaf: Leaf<LandedBody>;
  line: string;
  bytes: Uint8Array;
}

class PopulationWriter {
  readonly #request: ExportRequest;
  readonly #background: Background;
  readonly #found: Population;
  readonly #spool: Spool;
  readonly #files;
  readonly #attestations: AttestationFiles;
  readonly #disclosures: DisclosureCursor;
  readonly #local: (utc: string) => string;
  #page: Landing[] = [];
  #pageCommits = 0;

  constructor(request: ExportRequest, background: Background, spool: Spool, found: Population) {
    const { source, pinned, period } = request;
    this.#request = request;
    this.#background = background;
    this.#found = found;
    this.#spool = spool;
    this.#files = {
      population: spool.open("population/population.csv"),
      commits: spool.open("population/commits.csv"),
      reviews: spool.open("population/reviews.csv"),
      checks: spool.open("population/checks.csv"),
      changes: spool.open("population/changes.jsonl"),
      lists: spool.open("population/lists.jsonl"),
    };
    this.#attestations = new AttestationFiles(source.attestations(0, pinned.size), spool);
    this.#disclosures = new DisclosureCursor(source.disclosures(0, pinned.size));
    this.#local = localTimes(period.tz);
  }

  /** Comes before all landings. */
  async writeHeads(): Promise<void> {
    await this.#files.population.write(`${columns.populationColumns}\r\n`);
    await this.#files.commits.write(`${columns.commitColumns}\r\n`);
    await this.#files.reviews.write(`${columns.reviewColumns}\r\n`);
    await this.#files.checks.write(`${columns.checkColumns}\r\n`);
  }

  /** Keeps it until there is a page of them, for the documents of a page are read at once. */
  async add(landing: Landing): Promise<void> {
    this.#page.push(landing);
    this.#pageCommits += landing.leaf.body.commits.all;
    if (this.#page.length >= page || this.#pageCommits >= pageCommits) await this.#flush();
  }

  async #flush(): Promise<void> {
    const landings = this.#page;
    [this.#page, this.#pageCommits] = [[], 0];
    const digests = new Set(landings.flatMap(({ leaf }) => documentsOf(leaf.body)));
    const documents = await readDocuments(this.#request.source, [...digests]);
    for (const landing of landings) await this.#addOne(landing, documents);
  }

  async #addOne({ leaf, line, bytes }: Landing, documents: ReadonlyMap<string, string>): Promise<void> {
    const named = documentsOf(leaf.body).flatMap((digest) => documents.get(digest) ?? []);
    const disclosures = await this.#disclosures.of(leaf.seq);
    const commits = commitsOf(leaf.body, documents);
    const reviews = listOf(leaf.body.reviews, documents);
    const checks = listOf(leaf.body.checks, documents);
    const judged = withLists(leaf.body, reviews, checks);
    const { states } = this.#background.exceptions;
    const judgement = judgeLanding(judged, states);
    const view: columns.LandingView = {
      ...{ leaf, reviews, checks, disclosures, commits },
      segment: this.#found.reconciliation.add(leaf.body, commits?.length ?? 0),
      result: judgement.result,
      leafHash: Buffer.from(leafHash(bytes)).toString("hex"),
      landedLocal: this.#local(leaf.body.landing.landed_at),
    };
    await this.#write(view, line, named);
    this.#found.tally.add(judged, states);
    this.#count(view);
    this.#note(leaf, judgement);
    this.#background.seqs.add(leaf.seq);
    const envelope = await this.#attestations.take(leaf.seq);
    if (leaf.body.exceptions.length > 0)
      this.#found.sampled.push(await sampleOf(this.#request, view, { line, envelope }, this.#spool));
  }

  async close(): Promise<void> {
    await this.#flush();
    this.#found.counts.attestations = this.#attestations.count;
    await this.#attestations.close();
    await this.#disclosures.close();
    for (const file of Object.values(this.#files)) await file.close();
  }

  async #write(view: columns.LandingView, line: string, documents: readonly string[]): Promise<void> {
    const files = this.#files;
    await files.population.write(columns.populationLine(view, this.#request));
    await files.commits.write(columns.commitLines(view));
    await files.reviews.write(columns.reviewLines(view));
    await files.checks.write(columns.checkLines(view));
    await files.changes.write(`${line}\n`);
    for (const document of documents) await files.lists.write(`${document}\n`);
  }

  #note({ seq, body }: Leaf<LandedBody>, { result, findings }: LandingJudgement): void {
    const { notable } = this.#found;
    if (result === "compliant" || notable.length >= mostNotable) return;
    notable.push({ changeId: body.change_id, seq, result, why: findings.map(({ code, text }) => `${code}: ${text}`) });
  }

  #count({ leaf, commits, reviews, checks, result }: columns.LandingView): void {
    const { counts, results, kinds } = this.#found;
    counts.landings += 1;
    counts.commits += commits?.length ?? 0;
    counts.reviews += reviews?.length ?? 0;
    counts.checks += checks?.length ?? 0;
    results.set(result, (results.get(result) ?? 0) + 1);
    kinds.set(leaf.body.landing.kind, (kinds.get(leaf.body.landing.kind) ?? 0) + 1);
    for (const key of leaf.body.exceptions) {
      const row = this.#background.exceptions.rows.get(key);
      if (row !== undefined) row.changeId = leaf.body.change_id;
    }
  }
}
