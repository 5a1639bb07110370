import { createHash } from "node:crypto";
import type { LandedBody } from "../src/evidence/bodies.ts";
import { sha256 } from "../src/evidence/canonical.ts";
import type { Disclosure, EvidenceSource, StoredLeaf } from "../src/pipeline/evidence-source.ts";
import { TestLog } from "../test/support/evidence-source.ts";
import { land, listDigest, ref, repo, shaOf } from "../test/support/played-landing.ts";
import { templateOf } from "./template.ts";
import { treeOnDisk } from "./tree-on-disk.ts";

/** One in a hundred landings is a direct push, and a record of its exception follows. */
const block = 100;
const start = Date.parse("2026-01-01T12:00:00.000Z");
const year = 364 * 86_400_000;
/** Landings whose documents are at hand: they are read soon after their record. */
const kept = 1000;
const model = {
  number: 7_777_777,
  at: "2025-12-15T12:00:00.000Z",
  earlier: "2025-12-15T11:00:00.000Z",
  before: shaOf("model before"),
  after: shaOf("model after"),
};
const salt = "5".repeat(32);

/** A log of so many landings in 2026, all on one branch, made up whenever it is read: only its tiles are kept, in the folder. */
export async function longLog(landings: number, folder: string): Promise<EvidenceSource & Pick<TestLog, "signer">> {
  const beginning = new TestLog();
  const texts = await playModels(beginning);
  const first = beginning.size;
  const size = first + landings + Math.floor(landings / block);
  const documents = new Map<string, string>();
  const placeOf = (seq: number) => (seq - first) % (block + 1);

  function leafAt(seq: number): StoredLeaf {
    if (seq < first) return stored(seq, beginning.leaf(seq));
    const place = placeOf(seq);
    const index = Math.floor((seq - first) / (block + 1)) * block + Math.min(place, block - 1);
    const values = valuesOf(seq, index, year / landings);
    if (place === block) return { seq, kind: "exception.opened", bytes: Buffer.from(texts.opened(values)) };
    const played = place === block - 1 ? texts.push : texts.merge;
    const items = played.items(values);
    const list = sha256(Buffer.from(items));
    documents.delete(list);
    documents.set(list, items);
    if (documents.size > kept) documents.delete(documents.keys().next().value ?? "");
    return { seq, kind: "change.landed", bytes: Buffer.from(played.leaf([...values, list])) };
  }

  const tree = treeOnDisk(size, (seq) => leafAt(seq).bytes, folder);
  const checkpoint = beginning.checkpointOf(size, tree.root);
  return {
    ...{ tenant: beginning.tenant, origin: beginning.origin, signer: beginning.signer, hash: tree.hash },
    checkpoint: async (atMost = size) => (atMost < size ? null : checkpoint),
    async *leaves(from, to, kinds) {
      for (let seq = from; seq < to; seq += 1) {
        const leaf = leafAt(seq);
        if (kinds?.includes(leaf.kind) ?? true) yield leaf;
      }
    },
    async documents(digests) {
      const made = digests.flatMap((digest) => entryOf(documents, digest));
      return new Map([...(await beginning.documents(digests)), ...made]);
    },
    async *disclosures(from, to) {
      yield* beginning.disclosures(from, first);
      for (let seq = Math.max(from, first); seq < to; seq += 1) {
        if (placeOf(seq) < block - 1) yield* hiddenIn(seq);
      }
    },
    identities: (below) => beginning.identities(below),
    async *attestations() {},
    keys: (below) => beginning.keys(below),
  };
}

function entryOf(documents: ReadonlyMap<string, string>, digest: string): [string, Uint8Array][] {
  const found = documents.get(digest);
  return found === undefined ? [] : [[digest, Buffer.from(found)]];
}

function stored(seq: number, bytes: Uint8Array): StoredLeaf {
  return { seq, kind: JSON.parse(Buffer.from(bytes).toString()).kind, bytes };
}

/** What the texts of the models are made over with, in the order of {@link partsOf}. */
function valuesOf(seq: number, index: number, step: number): string[] {
  const at = start + Math.floor(index * step);
  const [before, after] = [shaOf(`landing ${index - 1}`), shaOf(`landing ${index}`)];
  const times = [new Date(at).toISOString(), new Date(at - 3_600_000).toISOString()];
  const hidden = hiddenIn(seq).map(({ value }) => commitmentOf(value));
  return [
    `"seq":${seq}`,
    String(index + 1),
    ...times,
    before,
    after,
    shaOf(`head ${index}`),
    listDigest([after]),
    ...hidden,
  ];
}

/** What of a model's texts changes from landing to landing. */
function partsOf(seq: number, { pr, tickets }: LandedBody): string[] {
  const { number, at, earlier, before, after } = model;
  const own = [
    `"seq":${seq}`,
    String(number),
    at,
    earlier,
    before,
    after,
    shaOf(`head ${number}`),
    listDigest([after]),
  ];
  return [...own, String(pr?.title), String(tickets[0]?.key)];
}

/** What is disclosed of the landing of a pull request, in the order of its places. */
function hiddenIn(seq: number): Disclosure[] {
  return [
    { seq, path: "/body/pr/title", salt, value: `Change ${seq}` },
    { seq, path: "/body/tickets/0/key", salt, value: `API-${seq}` },
  ];
}

function commitmentOf(value: unknown): string {
  return `c1:${createHash("sha256")
    .update(JSON.stringify([salt, value]))
    .digest("hex")}`;
}

/** Plays one landing of each kind before the period, and takes their texts. */
async function playModels(log: TestLog) {
  const { number, at, before, after } = model;
  log.append("app.started", at, { version: "0.1.0" });
  const gated = { ...repo, gated: true, refs: [ref], why: "policy", archived: false, private: true };
  log.append("scope.snapshot", at, { installation: "selected", repositories: [gated] });
  const gate = { check: "mergewarden", required: true, pinned: true, pull_request: true, bypass: [] };
  log.append("protection.snapshot", at, {
    repo,
    ref,
    gate,
    before_since: null,
    changed: null,
    drift: false,
    weaker: [],
  });
  const commits = [{ sha: after, parents: [before] }];
  const merge = await textsOf(log, land(log, { number, at, before, commits }));
  const exception = `DIRECT_PUSH/${repo.id}/${after}`;
  const pushed = land(log, { at, before, commits, exceptions: [exception] });
  const push = await textsOf(log, pushed);
  const landing = { before, after, landed_at: at };
  const about = { exception, code: "DIRECT_PUSH", repo, ref, pull_request: null, mode: "enforce", landing };
  const told = log.append("exception.opened", at, { ...about, barred: [], due_at: null });
  log.append("ref.observed", at, { repo, ref, head: shaOf("landing -1"), observed_at: at });
  return { merge, push, opened: templateOf(textOf(log, told), partsOf(told, bodyOf(log, pushed))) };
}

async function textsOf(log: TestLog, seq: number) {
  const body = bodyOf(log, seq);
  const parts = partsOf(seq, body);
  const items = Buffer.from((await log.documents([body.commits.items])).get(body.commits.items) ?? []).toString();
  return { leaf: templateOf(textOf(log, seq), [...parts, body.commits.items]), items: templateOf(items, parts) };
}

function textOf(log: TestLog, seq: number): string {
  return Buffer.from(log.leaf(seq)).toString();
}

function bodyOf(log: TestLog, seq: number): LandedBody {
  return (JSON.parse(textOf(log, seq)) as { body: LandedBody }).body;
}
