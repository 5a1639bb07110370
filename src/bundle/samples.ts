import { inclusionProof } from "../transparency/merkle.ts";
import { formatTlogProof } from "../transparency/tlog-proofs.ts";
import type { LandingView } from "./columns.ts";
import { csvRow } from "./csv.ts";
import { textCell } from "./disclosed.ts";
import { html, page, table } from "./html.ts";
import type { ExportRequest } from "./request.ts";
import type { Spool } from "./spool.ts";

/** A landing that has a folder of its own in the bundle. */
export interface Sampled {
  changeId: string;
  seq: number;
  result: string;
  exceptions: string[];
}

/** Writes the folder of one landing: the record, what proves that it is in the log, its attestation, and a page to read. */
export async function sampleOf(
  request: ExportRequest,
  view: LandingView,
  { line, envelope }: { line: string; envelope: string | null },
  spool: Spool,
): Promise<Sampled> {
  const { source, pinned } = request;
  const { seq, body } = view.leaf;
  const folder = `samples/${seq}`;
  const proof = await inclusionProof(seq, pinned.size, (level, index) => source.hash(level, index));
  await spool.add(`${folder}/record.json`, line);
  if (envelope !== null) await spool.add(`${folder}/change.dsse.json`, envelope);
  await spool.add(`${folder}/record.tlog-proof`, formatTlogProof({ index: seq, proof, checkpoint: pinned.note }));
  await spool.add(`${folder}/index.html`, samplePage(request, view));
  return { changeId: body.change_id, seq, result: view.result, exceptions: body.exceptions };
}

/** samples/sample.csv: which landings have a folder, and why. An auditor's own sample is drawn with `mergewarden sample`. */
export function sampleList(sampled: readonly Sampled[]): string {
  const lines = sampled.map(({ changeId, seq, result, exceptions }) =>
    csvRow([changeId, seq, "exception", result, exceptions.join(";")]),
  );
  return `change_id,seq,stratum,result,exception_ids\r\n${lines.join("")}`;
}

function samplePage(
  { profile }: ExportRequest,
  { leaf, reviews, checks, commits, disclosures, result }: LandingView,
): string {
  const { body, seq } = leaf;
  const { landing, pr } = body;
  const facts: [string, string | number][] = [
    ["Result", result],
    ["Kind", landing.kind],
    ["Landed (UTC)", landing.landed_at],
    ["Branch", `${body.repo.name} ${body.ref}`],
    ["Moved", `${landing.before} → ${landing.after}`],
    ["Pull request", pr === null ? "none" : `#${pr.number} ${textCell(profile, "/body/pr/title", disclosures)}`],
    ["Author", pr?.author ?? landing.pusher ?? "unknown"],
    ["Merged by", landing.merger ?? "–"],
    ["What landed is what was reviewed", String(body.content.tree_match)],
    ["The gate decided", body.policy.decision],
    ["Exceptions", body.exceptions.join(" ") || "none"],
    ["Record", `number ${seq} of the log; its bytes are record.json`],
  ];
  const reviewRows = (reviews ?? []).map(
    ({ by, state, commit, at, role, counted, why_not: whyNot }) =>
      [by ?? "nobody", state, commit ?? "", at, role ?? "", counted ? "yes" : (whyNot ?? "no")] as const,
  );
  const checkRows = (checks ?? []).map(
    ({ name, category, conclusion, at, head }) => [name, category, conclusion ?? "", at ?? "", head] as const,
  );
  const commitRows = (commits ?? [])
    .slice(0, 100)
    .map(({ sha, author, committer }) => [sha, author ?? "", committer ?? ""] as const);
  return page(
    `Change ${body.change_id}`,
    html`<h1><bdi>${body.change_id}</bdi></h1>
${table(["What", "As recorded"], facts)}
<h2>Reviews</h2>${table(["By", "State", "Commit", "At (UTC)", "Role", "Counted"], reviewRows)}
<h2>Checks</h2>${table(["Name", "Category", "Conclusion", "At (UTC)", "Head"], checkRows)}
<h2>Commits (${body.commits.all})</h2>${table(["Commit", "Author", "Committer"], commitRows)}`,
  );
}
