import { checkAttestations } from "./attestations.ts";
import { checkNewest, checkPrevious, checkRoot, readCheckpoint, type Vouched } from "./checkpoint.ts";
import { Branches } from "./completeness.ts";
import { checkConfiguration } from "./configuration.ts";
import { checkControls } from "./control-results.ts";
import { readDocuments } from "./documents.ts";
import { checkExceptions } from "./exceptions.ts";
import { checkGaps } from "./gaps.ts";
import { checkIdentities } from "./identities.ts";
import { checkManifestSignature, type Keys, readKeys } from "./keys.ts";
import { checkFiles, checkTotals, type Manifest, readManifest } from "./manifest.ts";
import { type OwnLog, readOwnLog } from "./own-log.ts";
import { checkPeriodOf } from "./period.ts";
import { checkPopulation, type Walked } from "./population.ts";
import { gravityOf } from "./problem-codes.ts";
import { type Problem, Problems } from "./problems.ts";
import { type Bundle, openBundle } from "./read-bundle.ts";
import { countStretches } from "./reconciliation.ts";
import { type Records, readRecords } from "./records.ts";
import { checkPackets, checkSamples } from "./samples.ts";
import { checkScope } from "./scope.ts";
import { checkTiles, readLeafHashes } from "./tree.ts";

const LISTS = "population/lists.jsonl";

/** What an auditor brings along. */
export interface Given {
  /** The log's key from somewhere else than the bundle; null: none, so nothing vouches for the bundle's own. */
  logKey: string | null;
  /** Folders of git clones. */
  clones: readonly string[];
}

/** What was looked at. */
export interface Checked {
  files: number;
  size: number;
  landings: number;
  records: number;
  attestations: number;
  samples: number;
  identities: number;
  branches: number;
  /** The log's size at the bundle before; null: there was none. */
  previous: number | null;
}

/** What verification came to. */
export interface Verification {
  status: "intact" | "tampered" | "incomplete" | "not-a-bundle";
  problems: Problem[];
  checked: Partial<Checked>;
  /** The log's key that the checkpoint was held against, and whether the auditor gave it. */
  logKey: { key: string; isGiven: boolean } | null;
  development: boolean;
}

/** Verifies a bundle from nothing but its own bytes, the key that the auditor brings, and clones. */
export async function verify(path: string, given: Given): Promise<Verification> {
  const problems = new Problems();
  const found: Found = { checked: {}, logKey: null, development: false };
  await problems.guard(async () => {
    const bundle = await openBundle(path);
    try {
      await checkBundle(bundle, given, found, problems);
    } finally {
      await bundle.close();
    }
  });
  const list = problems.list();
  return { status: statusOf(list), problems: list, ...found };
}

type Found = Pick<Verification, "checked" | "logKey" | "development">;

/** The order: bytes, then who vouches for them, then whether what they say follows from the log. */
async function checkBundle(bundle: Bundle, given: Given, found: Found, problems: Problems): Promise<void> {
  const { manifest, bytes } = await readManifest(bundle);
  found.checked.files = bundle.names.length;
  found.development = manifest.development;
  await checkFiles(bundle, manifest, problems);
  checkPeriodOf(manifest, problems);

  const vouched = await readCheckpoint(bundle, manifest, given.logKey, problems);
  found.logKey = { key: vouched.key, isGiven: given.logKey !== null };
  found.checked.size = vouched.size;
  const hashes = await readLeafHashes(bundle, vouched.size);
  checkRoot(hashes, vouched, problems);
  await checkTiles(bundle, hashes, problems);
  await problems.guard(async () => {
    found.checked.previous = await checkPrevious(bundle, hashes, vouched, problems);
  });

  const records = await readRecords(bundle, { tenant: manifest.tenant, hashes }, problems);
  found.checked.records = records.bySeq.size;
  checkNewest(records, found.checked.previous ?? null, problems);
  const log = readOwnLog(records, manifest, problems);
  const keys = await readKeys(bundle, records, vouched, problems);
  if (keys.development !== manifest.development) {
    problems.add("MANIFEST_MALFORMED", "manifest.json", "it does not say whether keys for development signed");
  }
  await checkManifestSignature(bundle, bytes, { keys, size: vouched.size }, problems);
  await checkContent({ bundle, manifest, records, log, keys, vouched }, given, found.checked, problems);
}

async function checkContent(
  {
    bundle,
    manifest,
    records,
    log,
    keys,
    vouched,
  }: { bundle: Bundle; manifest: Manifest; records: Records; log: OwnLog; keys: Keys; vouched: Vouched },
  { clones }: Given,
  checked: Partial<Checked>,
  problems: Problems,
): Promise<void> {
  const documents = await readDocuments(bundle, problems);
  const branches = new Branches(clones.length > 0);
  let seen: Walked | null = null;
  try {
    await problems.guard(async () => {
      const walked = await checkPopulation(bundle, { manifest, records, documents, branches }, problems);
      const { landings, rows, exceptional, disclosed, tally } = walked;
      seen = walked;
      checked.landings = landings.size;
      const counted = { landings: landings.size, disclosed, by_result: tally.results, by_kind: tally.kinds };
      checkTotals(manifest, { ...counted, ...rows }, problems);
      const surplus = documents.surplus();
      if (surplus > 0) problems.add("DOCUMENT_WRONG", LISTS, `no landing names ${surplus} of its lists`);
      const attested = { log, hashes: records.hashes, keys, landings };
      const { count, seqs } = await checkAttestations(bundle, attested, problems);
      checked.attestations = count;
      checkPackets(bundle, { exceptional, attested: seqs }, problems);
      await problems.guard(async () => {
        checked.branches = await branches.check(bundle, { manifest, records, clones }, problems);
      });
    });
  } finally {
    documents.close();
  }
  await problems.guard(async () => {
    checkTotals(manifest, { ...(await checkExceptions(bundle, manifest, { records, seen }, problems)) }, problems);
  });
  await problems.guard(async () => {
    const draws = records.of("sample.drawn").length;
    checkTotals(manifest, { gaps: await checkGaps(bundle, manifest, records, problems), draws }, problems);
  });
  await problems.guard(() => checkScope(bundle, manifest, records, problems));
  await problems.guard(async () => {
    const access = await checkConfiguration(bundle, manifest, records, problems);
    const stretches = await countStretches(bundle);
    checkTotals(manifest, { segments: stretches.rows, segments_differing: stretches.differing }, problems);
    if (seen !== null) await checkControls(bundle, manifest, { tally: seen.tally, access, stretches }, problems);
  });
  await problems.guard(async () => {
    checked.identities = await checkIdentities(bundle, records, problems);
    checkTotals(manifest, { identities: checked.identities }, problems);
  });
  checked.samples = await checkSamples(bundle, { vouched, keys }, problems);
}

/** One sign of tampering outweighs whatever is not there. */
function statusOf(problems: readonly Problem[]): Verification["status"] {
  const found = new Set(problems.map(({ code }) => gravityOf[code]));
  return found.has("not-a-bundle")
    ? "not-a-bundle"
    : found.has("tampered")
      ? "tampered"
      : found.has("incomplete")
        ? "incomplete"
        : "intact";
}
