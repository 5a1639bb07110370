import type { Outcome } from "./play.ts";
import type { World } from "./world.ts";

/** Tells what is on record, and where to look while everything is running. */
export async function tellEnd({ lab, server }: World, outcomes: readonly Outcome[]): Promise<void> {
  const worthIt = outcomes.find(({ end }) => end === "blocked") ?? outcomes[0];
  console.log(`
Look around while it is running
   the local GitHub      ${lab.url}
   a pull request        ${worthIt?.url ?? lab.url}
   mergewarden's health  ${server.url}/healthz
   its figures           ${server.url}/metrics
   Ctrl-C stops everything and removes what it made.`);
}
