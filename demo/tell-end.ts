import type { EvidenceBundle } from "./bundle.ts";
import { fullName } from "./company.ts";
import { type EvidenceRecord, landings } from "./evidence.ts";
import { owner } from "./people.ts";
import type { Outcome } from "./play.ts";
import type { World } from "./world.ts";

/** Tells what is on record, and where to look while everything is running. */
export function tellEnd(
  { lab, company, server }: World,
  outcomes: readonly Outcome[],
  records: readonly EvidenceRecord[],
  { file, logKey, days }: EvidenceBundle,
): void {
  const landed = landings(records);
  const decisions = records.filter(({ kind }) => kind === "gate.decided").length;
  console.log(`\nEvidence on record, append-only: ${decisions} decisions, ${landed.length} changes that landed`);
  for (const { seq, body } of landed) {
    console.log(
      `   record ${seq}: #${body.pr?.number} landed, allowed by the decision in record ${body.policy?.decided_seq ?? "–"}`,
    );
  }
  console.log(`
Evidence for an auditor, verified: ${file}
   what is in it         unzip -q ${file} -d evidence && open evidence/report.html
   export it again       MERGEWARDEN_DATA=${server.folder} GITHUB_SERVER_URL=${lab.url} \\
                           npm run -s mergewarden -- export --from ${days.from} --to ${days.to} --out again.zip
   verify it             npm run -s mergewarden -- verify ${file} \\
                           --log-key "${logKey}"
   draw a sample         npm run -s mergewarden -- sample ${file} --seed "any words" -n 2`);
  const worthIt = outcomes.find(({ end }) => end === "blocked") ?? outcomes[0];
  console.log(`
Look around while it is running
   the local GitHub      ${lab.url}
   a pull request        ${worthIt?.url ?? lab.url}
   mergewarden's health  ${server.url}/healthz
   its figures           ${server.url}/metrics
   its evidence          MERGEWARDEN_DATA=${server.folder} npm run -s mergewarden -- evidence
   a verdict of yours    GITHUB_API_URL=${lab.apiUrl} GITHUB_TOKEN=${company.people[owner].token} \\
                           npm run -s mergewarden -- simulate "${fullName}#${worthIt?.number ?? 1}"
   The repository is private: choose whom to "act as" at the top of the page, then review and merge yourself.
   Ctrl-C stops everything and removes what it made.`);
}
