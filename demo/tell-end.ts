import { readEvidence } from "./database.ts";
import type { Outcome } from "./play.ts";
import type { World } from "./world.ts";

/** Tells what is on record, and where to look while everything is running. */
export async function tellEnd({ lab, server }: World, outcomes: readonly Outcome[]): Promise<void> {
  const { decisions, landings } = await readEvidence(server.folder);
  console.log(`\nEvidence on record, append-only\n   ${decisions} decisions, ${landings.length} changes that landed`);
  for (const { pull, decision, decidedBy } of landings) {
    console.log(
      `   #${pull} landed: ${decidedBy === null ? "no decision on record" : `record ${decidedBy} says ${decision}`}`,
    );
  }
  const worthIt = outcomes.find(({ end }) => end === "blocked") ?? outcomes[0];
  console.log(`
Look around while it is running
   the local GitHub      ${lab.url}
   a pull request        ${worthIt?.url ?? lab.url}
   mergewarden's health  ${server.url}/healthz
   its figures           ${server.url}/metrics
   The repository is private: choose whom to "act as" at the top of the page, then review and merge yourself.
   Ctrl-C stops everything and removes what it made.`);
}
